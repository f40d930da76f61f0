// What differs from the plan that the board was opened with: in words, tables, and marked on the map.

import { findingRows } from "./clauses.js";
import { el, fill } from "./dom.js";
import { focusOn, state, whenSeen } from "./state.js";
import { number, say, t } from "./words.js";

export function differencePanel(place) {
  const draw = () => fill(place, state.difference ? differenceParts(state.difference) : [el("p", { class: "faint" }, t("no_difference"))]);
  whenSeen(place, "language plan first", draw);
}

export function differenceParts(found) {
  const { words, tiers, sites, indicators, broken, mended } = found;
  return [
    el("ul", { class: "words" }, words.map((text) => el("li", {}, say(text)))),
    grid([t("objective"), t("before"), t("after"), t("change")], tiers.map((one) => [say(one.name), number(one.before), number(one.after), signed(one.change)])),
    el("h3", {}, `${t("table")}（${sites.length}）`),
    grid([t("site_name"), t("before"), t("after")], sites.map((one) => [say(one.name), say(one.before), say(one.after)]), sites.map((one) => one.site)),
    el("h3", {}, t("indicator")),
    grid([t("indicator"), t("period"), t("before"), t("after")], indicators.map((one) => [say(one.name), one.period, number(one.before, 4), number(one.after, 4)])),
    broken.length ? [el("h3", {}, t("broken")), findingRows(broken)] : null,
    mended.length ? [el("h3", {}, t("mended")), findingRows(mended)] : null,
  ];
}

const signed = (value) => `${value > 0 ? "+" : ""}${number(value)}`;

function grid(heads, rows, sites = []) {
  const body = rows.map((cells, k) => {
    const row = el("tr", {}, cells.map((text) => el("td", {}, text)));
    if (sites[k]) {
      row.className = "link";
      row.tabIndex = 0;
      row.addEventListener("click", () => focusOn(sites[k]));
      row.addEventListener("keydown", (event) => event.key === "Enter" && focusOn(sites[k]));
    }
    return row;
  });
  return el("table", { class: "findings" }, el("thead", {}, el("tr", {}, heads.map((text) => el("th", {}, text)))), el("tbody", {}, body));
}
