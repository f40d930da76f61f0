// The site clicked: what it is, what becomes of it, the clauses about it, why, and the locks that can be laid on it.

import { follow, post } from "./api.js";
import { findingRows } from "./clauses.js";
import { costForm } from "./costs.js";
import { button, el, fill, keeping, options } from "./dom.js";
import { decision, focusOn, single, site, state, tell, whenSeen } from "./state.js";
import { number, say, sized, t, word } from "./words.js";

const CAN = {
  block: ["licensed", "not_licensed"],
  mine: ["keep", "expand", "rectify", "close"],
  merger: ["formed", "not_formed"],
  exploration: ["granted", "not_granted"],
};
const SIZED = new Set(["licensed", "expand", "formed"]);
let asked = 0;

export function sitePanel(place, edit) {
  let shown = null;
  const draw = () => {
    if (shown === state.focus) keeping(place, () => show(place, edit));
    else show(place, edit);
    shown = state.focus;
  };
  whenSeen(place, "language selection plan draft job-end", draw);
}

function show(place, edit) {
  const id = state.focus;
  if (!id) {
    fill(place, [el("p", { class: "faint" }, state.selected.size > 1 ? `${t("selected")} ${state.selected.size}` : t("pick")), many()]);
    return;
  }
  const why = el("div", { id: "why" });
  fill(place, [heading(id), facts(id), single() ? null : [lockForm(id, edit), costForm(id, edit)], el("h3", {}, t("why")), why, el("h3", {}, t("findings")), about(id)]);
  explain(id, why);
}

const many = () => el("ul", {}, [...state.selected].slice(0, 60).map((id) => el("li", {}, button(say(site(id).name), () => focusOn(id), { class: "plain" }))));

function heading(id) {
  const now = decision(id);
  const one = site(id);
  const size = now && now.capacity ? ` · ${sized(now.capacity, one.unit)}` : "";
  const done = now ? `${say(now.text)}${now.start ? ` ${now.start}` : ""}${size}` : t("no_plan");
  return [el("h2", {}, say(one.name), " ", el("small", {}, id)), el("p", { class: "done", id: "done" }, done), state.draft?.locks[id] && el("p", { class: "locked" }, `${t("locked")}：${say(state.draft.locks[id])}`)];
}

function facts(id) {
  const one = site(id);
  const cells = state.scene.columns.filter(({ key, decided }) => !decided && !["id", "name"].includes(key) && one[key] !== undefined && one[key] !== null)
    .map(({ key, name, figure }) => el("span", { class: "fact" }, el("small", {}, say(name)), " ", figure ? number(one[key], 4) : say(one[key])));
  const members = one.members && el("p", {}, `${t("members")}：`, one.members.map((member) => button(say(site(member).name), () => focusOn(member), { class: "plain" })));
  return [el("div", { class: "facts" }, cells), members];
}

function about(id) {
  const found = state.plan ? state.plan.findings.filter((one) => one.site === id) : [];
  return findingRows(found.sort((a, b) => a.slack - b.slack).slice(0, 60), state.plan?.clauses);
}

function lockForm(id, edit) {
  const one = site(id);
  const actions = CAN[one.what].map((name) => [`${name}|${id}`, word("actions", name)]);
  for (const merger of one.joins) actions.push([`formed|${merger}`, `${word("actions", "join")} → ${say(site(merger).name)}`]);
  const action = el("select", { id: "lock-action", "aria-label": t("try") }, options(actions));
  const start = el("select", { id: "lock-start", "aria-label": t("year") }, options([["", `${t("year")} ${t("any")}`], ...state.scene.periods.map((p) => [p.id, p.id])], ""));
  const size = el("select", { id: "lock-class", "aria-label": t("class") }, options([["", `${t("class")} ${t("any")}`], ...["large", "medium", "small"].map((s) => [s, word("sizes", s)])], ""));
  const capacity = el("input", { id: "lock-capacity", type: "number", min: 0, step: "any", placeholder: `${t("capacity")} ${say(one.unit) || ""}`, "aria-label": t("capacity") });
  const forbid = el("input", { id: "lock-forbid", type: "checkbox" });
  const submit = (event) => {
    event.preventDefault();
    const [name, who] = action.value.split("|");
    const sized = SIZED.has(name) && !forbid.checked;
    edit({ kind: "lock", site: who, action: name, start: start.value || null, forbid: forbid.checked,
      production_class: (sized && size.value) || null, capacity: sized && capacity.value ? capacity.value : null });
  };
  return el("form", { class: "lock", id: "lock-form", onsubmit: submit }, el("label", {}, forbid, " ", t("forbid")), action, start, size, capacity,
    el("button", { id: "lock-set" }, t("set")), state.draft?.locks[id] && button(t("free"), () => edit({ kind: "free", site: id }), { id: "lock-free" }));
}

async function explain(id, place) {
  const key = `${state.key} ${id}`;
  const known = state.dossiers.get(key) || (single() && state.scene.dossiers[id]);
  if (known) return fill(place, told(known));
  if (!decision(id)) return fill(place, [t("no_plan")]);
  if (single()) return fill(place, [el("p", { class: "faint" }, t("why_none"))]);
  const mine = ++asked;
  if (state.solving) return fill(place, [el("p", { class: "faint", role: "status" }, t("why_later"))]);
  fill(place, [el("p", { class: "faint", role: "status" }, t("why_wait"))]);
  await new Promise((go) => setTimeout(go, 250)); // who steps through the table asks for no dossier on the way
  if (mine !== asked || state.focus !== id || state.solving || place.closest("[hidden]")) return undefined;
  let answer = await post(`/api/sites/${encodeURIComponent(id)}/dossier`, { plan: state.key }).catch(() => null);
  if (answer && answer.job) answer = await follow(answer.job, () => {});
  if (mine !== asked || answer?.state === "cancelled") return undefined; // it is asked for again when it is looked at again
  if (!answer || !answer.dossier) return state.focus === id && fill(place, [el("p", { class: "faint" }, t("not_settled"))]);
  state.dossiers.set(key, answer.dossier);
  if (state.focus === id) fill(place, told(answer.dossier));
  return tell("dossier");
}

function told(one) {
  const clauses = one.clauses.map((clause) => el("details", {}, el("summary", {}, say(clause.title)), el("p", { class: "quote" }, `“${clause.heading}” `, el("small", {}, say(clause.line)))));
  const moves = one.moves.map((id) => button(id, () => focusOn(id), { class: "plain" }));
  return [el("ol", { class: "why", data: { site: one.site } }, one.sentences.map((text) => el("li", {}, say(text)))), clauses, moves.length ? el("p", {}, moves) : null];
}
