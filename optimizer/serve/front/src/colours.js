// How a site is coloured: category, words and style; colours and hatches are those of the printed sheets.

import { decision, site, state } from "./state.js";
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
  const start = state.scene.periods.findIndex((one) => one.id === chosen.start);
  if (start <= period) return chosen;
  return site(id).what === "mine" ? { action: "keep", class: chosen.class, text: null } : null;
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
  agreement: [0.2, 0.4, 0.6, 0.8],
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
  return { key: `y${k}`, fill: state.scene.ramp[k], hatch: ["", "...", "///", "---", "xxx", "|||"][k % 6], text: now.start };
}

const CLASS = { large: 3, medium: 1, small: 0 };

function byClass(id, plan) {
  const now = doing(id, plan);
  const size = now && now.production_class;
  if (!size) return { ...NONE, text: "—" };
  return { key: size, ...swatch(CLASS[size]), text: word("sizes", size) };
}

function byAgreement(id, plan) {
  const counts = state.agreement && state.agreement.sites[id];
  const now = decision(id, plan);
  if (!counts || !now) return stepped("agreement", null);
  return stepped("agreement", (counts[now.action] || 0) / Math.max(1, state.agreement.plans));
}

function byChange(id) {
  const moved = state.changed.has(id);
  return moved ? { key: "moved", ...swatch(6), text: t("changed") } : { ...NONE, key: "same", text: t("unchanged") };
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

export const look = (id, plan = state.plan) => WAYS[state.colour](id, plan);

export function hint(id, plan = state.plan) {
  const now = decision(id, plan);
  const one = site(id);
  const size = now && now.capacity ? ` ${sized(now.capacity, one.unit)}` : "";
  return `${say(one.name)} · ${now ? say(now.text) : t("no_plan")}${now && now.start ? ` ${now.start}` : ""}${size}`;
}
