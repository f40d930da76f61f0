// What is known of an edit before it is solved: an interval in every tier, and the difference of a plan that holds.

import { follow, post } from "./api.js";
import { el } from "./dom.js";
import { state, tell } from "./state.js";
import { number, say, t } from "./words.js";

let asked = 0;

// Forgets the answer to an earlier edit: what differs is again what differs in the plan shown.
export function forgetFirst() {
  asked += 1;
  state.first = null;
  showDifference(state.own);
}

export async function askFirst() {
  if (!state.draft.at_once) return;
  const mine = asked;
  const started = await post("/api/first").catch(() => null);
  const ended = started && (await follow(started.job, () => {}));
  if (mine !== asked) return;
  state.first = ended?.first || { tiers: [], difference: null };
  showDifference(state.first.difference || state.own);
  tell("first", "colour");
}

export function showDifference(found) {
  state.difference = found;
  if (!state.sides) state.changes = found?.changes || {};
}

export function firstPart() {
  const { at, answered, at_once: offered } = state.draft;
  if (answered || !at || !offered) return null;
  const found = state.first;
  if (!found) return el("section", { id: "first", class: "pending" }, el("h3", {}, t("first")), el("p", { class: "faint", role: "status" }, t("first_wait")));
  if (found.impossible) return el("section", { id: "first", class: "alarm" }, el("h3", {}, t("first")), el("p", {}, t("first_impossible")));
  const heads = ["objective", "in_hand", "at_best", "found_at_once"].map((key) => el("th", {}, t(key)));
  const rows = found.tiers.map((one) => el("tr", {}, [say(one.name), number(one.before), number(one.bound), number(one.value)].map((text) => el("td", {}, text))));
  const told = found.difference ? found.difference.words.map((text) => el("li", {}, say(text))) : [el("li", {}, t("first_none"))];
  return el("section", { id: "first" }, el("h3", {}, t("first")), el("table", { class: "findings" }, el("thead", {}, el("tr", {}, heads)), el("tbody", {}, rows)),
    el("p", { class: "faint" }, t(found.settled ? "first_settled" : "first_open")), el("ul", { class: "words" }, told));
}
