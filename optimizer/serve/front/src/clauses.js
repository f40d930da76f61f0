// Every clause judged: title, words of the plan, source, and its findings.

import { el, fill } from "./dom.js";
import { focusOn, state, whenSeen } from "./state.js";
import { number, say, sized, t, word } from "./words.js";

const MOST = 200;
const OFF = new Set(["breached", "adjustment", "reported"]);
let onlyOff = false;
const opened = new Set();

export function clausePanel(place) {
  const draw = () => fill(place, state.plan ? [switcher(draw), ...Object.keys(state.plan.clauses).map(clause)] : [t("no_plan")]);
  whenSeen(place, "language plan", draw);
}

function switcher(draw) {
  return el("label", {}, el("input", { type: "checkbox", checked: onlyOff, id: "only-off", onchange: (e) => { onlyOff = e.target.checked; draw(); } }), " ", t("only_off"));
}

function clause(id) {
  const { title, heading, line } = state.plan.clauses[id];
  const all = state.plan.findings.filter((one) => one.clause === id);
  const found = onlyOff ? all.filter((one) => OFF.has(one.verdict)) : all;
  if (onlyOff && !found.length) return null;
  const off = all.filter((one) => OFF.has(one.verdict)).length;
  const toggled = (event) => (event.target.open ? opened.add(id) : opened.delete(id));
  return el("details", { class: "clause", id: `clause-${id}`, open: opened.has(id), ontoggle: toggled },
    el("summary", {}, `${off ? "✗" : "✓"} ${say(title)} `, el("small", {}, `${all.length - off}/${all.length}`)),
    el("p", { class: "quote" }, `“${heading}” `, el("small", {}, say(line))), findingRows(found.slice(0, MOST)));
}

export function findingRows(found, titles = null) {
  const heads = [titles ? "clause" : "about", "period", "required", "found", "slack", "verdict"].map((key) => el("th", {}, t(key)));
  return el("table", { class: "findings" }, el("thead", {}, el("tr", {}, heads)), el("tbody", {}, found.map((one) => finding(one, titles))));
}

const judgement = (one) => (one.verdict !== "conforms" && (one.required ?? one.found) === undefined ? t("no_data") : word("judgements", one.verdict));

function finding(one, titles) {
  const cells = [titles ? say(titles[one.clause].title) : say(one.about), one.period || "", `${one.relation} ${number(one.required, 4)}`, number(one.found, 4), sized(one.slack, one.unit, 4), judgement(one)];
  const row = el("tr", { class: one.verdict, title: one.note ? say(one.note) : say(one.about) }, cells.map((text) => el("td", {}, text)));
  if (one.site) {
    row.tabIndex = 0;
    row.classList.add("link");
    row.addEventListener("click", () => focusOn(one.site));
    row.addEventListener("keydown", (event) => event.key === "Enter" && focusOn(one.site));
  }
  return row;
}

export function openClause(id) {
  const found = document.getElementById(`clause-${id}`);
  if (found) {
    found.open = true;
    found.scrollIntoView({ block: "start" });
  }
}
