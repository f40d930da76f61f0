// Two plans beside one another or under a swipe, on one view, with the table of what differs.

import { get } from "./api.js";
import { differenceParts } from "./difference.js";
import { button, el, fill, options } from "./dom.js";
import { on, state, tell } from "./state.js";
import { unpacked } from "./unpack.js";
import { t } from "./words.js";
import { kept } from "./whatif.js";

let mode = "side";
let pair = ["base", "base"];
let found = null;

export function comparePanel(place, frame) {
  const draw = () => fill(place, parts(frame, draw));
  on("language draft snapshots plan", draw);
  draw();
}

function plans() {
  const list = [["base", t("first_plan")]];
  if (state.draft && state.draft.answered && state.draft.key !== "base") list.push([state.draft.key, t("this_plan")]);
  for (const one of kept()) if (one.answered && one.key !== "base") list.push([one.key, one.name]);
  return [...new Map(list.map((one) => [one[0] + one[1], one])).values()];
}

function chooser(position, id) {
  return el("select", { id, "aria-label": t(position ? "right" : "left"), onchange: (e) => { pair[position] = e.target.value; } }, options(plans(), pair[position]));
}

function parts(frame, draw) {
  const known = plans().map(([key]) => key);
  if (pair[1] === "base" && known.length > 1) pair[1] = known[1];
  const start = async (chosen) => {
    mode = chosen;
    const told = await get(`/api/compare?first=${pair[0]}&second=${pair[1]}`);
    found = told;
    state.compared = unpacked(told.first);
    state.second = unpacked(told.second);
    state.changed = new Set(told.difference.sites.map((one) => one.site));
    frame.open(mode);
    tell("compare", "colour");
    draw();
  };
  const end = () => {
    found = state.second = state.compared = null;
    frame.close();
    tell("compare", "plan");
    draw();
  };
  return [el("p", {}, el("label", {}, t("left"), " ", chooser(0, "compare-left")), " ", el("label", {}, t("right"), " ", chooser(1, "compare-right"))),
    el("p", {}, button(t("side"), () => start("side"), { id: "compare-side" }), button(t("swipe"), () => start("swipe"), { id: "compare-swipe" }),
      button(t("end_compare"), end, { id: "compare-end", disabled: !found })),
    state.agreement && el("p", {}, `${t("agreement_of")}：${state.agreement.plans}`), found && el("div", { id: "compared" }, differenceParts(found.difference))];
}

export async function loadAgreement() {
  state.agreement = await get("/api/agreement");
  tell("agreement");
}