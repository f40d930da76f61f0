// The table of sites: virtual rows, filters in the heads, linked both ways with the selection.

import { TabulatorFull as Tabulator } from "tabulator-tables";
import { heldText } from "./agreement.js";
import { el } from "./dom.js";
import { decision, focusOn, on, select, state } from "./state.js";
import { number, say, t, word } from "./words.js";

const WIDE = { name: 210, action: 150, home: 150, side0: 190, side1: 190, agreed: 160 };
let table = null;
let quiet = false;

function row(one) {
  const now = decision(one.id);
  const found = { key: one.id };
  for (const { key, decided } of state.scene.columns) {
    if (!decided) found[key] = Array.isArray(one[key]) ? say(one[key]) : one[key];
  }
  found.action = now ? say(now.text) : "";
  found.start = (now && now.start) || "";
  found.after = now && now.capacity ? now.capacity : null;
  Object.assign(found, more(one.id));
  found.class = now && now.production_class ? word("sizes", now.production_class) : "";
  return found;
}

// What stands in the table while plans are compared: the course on each side, and how far the plans counted agree.
function extras() {
  const sides = (state.sides || []).map((one, k) => ({ key: `side${k}`, name: `${"AB"[k]} ${one.name}` }));
  return [...sides, ...(state.agreement && state.agreement.chosen ? [{ key: "agreed", name: t("held") }] : [])];
}

function more(id) {
  const [first, second] = (state.sides || []).map((one) => course(id, one));
  return { side0: first || "", side1: second || "", agreed: heldText(id) };
}

function course(id, { outcome, lacks }) {
  const now = outcome.decisions[id];
  if (!now) return lacks.includes(id) ? t("not_there") : "—";
  return [say(now.text), now.start, now.capacity && number(now.capacity)].filter(Boolean).join(" ");
}

let standing = [];

function renew() {
  for (const key of standing) table.deleteColumn(key);
  const found = extras();
  standing = found.map((one) => one.key);
  for (const one of found) table.addColumn(column({ ...one, figure: false }), true, "kind");
  table.updateData(state.scene.sites.map(row));
}

function columns() {
  standing = extras().map((one) => one.key);
  const at = state.scene.columns.findIndex((one) => one.key === "kind");
  return [...state.scene.columns.slice(0, at), ...extras(), ...state.scene.columns.slice(at)].map(column);
}

function column({ key, name, figure }) {
  return {
    title: say(name), field: key, frozen: key === "id" || key === "name", width: WIDE[key] || undefined, minWidth: 70,
    hozAlign: figure ? "right" : "left", sorter: figure ? "number" : "string", sorterParams: { alignEmptyValues: "bottom" },
    headerFilter: filterBox, headerFilterPlaceholder: figure ? "≥" : "", headerFilterEmptyCheck: (value) => !value, headerFilterFunc: figure ? atLeast : like,
    headerFilterParams: { name: say(name) },
    formatter: "plaintext", headerTooltip: false, titleFormatter: () => document.createTextNode(say(name)), // a plain title is taken as markup
  };
}

// Listens to what is put in by whatever way: keys, an input method, or a paste.
function filterBox(cell, rendered, success, cancel, { name }) {
  const box = el("input", { type: "search", "aria-label": `${t("filter")} ${name}`, value: cell.getValue() || "" });
  box.addEventListener("input", () => success(box.value));
  return box;
}

const atLeast = (wanted, value) => value !== null && value !== undefined && Number(value) >= Number(wanted);
const like = (wanted, value) => String(value ?? "").toLowerCase().includes(String(wanted).toLowerCase());

export function siteTable(place, zoom) {
  table = new Tabulator(place, {
    index: "key", data: state.scene.sites.map(row), columns: columns(), layout: "fitDataFill", height: "100%",
    selectableRows: true, selectableRowsRangeMode: "click", renderVerticalBuffer: 300, placeholder: "—",
    columnDefaults: { resizable: "header" }, headerSortClickElement: "header",
  });
  table.on("rowSelectionChanged", (data) => {
    if (!quiet) { pick(data.map((one) => one.key)); }
  });
  table.on("dataFiltered", (filters, rows) => count(rows.length));
  place.addEventListener("keydown", (event) => keys(event, zoom));
  place.tabIndex = 0;
  on("plan", () => table.updateData(state.scene.sites.map(row)));
  on("compare agreement", renew);
  on("language", () => {
    quiet = true;
    table.setColumns(columns());
    table.replaceData(state.scene.sites.map(row)).then(mirror);
  });
  on("selection", mirror);
  return table;
}

function pick(ids) {
  if (ids.length === 1) focusOn(ids[0]);
  else select(ids);
}

function mirror() {
  quiet = true;
  table.deselectRow();
  const ids = [...state.selected];
  if (ids.length) table.selectRow(ids);
  quiet = false;
  if (state.focus) table.scrollToRow(state.focus, "nearest", false).catch(() => {});
}

function count(rows) {
  const place = document.getElementById("count");
  if (place) place.textContent = `${rows} ${t("rows")}`;
}

function keys(event, zoom) {
  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
  if (event.target.tagName === "INPUT") return;
  if (event.key === "Enter" && state.focus) zoom(state.focus);
  if (!(event.key in steps)) return;
  event.preventDefault();
  const rows = table.getRows("active");
  const at = rows.findIndex((one) => one.getIndex() === state.focus);
  const next = rows[Math.min(rows.length - 1, Math.max(0, at + steps[event.key]))];
  if (next) focusOn(next.getIndex());
}

export function find() {
  const box = document.querySelector("#table .tabulator-header-filter input");
  if (box) box.focus();
}
