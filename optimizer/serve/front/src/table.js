// The table of sites: virtual rows, filters in the heads, linked both ways with the selection.

import { TabulatorFull as Tabulator } from "tabulator-tables";
import { el } from "./dom.js";
import { decision, focusOn, on, select, state } from "./state.js";
import { say, t, word } from "./words.js";

const WIDE = { name: 210, action: 150, home: 150 };
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
  found.class = now && now.production_class ? word("sizes", now.production_class) : "";
  return found;
}

function columns() {
  return state.scene.columns.map(({ key, name, figure }) => ({
    title: say(name), field: key, frozen: key === "id" || key === "name", width: WIDE[key] || undefined, minWidth: 70,
    hozAlign: figure ? "right" : "left", sorter: figure ? "number" : "string", sorterParams: { alignEmptyValues: "bottom" },
    headerFilter: filterBox, headerFilterPlaceholder: figure ? "≥" : "", headerFilterEmptyCheck: (value) => !value, headerFilterFunc: figure ? atLeast : like,
    headerFilterParams: { name: say(name) },
    formatter: "plaintext", headerTooltip: false,
  }));
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
