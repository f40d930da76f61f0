// What differs between two plans: in words, in the tables of a comparison, and clauses broken or mended.

import { findingRows } from "./clauses.js";
import { el, fill } from "./dom.js";
import { focusOn, state, whenSeen } from "./state.js";
import { number, say, t } from "./words.js";

const MOST = 300;
const ORDER = ["sites", "indicators", "objective", "clauses", "inputs", "runs"];
const MAIN = { sites: ["name"], indicators: ["name", "subject"], objective: ["tier", "term"], clauses: ["title"], inputs: ["path"] };
let all = false;

export function differencePanel(place) {
  const draw = () => fill(place, state.difference ? differenceParts({ ...state.difference, remarks: [] }, [t("before"), t("after")], draw) : [el("p", { class: "faint" }, t("no_difference"))]);
  whenSeen(place, "language plan first", draw);
}

export function differenceParts({ words, remarks, tables, broken, mended }, names, draw) {
  const shown = ORDER.map((name) => tables.find((one) => one.name === name)).filter((one) => one && (one.rows.length || one.name === "sites"));
  return [
    el("ul", { class: "words" }, words.map((text) => el("li", {}, say(text)))),
    remarks.map((text) => el("p", { class: "remark" }, `! ${say(text)}`)),
    broken.length ? [el("h3", {}, t("broken")), findingRows(broken)] : null,
    mended.length ? [el("h3", {}, t("mended")), findingRows(mended)] : null,
    shown.map((one) => el("section", { id: `compared-${one.name}` }, one.name === "runs" ? turned(one, names) : listed(one, names, draw))),
  ];
}

// One line a thing: what it is, then a figure or a course for each plan, and the change where there are figures.
function listed(table, names, draw) {
  const rows = table.name === "indicators" && !all ? table.rows.filter((row) => moved(table, row)) : table.rows;
  const values = table.columns.map((one, k) => [one, k]).filter(([one]) => one.run !== undefined || one.key === "change");
  const heads = values.map(([one]) => (one.run === undefined ? say(one.name) : names[one.run]));
  const body = rows.slice(0, MOST).map((row) => linked(table.name === "sites" && row[0], [what(table, row), ...values.map(([one, k]) => cell(row[k], one.key === "change"))]));
  return [el("h3", {}, `${say(table.title)}（${rows.length}）`), table.name === "indicators" ? everything(draw) : null,
    grid(["", ...heads], body), rows.length > MOST ? el("p", { class: "faint" }, `… +${rows.length - MOST} ${t("in_export")}`) : null];
}

const everything = (draw) => el("label", {}, el("input", { type: "checkbox", id: "all-indicators", checked: all, onchange: (e) => { all = e.target.checked; draw(); } }), " ", t("all_rows"));

function moved(table, row) {
  const values = table.columns.map((one, k) => [one, row[k]]).filter(([one]) => one.run !== undefined).map(([, value]) => value);
  return new Set(values).size > 1;
}

function what(table, row) {
  const main = MAIN[table.name];
  const known = table.columns.map((one, k) => [one, say(row[k])]).filter(([one, text]) => one.run === undefined && one.key !== "change" && text && text !== "—");
  const head = known.filter(([one]) => main.includes(one.key)).map(([, text]) => text);
  const rest = known.filter(([one]) => !main.includes(one.key)).map(([, text]) => text);
  return [el("b", {}, head.join(" ")), rest.length ? el("small", {}, ` ${rest.join(" · ")}`) : null];
}

// One column a plan.
function turned(table, names) {
  const body = table.columns.slice(1).map((one, k) => linked(null, [say(one.name), ...table.rows.map((row) => (one.key === "gap" && row[k + 1] !== null ? Number(row[k + 1]).toExponential(1) : cell(row[k + 1])))]));
  return [el("h3", {}, say(table.title)), grid(["", ...names], body)];
}

function cell(value, signed = false) {
  if (value === null || typeof value !== "number") return say(value) || "—";
  return `${signed && value > 0 ? "+" : ""}${number(value, 4)}`;
}

export function linked(site, cells) {
  const row = el("tr", {}, cells.map((text) => el("td", {}, text)));
  if (!site) return row;
  row.className = "link";
  row.tabIndex = 0;
  row.dataset.site = site;
  row.addEventListener("click", () => focusOn(site));
  row.addEventListener("keydown", (event) => event.key === "Enter" && focusOn(site));
  return row;
}

export function grid(heads, rows) {
  return el("table", { class: "findings" }, el("thead", {}, el("tr", {}, heads.map((text) => el("th", {}, text)))), el("tbody", {}, rows));
}
