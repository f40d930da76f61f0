// How far plans agree on each site: as colour on the map, as a column of the table, and in words beside.

import { get } from "./api.js";
import { el } from "./dom.js";
import { grid, linked } from "./difference.js";
import { single, state, tell } from "./state.js";
import { say, t } from "./words.js";

const MOST = 300;

// Counts the plans chosen and colours the map by them.
export async function agreed(keys) {
  const told = single() ? state.scene.compared.agreement : await get(`/api/agreement?${keys.map((key) => `plan=${encodeURIComponent(key)}`).join("&")}`);
  state.agreement = { ...told, chosen: true };
  state.colour = "agreement";
  const chooser = document.getElementById("colour");
  if (chooser) chooser.value = "agreement";
  tell("agreement", "colour");
}

// Counts the plans of the board itself, where no others were chosen.
export async function loadAgreement() {
  if (state.agreement && state.agreement.chosen) return;
  state.agreement = await get("/api/agreement");
  tell("agreement");
}

// In how many plans a site goes on, and when it begins.
export function heldText(id) {
  const one = state.agreement && state.agreement.sites[id];
  if (!one) return "";
  const starts = Object.entries(one.starts).map(([year, count]) => (count > 1 ? `${year}×${count}` : year));
  return [`${one.held}/${state.agreement.plans}`, starts.join(" ")].filter(Boolean).join(" · ");
}

export function countedParts() {
  if (!state.agreement || !state.agreement.chosen) return null;
  const { plans, sites, runs } = state.agreement;
  const split = Object.entries(sites).filter(([, one]) => !one.same);
  const body = split.slice(0, MOST).map(([id, one]) => linked(id, [[el("b", {}, say(one.name)), el("small", {}, ` ${id} · ${say(one.kind)}${absent(one)}`)], heldText(id), ways(one)]));
  return el("section", { id: "agreed" }, el("h2", {}, `${t("by_agreement")}：${t("agreement_of")} ${plans}`), el("p", { class: "faint" }, t("held_means")),
    el("h3", {}, `${t("not_agreed")}（${split.length} / ${Object.keys(sites).length}）`), grid([t("site_name"), t("held"), t("actions_taken")], body),
    split.length > MOST ? el("p", { class: "faint" }, `… +${split.length - MOST} ${t("in_export")}`) : null, apart(runs));
}

const absent = (one) => (one.there < state.agreement.plans ? ` · ${t("only_in")} ${one.there}/${state.agreement.plans}` : "");

const ways = (one) => Object.entries(one.counts).map(([action, count]) => `${say(state.scene.vocabulary.actions[action])} ${count}`).join("；");

// How many sites each two plans decide otherwise.
function apart(runs) {
  const numbers = runs.map((_, k) => String(k + 1));
  const body = state.agreement.distances.map((row, k) => linked(null, [`${k + 1} ${runs[k]}`, ...row.map((count, other) => (other === k ? "—" : String(count)))]));
  return el("div", { class: "wide", id: "distances" }, el("h3", {}, t("apart")), grid([t("plan"), ...numbers], body));
}
