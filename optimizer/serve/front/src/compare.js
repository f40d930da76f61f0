// Two plans beside one another or under a swipe, on one view, with the tables of what differs; and many counted.

import { agreed, countedParts } from "./agreement.js";
import { download, get } from "./api.js";
import { differenceParts } from "./difference.js";
import { button, el, fill, keeping } from "./dom.js";
import { loadRuns, named, nameOf, picked, picker, pickFresh, recheck, settlePair } from "./plans.js";
import { on, single, state, tell } from "./state.js";
import { unpacked } from "./unpack.js";
import { t } from "./words.js";

let found = null;
let busy = false;
let looked = false;

export function comparePanel(place, frame) {
  const draw = () => (settlePair(), keeping(place, () => fill(place, parts(frame, draw))));
  on("language draft snapshots plan runs agreement", draw);
  on("tab", () => {
    if (place.hidden || looked) return;
    looked = true;
    loadRuns();
  });
  draw();
}

function parts(frame, draw) {
  const [first, second] = picked.pair;
  const wait = async (work) => {
    busy = true;
    draw();
    await work().catch(() => null);
    busy = false;
    draw();
  };
  const start = (mode) => wait(async () => open(mode, frame, picked.pair));
  const count = () => wait(() => agreed([...picked.counted]));
  const fresh = () => wait(pickFresh);
  const save = (plans) => wait(() => download(`/api/comparison.zip?${query(plans)}&language=${state.language}`, "comparison.zip"));
  const pair = !first || !second;
  const many = !single() && picked.counted.size < 2;
  const files = (node) => (single() ? null : node); // what the single file cannot do
  return [picker(draw),
    el("p", {}, button(t("side"), () => start("side"), { id: "compare-side", class: "main", disabled: busy || pair }), button(t("swipe"), () => start("swipe"), { id: "compare-swipe", disabled: busy || pair }),
      button(t("end_compare"), () => (end(frame), draw()), { id: "compare-end", disabled: !found }), files(button(t("export_pair"), () => save(picked.pair), { id: "compare-export", disabled: busy || pair }))),
    el("p", {}, files(button(t("pick_fresh"), fresh, { id: "pick-fresh", disabled: busy })), button(t("count_plans"), count, { id: "count-plans", disabled: busy || many }),
      files([button(t("export_many"), () => save([...picked.counted]), { id: "count-export", disabled: busy || many }), button(t("look_again"), recheck, { id: "look-again" })])),
    el("p", { id: "compare-state", role: "status", class: "faint" }, busy ? t("reading") : ""),
    found && el("div", { id: "compared" }, heading(), differenceParts(found.difference, ["A", "B"], draw)), countedParts()];
}

const query = (keys) => keys.map((key) => `plan=${encodeURIComponent(key)}`).join("&");

const heading = () => [el("h2", {}, t("compared")), el("p", {}, state.sides.map((one, k) => el("span", { class: "side" }, el("b", {}, "AB"[k]), " ", named("span", one.name))))];

async function open(mode, frame, chosen) {
  const pair = single() ? inOrder(...chosen) : [...chosen];
  const told = single() ? inside(pair) : await get(`/api/compare?first=${encodeURIComponent(pair[0])}&second=${encodeURIComponent(pair[1])}`);
  const known = pair.map((key) => nameOf(key, key)); // a what-if may be edited on while it is compared
  found = told;
  state.sides = told.sides.map((one, k) => ({ ...one, outcome: unpacked(one.outcome), get name() { return nameOf(pair[k], known[k]); } }));
  state.extra = new Map(state.sides.flatMap((one) => one.more).map((one) => [one.id, one]));
  state.changes = told.difference.changes;
  frame.open(mode);
  tell("compare", "colour");
}

// In the single file each two plans are there once, the one that comes first in the list as A.
function inOrder(first, second) {
  picked.pair = state.scene.compared.differences[`${first} ${second}`] ? [first, second] : [second, first];
  return picked.pair;
}

function inside(pair) {
  const { sides, differences } = state.scene.compared;
  return { sides: pair.map((key) => ({ ...sides[key], outcome: sides[key].outcome || state.plan })), difference: differences[pair.join(" ")] };
}

function end(frame) {
  found = state.sides = null;
  state.extra = new Map();
  state.changes = state.difference?.changes || {};
  frame.close();
  tell("compare", "plan", "selection");
}
