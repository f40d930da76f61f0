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
    const ways = colours.filter((way) => !single() || state.scene.compared || !NEEDS_BOARD.has(way));
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
    const rows = [...counted().values()].sort((a, b) => a.seen.key.localeCompare(b.seen.key));
    fill(place, [el("summary", {}, `${t("legend")}：${t(`by_${state.colour}`)}`), rows.map(({ seen, counts }) =>
      el("div", { class: "entry" }, swatch(seen), ` ${seen.text} `, el("small", {}, counts.join(" | "))))]);
  };
  on("language scene plan colour period agreement dossier compare", draw);
  draw();
}

// How many sites look how; while two plans are compared, in the one and in the other.
function counted() {
  const found = new Map();
  const sides = state.sides || [{ outcome: state.plan, lacks: [], more: [] }];
  sides.forEach((side, k) => {
    const gone = new Set(side.lacks);
    for (const { id } of [...state.scene.sites, ...side.more]) {
      if (gone.has(id)) continue;
      const seen = look(id, side.outcome);
      if (!found.has(seen.key)) found.set(seen.key, { seen, counts: sides.map(() => 0) });
      found.get(seen.key).counts[k] += 1;
    }
  });
  return found;
}
