// The plans that can be compared: those of this board and the stored runs, one line each, to put on either side or count.

import { get } from "./api.js";
import { el } from "./dom.js";
import { single, state, tell } from "./state.js";
import { say, t, word } from "./words.js";
import { kept } from "./whatif.js";

const LONG = 12;
export const picked = { pair: [null, null], counted: new Set(), most: 0, runs: [], titles: [] };
let wanted = "";
const standings = new Map();
let checking = null;

export async function loadRuns() {
  const told = single() ? state.scene.compared : await get("/api/runs").catch(() => null);
  if (!told) return;
  Object.assign(picked, { runs: told.runs.map((one) => ({ ...one, foreign: one.case !== told.case })), most: told.most, titles: told.titles || [] });
  checking = single() ? null : check();
  tell("runs");
}

// Whether each run still answers its inputs: asked one after another, since every answer reads an instance.
async function check() {
  for (const one of picked.runs.filter(({ key, broken }) => !broken && !standings.has(key))) {
    standings.set(one.key, await get(`/api/runs/${one.key}/standing`).catch(() => ({ state: "broken", inputs: [] })));
    const place = document.getElementById(`state-${one.key}`);
    if (place) place.textContent = standing(one);
  }
}

export function recheck() {
  standings.clear();
  return loadRuns();
}

export async function pickFresh() {
  await checking;
  const fresh = picked.runs.filter((one) => !one.foreign && one.verdict !== "impossible" && standings.get(one.key)?.state === "current");
  picked.counted = new Set(fresh.slice(0, picked.most).map((one) => one.key));
  for (const { key } of picked.runs) {
    const box = document.getElementById(`count-${key}`); // drawing anew keeps what is ticked on the page
    if (box) box.checked = picked.counted.has(key);
  }
}

export function plans() {
  const own = picked.runs.some((one) => one.own);
  const list = own ? [] : [{ key: "base", name: [t("first_plan"), ...picked.titles.map(say)].join(" · ") }];
  if (state.draft && state.draft.answered && state.draft.key !== "base") list.push({ key: state.draft.key, name: t("this_plan") });
  for (const one of kept()) if (one.answered && one.key !== "base") list.push({ key: one.key, name: one.name, created: one.time });
  const runs = picked.runs.map((one) => ({ ...one, folder: one.name, name: titled(one) }));
  return [...new Map([...list, ...runs].map((one) => [one.key, one])).values()];
}

const titled = (one) => (one.broken ? one.name : one.titles.map(say).join(" + ") || `${one.case}（${t("as_it_is")}）`);

// A name that is cut where there is no room for it, and whole in its tooltip.
export const named = (tag, name) => el(tag, { class: "name", title: name }, name);

export const nameOf = (key, known) => (plans().find((one) => one.key === key) || { name: known }).name;

// Left the plan that is open here, right the what-if or another run, where nothing else was chosen.
export function settlePair() {
  const known = plans().filter((one) => !one.broken);
  const keys = known.map((one) => one.key);
  const first = known.find((one) => one.own || one.key === "base") || known[0];
  if (!keys.includes(picked.pair[0])) picked.pair[0] = first ? first.key : null;
  if (!keys.includes(picked.pair[1])) picked.pair[1] = keys.find((key) => key !== picked.pair[0]) || null;
  picked.counted = new Set([...picked.counted].filter((key) => keys.includes(key)));
}

export function picker(draw) {
  const list = plans().map((one) => ({ line: line(one, draw), text: `${one.name} ${about(one)}`.toLowerCase() }));
  const narrow = () => list.forEach((one) => { one.line.hidden = !one.text.includes(wanted); }); // drawing anew would break an input method off
  const box = el("input", { type: "search", id: "plan-filter", value: wanted, placeholder: t("filter"), "aria-label": t("filter"), oninput: (e) => { wanted = e.target.value.toLowerCase(); narrow(); } });
  const heads = ["A", "B", ...(single() ? [] : ["✓"]), t("plan")].map((text) => el("th", {}, text));
  narrow();
  return [list.length > LONG || wanted ? box : null, el("div", { id: "plans" }, el("table", { class: "findings" }, el("thead", {}, el("tr", {}, heads)), el("tbody", {}, list.map((one) => one.line))))];
}

function line(one, draw) {
  const side = (k) => el("input", { type: "radio", name: `side-${k}`, id: `side-${k}-${one.key}`, checked: picked.pair[k] === one.key, disabled: one.broken, "aria-label": `${"AB"[k]} ${one.name}`, onchange: () => { picked.pair[k] = one.key; draw(); } });
  const many = el("input", { type: "checkbox", id: `count-${one.key}`, checked: picked.counted.has(one.key), disabled: one.broken, "aria-label": `${t("counted")} ${one.name}`, onchange: (e) => { picked.counted[e.target.checked ? "add" : "delete"](one.key); draw(); } });
  const words = el("td", {}, named("b", one.name), one.own ? ` · ${t("open_here")}` : "", el("br"), el("small", {}, about(one), " ", el("span", { id: `state-${one.key}`, class: "state" }, standing(one))));
  return el("tr", { data: { plan: one.key } }, el("td", {}, side(0)), el("td", {}, side(1)), single() ? null : el("td", {}, many), words);
}

function about(one) {
  const date = one.created ? one.created.slice(0, 16).replace("T", " ") : "";
  const solver = one.backend ? `${one.backend} ${one.seed}` : "";
  return [one.foreign ? `${t("other_case")} ${one.case}` : "", one.verdict ? word("verdicts", one.verdict) : "", date, solver, one.folder].filter(Boolean).join(" · ");
}

function standing(one) {
  if (single() || (!one.case && !one.broken)) return "";
  const found = one.broken ? { state: "broken", inputs: [] } : standings.get(one.key);
  if (!found) return `· ${t("checking")}`;
  return `· ${word("states", found.state)}${found.inputs.length ? `（${found.inputs.join("、")}）` : ""}`;
}
