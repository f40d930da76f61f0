// The frame of the page: head, strip, map over table on the left, panels behind tabs on the right.

import { button, el, fill } from "./dom.js";
import { on, single, state, tell } from "./state.js";
import { say, t } from "./words.js";

const PANELS = ["site", "whatif", "difference", "compare", "clauses", "charts", "minutes", "help"];
const BOARD_ONLY = new Set(["whatif", "difference", "compare"]);
let open = "site";

export const panels = () => PANELS.filter((name) => !single() || !BOARD_ONLY.has(name) || (name === "compare" && state.scene.compared));

export function shell(root, toggles) {
  const parts = {
    head: el("header"), strip: el("section", { id: "strip", tabIndex: 0 }), bar: el("div", { id: "bar" }), maps: el("div", { id: "maps" }),
    map: el("div", { id: "map", class: "map", tabIndex: 0 }), second: el("div", { id: "second", class: "map", tabIndex: 0, hidden: true }),
    legend: el("details", { id: "legend", open: innerWidth > 1200 && !document.documentElement.classList.contains("projector") }), table: el("div", { id: "table" }), tabs: el("nav", { role: "tablist" }),
    body: el("div", { id: "panels" }), bottom: el("div", { id: "under" }), swipe: el("input", { type: "range", id: "swipe", min: 0, max: 100, value: 50, hidden: true, "aria-label": "swipe" }), border: el("div", { id: "border", hidden: true }),
  };
  const made = Object.fromEntries(panels().map((name) => [name, el("section", { id: `panel-${name}`, class: "panel", role: "tabpanel", hidden: name !== open })]));
  parts.maps.append(parts.map, parts.second, parts.legend, parts.swipe, parts.border);
  parts.body.append(...Object.values(made));
  const left = el("main", {}, parts.bar, parts.maps, parts.bottom, parts.table);
  root.replaceChildren(parts.head, parts.strip, el("div", { id: "columns" }, left, el("aside", {}, parts.tabs, parts.body)));
  parts.swipe.addEventListener("input", () => clip(parts));
  on("language", () => (heads(parts, toggles), tabs(parts, made), under(parts)));
  on("selection", () => under(parts));
  heads(parts, toggles);
  tabs(parts, made);
  under(parts);
  return { ...parts, panels: made, tab: (which) => tab(which, parts, made) };
}

function heads({ head }, toggles) {
  const { title, office, date, statement } = state.scene.frame;
  const system = state.scene.ground.system;
  document.title = say(title);
  document.documentElement.lang = state.language === "zh" ? "zh-CN" : "en";
  fill(head, [el("h1", {}, say(title)), el("small", { id: "frame" }, [say(office), date, say(system)].filter(Boolean).join(" · ")),
    el("details", { id: "statement" }, el("summary", {}, t("synthetic")), el("p", {}, say(statement))),
    button(t("theme"), toggles.projector, { id: "projector" }), button(t("language"), toggles.language, { id: "language" })]);
}

function tabs(parts, made) {
  fill(parts.tabs, panels().map((name, k) => button(`${t(name)}`, () => tab(name, parts, made), {
    id: `tab-${name}`, role: "tab", "aria-selected": String(name === open), "aria-controls": `panel-${name}`, title: String(k + 3) })));
  fill(made.help, [el("ul", { class: "keys" }, Object.keys(state.scene.words).filter((key) => key.startsWith("key_")).map((key) => el("li", {}, t(key))))]);
}

function tab(which, parts, made) {
  const name = typeof which === "number" ? panels()[which] : which;
  if (!made[name]) return;
  open = name;
  for (const [key, panel] of Object.entries(made)) panel.hidden = key !== name;
  for (const one of parts.tabs.children) one.setAttribute("aria-selected", String(one.id === `tab-${name}`));
  tell("tab");
}

function under({ bottom }) {
  const count = document.getElementById("count");
  fill(bottom, [el("b", {}, t("table")), " ", el("span", { id: "count" }, count ? count.textContent : `${state.scene.sites.length} ${t("rows")}`),
    el("span", { id: "chosen" }, state.selected.size ? ` · ${t("selected")} ${state.selected.size}` : "")]);
}

// Which of the two plans compared a map shows.
export function caption(place, side) {
  const [one, drawn] = [state.sides[side], state.sides[side].drawn];
  place.querySelector(".caption")?.remove();
  place.append(el("div", { class: "caption" }, `${"AB"[side]} ${one.name}`, drawn ? null : el("p", {}, t("not_drawn"))));
}

export function clip({ second, swipe, border, maps }) {
  border.hidden = !maps.classList.contains("swiped");
  border.style.left = `${swipe.value}%`;
  second.style.clipPath = maps.classList.contains("swiped") ? `inset(0 0 0 ${swipe.value}%)` : "";
}
