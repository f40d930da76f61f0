// What stands over the map: colouring, layers, labels, fit, box select, time slider, legend.

import { colours, look } from "./colours.js";
import { button, el, fill, options } from "./dom.js";
import { swatch } from "./hatch.js";
import { fit, hide, redraw, shared } from "./map.js";
import { on, single, state, tell } from "./state.js";
import { say, t } from "./words.js";

const NEEDS_BOARD = new Set(["agreement", "change"]);

export function mapBar(place, maps, load) {
  const draw = () => {
    const ways = colours.filter((way) => !single() || !NEEDS_BOARD.has(way));
    const chooser = el("select", { id: "colour", "aria-label": t("colour"), onchange: (e) => recolour(e.target.value, load) },
      options(ways.map((way) => [way, t(`by_${way}`)]), state.colour));
    const box = button(t("box"), () => { shared.box = !shared.box; box.classList.toggle("on", shared.box); }, { id: "box" });
    box.classList.toggle("on", shared.box);
    fill(place, [el("label", {}, t("colour"), " ", chooser), timeSlider(), button(t("fit"), fit, { id: "fit" }), box, layerMenu(maps)]);
  };
  on("language scene", draw);
  on("period", () => moveSlider());
  draw();
}

async function recolour(way, load) {
  state.colour = way;
  if (load[way] && !single() && state.plan) await load[way]();
  tell("colour");
}

function timeSlider() {
  const last = state.scene.periods.length;
  const slider = el("input", {
    type: "range", id: "time", min: 0, max: last, step: 1, value: state.period === null ? last : state.period,
    "aria-label": t("period"), oninput: (event) => setPeriod(Number(event.target.value)),
  });
  return el("span", { class: "time" }, t("period"), " ", slider, el("output", { id: "now", for: "time" }, now()));
}

const now = () => (state.period === null ? t("all_periods") : state.scene.periods[state.period].id);

export function setPeriod(position) {
  const last = state.scene.periods.length;
  state.period = position >= last ? null : Math.max(0, position);
  tell("period");
}

function moveSlider() {
  const slider = document.getElementById("time");
  slider.value = state.period === null ? state.scene.periods.length : state.period;
  document.getElementById("now").textContent = now();
}

function layerMenu(maps) {
  const entries = maps()[0].layers.map((layer) => [layer.get("id"), layer.get("role"), layer.get("name")]).reverse();
  const boxes = entries.map(([id, role, name]) => el("label", {}, check(!shared.hidden.has(id), (shown) => {
    if (shown) shared.hidden.delete(id);
    else shared.hidden.add(id);
    maps().forEach(hide);
  }, id), " ", name ? `${t(role)}：${say(name)}` : t(role)));
  const names = el("label", {}, check(shared.labels, (shown) => { shared.labels = shown; maps().forEach(redraw); }, "labels"), " ", t("labels"));
  return el("details", { class: "layers" }, el("summary", {}, t("layers")), el("div", { class: "menu" }, names, boxes));
}

const check = (checked, then, name) => el("input", { type: "checkbox", checked, data: { layer: name }, onchange: (e) => then(e.target.checked) });

export function legend(place) {
  const draw = () => {
    const found = new Map();
    for (const one of state.scene.sites) {
      const seen = look(one.id);
      found.set(seen.key, [seen, (found.get(seen.key)?.[1] || 0) + 1]);
    }
    const rows = [...found.values()].sort((a, b) => a[0].key.localeCompare(b[0].key));
    fill(place, [el("summary", {}, `${t("legend")}：${t(`by_${state.colour}`)}`), rows.map(([one, count]) =>
      el("div", { class: "entry" }, swatch(one), ` ${one.text} `, el("small", {}, String(count))))]);
  };
  on("language scene plan colour period agreement dossier", draw);
  draw();
}
