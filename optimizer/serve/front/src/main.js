// The page: load the scene, build the parts, and keep the plan shown in step with the what-if.

import "./older.js";
import "tabulator-tables/dist/css/tabulator_simple.min.css";
import "ol/ol.css";
import "./board.css";
import { loadAgreement } from "./agreement.js";
import { get } from "./api.js";
import { chartPanel } from "./charts.js";
import { clausePanel, openClause } from "./clauses.js";
import { comparePanel } from "./compare.js";
import { differencePanel } from "./difference.js";
import { showDifference } from "./first.js";
import { keys } from "./keys.js";
import { fit, makeMap, pixelOf, put, redraw, whole, zoomTo } from "./map.js";
import { legend, mapBar } from "./mapbar.js";
import { minutesPanel } from "./minutes.js";
import { caption, clip, shell } from "./shell.js";
import { sitePanel } from "./site.js";
import { focusOn, on, plan, single, state, tell } from "./state.js";
import { strip } from "./strip.js";
import { siteTable } from "./table.js";
import { unpacked } from "./unpack.js";
import { loadWhatIf, whatIfPanel } from "./whatif.js";
import { t } from "./words.js";

const memory = {
  get: (key) => { try { return localStorage.getItem(`lodeplan ${key}`); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(`lodeplan ${key}`, value); } catch { /* private windows keep nothing */ } },
};

async function showPlan(key, anew = false) {
  if (!key || (key === state.key && state.plan && !anew)) return;
  const told = await get(`/api/plans/${key}`);
  state.key = key;
  state.plan = unpacked(told.outcome);
  state.own = key === "base" ? null : told.difference;
  showDifference(state.own);
  tell("plan", "colour");
}

function toggles() {
  return {
    language: () => {
      state.language = state.language === "zh" ? "en" : "zh";
      memory.set("language", state.language);
      tell("language");
    },
    projector: () => {
      memory.set("projector", document.documentElement.classList.toggle("projector") ? "1" : "");
      tell("language", "size");
    },
  };
}

function mapsOf(parts) {
  const made = [];
  if (!state.scene.ground.layers.length && !state.scene.sites.some((one) => one.at)) {
    parts.map.append(t("no_ground"));
    parts.map.classList.add("faint");
    parts.maps.classList.add("bare");
    return { made, frame: { open() {}, close() {} } };
  }
  made.push(makeMap(parts.map, plan));
  const frame = {
    open: (mode) => {
      const all = whole(made[0]);
      parts.second.hidden = false;
      parts.legend.open = false;
      if (!made[1]) made.push(makeMap(parts.second, () => (state.sides ? state.sides[1].outcome : state.plan)));
      made.forEach((one, k) => put(one.layers, state.sides[k]));
      caption(parts.map, 0);
      caption(parts.second, 1);
      parts.maps.className = mode === "swipe" ? "swiped" : "sided";
      parts.swipe.hidden = mode !== "swipe";
      if (mode === "swipe") parts.swipe.focus();
      clip(parts);
      made.forEach((one) => one.map.updateSize());
      if (all) fit();
    },
    close: () => {
      const all = whole(made[0]);
      parts.second.hidden = parts.swipe.hidden = true;
      parts.maps.className = "";
      clip(parts);
      made.splice(1).forEach((one) => one.map.setTarget(null));
      parts.second.replaceChildren();
      parts.map.querySelector(".caption")?.remove();
      put(made[0].layers);
      made[0].map.updateSize();
      if (all) fit();
    },
  };
  on("language", () => state.sides && [parts.map, parts.second].forEach(caption));
  on("size", () => requestAnimationFrame(() => (made.forEach((one) => one.map.updateSize()), fit())));
  on("selection plan colour period agreement dossier draft first compare language", () => made.forEach(redraw));
  return { made, frame };
}

async function knownDossiers() {
  for (const one of await get(`/api/dossiers?plan=${state.key}`)) state.dossiers.set(`${state.key} ${one.site}`, one);
  tell("dossier");
}

async function start() {
  const inside = document.getElementById("scene");
  state.language = memory.get("language") || document.querySelector("meta[name=language]").content;
  state.scene = inside ? JSON.parse(inside.textContent) : await get("/api/scene");
  state.plan = unpacked(state.scene.outcome);
  if (memory.get("projector")) document.documentElement.classList.add("projector");
  const turn = toggles();
  const parts = shell(document.getElementById("board"), turn);
  const { made, frame } = mapsOf(parts);
  if (made.length) {
    mapBar(parts.bar, () => made, { agreement: loadAgreement, importance: knownDossiers });
    legend(parts.legend);
  }
  const table = siteTable(parts.table, (id) => made[0] && zoomTo(made[0], id));
  strip(parts.strip, (id) => { parts.tab("clauses"); openClause(id); });
  clausePanel(parts.panels.clauses);
  chartPanel(parts.panels.charts);
  const act = single() ? null : whatIfPanel(parts.panels.whatif, showPlan);
  sitePanel(parts.panels.site, (edit) => { act.edit(edit); parts.tab("whatif"); });
  if (act) {
    differencePanel(parts.panels.difference);
    await loadWhatIf(showPlan);
  }
  if (parts.panels.compare) comparePanel(parts.panels.compare, frame);
  await minutesPanel(parts.panels.minutes);
  keys({ act, tab: parts.tab, ...turn });
  window.lodeplan = { state, table, maps: made, focusOn, pixelOf: (id, map = 0) => made[map] && pixelOf(made[map], id) };
  if (made.length) requestAnimationFrame(() => (made[0].map.updateSize(), fit()));
  document.body.dataset.ready = "yes";
}

start();
