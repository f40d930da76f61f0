// OpenLayers styles of sites and of what lies around them, kept by look so that thousands of sites share a few.

import CircleStyle from "ol/style/Circle.js";
import Fill from "ol/style/Fill.js";
import Stroke from "ol/style/Stroke.js";
import Style from "ol/style/Style.js";
import Text from "ol/style/Text.js";
import { look } from "./colours.js";
import { paint } from "./hatch.js";
import { site, state } from "./state.js";
import { say } from "./words.js";

const FAMILY = '"Noto Sans SC","Microsoft YaHei","PingFang SC","WenQuanYi Micro Hei",sans-serif';
const font = () => `${document.documentElement.classList.contains("projector") ? 17 : 12}px ${FAMILY}`;
const kept = new Map();

export function siteStyle(plan, labels) {
  return (feature, resolution) => {
    const id = feature.get("site");
    const found = look(id, plan());
    const chosen = state.selected.has(id);
    const locked = Boolean(state.draft && state.draft.locks[id]);
    const shape = bare(found, chosen, locked, feature.get("what"));
    return labels() && (chosen || few(resolution)) ? [shape, label(id, chosen)] : shape;
  };
}

const few = (resolution) => state.scene.sites.length < 150 || resolution < 25;

function bare(found, chosen, locked, what) {
  const key = `${state.colour} ${found.key} ${chosen} ${locked} ${what}`;
  if (!kept.has(key)) kept.set(key, make(found, chosen, locked, what));
  return kept.get(key);
}

function make(found, chosen, locked, what) {
  const faint = found.dash && what === "merger";
  const fill = new Fill({ color: faint ? "rgba(255,255,255,0.01)" : paint(found.fill, found.hatch) });
  const stroke = new Stroke({
    color: chosen ? "#d0006f" : locked ? "#000000" : what === "merger" ? "#1b3a7a" : "#333333",
    width: chosen ? 3 : locked ? 3 : what === "merger" ? 2 : 1,
    lineDash: found.dash ? [5, 4] : undefined,
  });
  const zIndex = (chosen ? 10 : 0) + { exploration: 0, merger: 1, mine: 2, block: 3 }[what];
  return new Style({ fill, stroke, zIndex, image: new CircleStyle({ radius: chosen ? 8 : 6, fill, stroke, declutterMode: "none" }) });
}

function label(id, chosen) {
  return new Style({
    zIndex: chosen ? 100 : 50,
    text: new Text({
      text: short(say(site(id).name)),
      font: chosen ? `bold ${font()}` : font(),
      overflow: true,
      textBaseline: "top",
      offsetY: 7,
      fill: new Fill({ color: "#111" }),
      stroke: new Stroke({ color: "rgba(255,255,255,0.9)", width: 3 }),
      declutterMode: chosen && state.selected.size === 1 ? "none" : "declutter",
    }),
  });
}

const COMMON = [/（示意）|\s*\(schematic\)/g, /开采规划区块|勘查规划区块|\s+block$/g];
const MOST = 30;

function short(name) {
  const bare = COMMON.reduce((text, part) => text.replace(part, ""), name) || name;
  return bare.length > MOST ? `${bare.slice(0, MOST)}…` : bare;
}

const GROUND = {
  county: [new Stroke({ color: "#5a5a5a", width: 2.2, lineDash: [12, 4, 2, 4] }), "rgba(252,251,248,1)"],
  townships: [new Stroke({ color: "#b5b5b5", width: 1 }), null],
  roads: [new Stroke({ color: "#b0722b", width: 1.5 }), null],
  areas: [new Stroke({ color: "#7a3e00", width: 2, lineDash: [8, 5] }), "rgba(240,141,76,0.10)"],
  zones: [new Stroke({ color: "#00406b", width: 2, lineDash: [2, 4] }), "rgba(69,93,146,0.08)"],
  exclusion: [new Stroke({ color: "#0b6b2e", width: 1 }), "hatch"],
};

export function groundStyle(role) {
  const [stroke, colour] = GROUND[role];
  const fill = colour && new Fill({ color: colour === "hatch" ? paint("rgba(160,205,165,0.35)", "///") : colour });
  return (feature) => {
    const name = feature.get("name");
    const text = name && ["areas", "zones"].includes(role) ? naming(say(name)) : undefined;
    return new Style({ stroke, fill: fill || undefined, text });
  };
}

const naming = (text) =>
  new Text({
    text,
    font: `italic ${font()}`,
    overflow: true,
    fill: new Fill({ color: "#6b3500" }),
    stroke: new Stroke({ color: "rgba(255,255,255,0.85)", width: 3 }),
    declutterMode: "declutter",
  });

export const placeStyle = (feature) =>
  new Style({
    image: new CircleStyle({
      radius: 4,
      fill: new Fill({ color: "#fff" }),
      stroke: new Stroke({ color: "#4f4f4f", width: 1.5 }),
      declutterMode: "none",
    }),
    text: new Text({
      text: say(feature.get("name")),
      font: font(),
      offsetY: -11,
      fill: new Fill({ color: "#4f4f4f" }),
      stroke: new Stroke({ color: "#fff", width: 3 }),
      declutterMode: "declutter",
    }),
  });
