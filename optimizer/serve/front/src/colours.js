// How a site is coloured: category, words and style; colours and hatches are those of the printed sheets.

import { decision, plan as shown, site, state } from "./state.js";
import { percent, say, sized, t, word } from "./words.js";

const COURSE = { granted: 4, licensed: 6, formed: 3, expand: 1, keep: 2, rectify: 0, close: 7, join: 5 };
const IDLE = new Set(["not_licensed", "not_formed", "not_granted"]);
const NONE = { key: "none", fill: "rgba(255,255,255,0.55)", hatch: "", dash: true };
const STEPS = 5;

const swatch = (position) => {
  const [fill, hatch] = state.scene.palette[position];
  return { fill, hatch };
};

const shade = (step) => {
  const colours = ["#fde737", "#c2b369", "#868379", "#4b5b6d", "#00214e"];
  return { fill: colours[step], hatch: ["", "...", "///", "xxx", ""][step] };
};

// What a site is doing in the period shown: null while its course has not begun.
export function doing(id, plan, period = state.period) {
  const chosen = decision(id, plan);
  if (!chosen) return null;
  if (period === null || !chosen.start) return chosen;
  const { start, years } = state.scene.periods[period];
  if (beginning(chosen.start, plan) < start + years) return chosen;
  return site(id).what === "mine" ? { action: "keep", class: chosen.class, text: null } : null;
}

// The calendar year in which a period begins; another case has periods of its own.
function beginning(id, plan) {
  const side = state.sides && state.sides.find((one) => one.outcome === plan);
  const own = state.scene.periods.find((one) => one.id === id);
  return side ? side.begins[id] : own ? own.start : -Infinity;
}

export function slackOf(plan) {
  if (plan.slackById) return plan.slackById;
  const found = {};
  for (const one of plan.findings) {
    if (!one.site || !one.required) continue;
    const value = one.slack / Math.abs(one.required);
    if (!(one.site in found) || value < found[one.site]) found[one.site] = value;
  }
  plan.slackById = found;
  return found;
}

function importanceOf(id) {
  const one = state.scene.single ? state.scene.dossiers[id] : state.dossiers.get(`${state.key} ${id}`);
  if (!one) return null;
  if (one.standing === "cannot_be_replaced") return Infinity;
  const cost = one.tiers.find((tier) => tier.change);
  return cost ? Math.abs(cost.change) / Math.max(1, Math.abs(cost.before)) : 0;
}

const LIMITS = {
  slack: [0, 0.02, 0.1, 0.5],
  importance: [0.0001, 0.001, 0.01, 0.05],
};

function stepped(kind, value) {
  if (value === null || value === undefined) return { ...NONE, text: t("no_value") };
  const step = LIMITS[kind].filter((limit) => value > limit).length;
  return { key: `${kind}${step}`, ...shade(kind === "slack" ? STEPS - 1 - step : step), text: range(kind, step) };
}

function range(kind, step) {
  const at = LIMITS[kind];
  if (step === 0) return `≤ ${percent(at[0])}`;
  return step === at.length ? `> ${percent(at.at(-1))}` : `${percent(at[step - 1])} – ${percent(at[step])}`;
}

function byCourse(id, plan) {
  const now = doing(id, plan);
  if (!now) return { ...NONE, text: plan ? t("none_yet") : t("no_value") };
  if (IDLE.has(now.action)) return { ...NONE, key: "idle", text: t("idle") };
  const text = word("actions", now.action);
  return { key: now.action, ...swatch(COURSE[now.action]), text: now.action === "granted" ? `${text}（${t("explorations")}）` : text };
}

function byYear(id, plan) {
  const now = doing(id, plan);
  if (!now || !now.start) return { ...NONE, text: now ? "—" : t("none_yet") };
  const k = state.scene.periods.findIndex((one) => one.id === now.start);
  if (k < 0) return { ...NONE, key: `z${now.start}`, text: now.start };
  return { key: `y${k}`, fill: state.scene.ramp[k], hatch: ["", "...", "///", "---", "xxx", "|||"][k % 6], text: now.start };
}

const CLASS = { large: 3, medium: 1, small: 0 };

function byClass(id, plan) {
  const now = doing(id, plan);
  const size = now && now.production_class;
  if (!size) return { ...NONE, text: "—" };
  return { key: size, ...swatch(CLASS[size]), text: word("sizes", size) };
}

// Five looks: in no plan, in up to a third, in up to two thirds, in more, in all.
function byAgreement(id) {
  const found = state.agreement && state.agreement.sites[id];
  if (!found || !state.agreement.plans) return { ...NONE, text: t("no_value") };
  const { plans } = state.agreement;
  const limits = [0, Math.floor(plans / 3), Math.floor((2 * plans) / 3), plans - 1];
  const step = limits.filter((limit) => found.held > limit).length;
  if (step === 0) return { ...NONE, key: "a0", text: `0 / ${plans}` };
  const [from, to] = [limits[step - 1] + 1, step === limits.length ? plans : limits[step]];
  return { ...shade(step), key: `a${step}`, text: `${from === to ? from : `${from}–${to}`} / ${plans}` };
}

function byChange(id) {
  const kind = state.changes[id];
  if (!kind) return { ...NONE, key: "same", text: t("unchanged") };
  const [fill, hatch] = state.scene.changes[kind];
  return { key: `c${kind}`, fill, hatch, text: t(`moved_${kind}`) };
}

const WAYS = {
  course: byCourse,
  year: byYear,
  class: byClass,
  slack: (id, plan) => stepped("slack", plan ? slackOf(plan)[id] : null),
  importance: (id) => stepped("importance", importanceOf(id)),
  agreement: byAgreement,
  change: byChange,
};

export const colours = Object.keys(WAYS);

export const look = (id, plan = shown()) => WAYS[state.colour](id, plan);

export function hint(id, plan = shown()) {
  const now = decision(id, plan);
  const one = site(id);
  const size = now && now.capacity ? ` ${sized(now.capacity, one.unit)}` : "";
  return `${say(one.name)} · ${now ? say(now.text) : t("no_plan")}${now && now.start ? ` ${now.start}` : ""}${size}`;
}
