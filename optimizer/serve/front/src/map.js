// A map of the scene in its own planar system: sites by kind, the ground around them, hover, click and box.

import Feature from "ol/Feature.js";
import OlMap from "ol/Map.js";
import View from "ol/View.js";
import ScaleLine from "ol/control/ScaleLine.js";
import Control from "ol/control/Control.js";
import { containsExtent, createEmpty, extend, isEmpty } from "ol/extent.js";
import Point from "ol/geom/Point.js";
import DragBox from "ol/interaction/DragBox.js";
import { defaults as interactions } from "ol/interaction/defaults.js";
import { platformModifierKeyOnly, shiftKeyOnly } from "ol/events/condition.js";
import VectorLayer from "ol/layer/Vector.js";
import Projection from "ol/proj/Projection.js";
import VectorSource from "ol/source/Vector.js";
import { hint } from "./colours.js";
import { el } from "./dom.js";
import { layerFeatures, siteFeatures } from "./ground.js";
import { focusOn, select, state } from "./state.js";
import { groundStyle, placeStyle, siteStyle } from "./styles.js";

const PLANE = new Projection({ code: "lodeplan", units: "m", metersPerUnit: 1, getPointResolution: (r) => r });
const KINDS = ["exploration", "merger", "mine", "block"];

export const shared = { view: null, labels: true, hidden: new Set(), extent: null, box: false };

export function makeMap(target, plan) {
  const layers = [...groundLayers(), ...siteLayers(plan), placeLayer()];
  const map = new OlMap({
    target,
    layers,
    view: sharedView(layers),
    controls: [new ScaleLine({ minWidth: 90 }), north()],
    interactions: interactions({ shiftDragZoom: false }),
  });
  const made = { map, layers, box: boxed(map, layers) };
  hovering(map, target, plan);
  map.on("click", (event) => click(map, event));
  hide(made);
  return made;
}

function sharedView(layers) {
  if (!shared.view) {
    shared.extent = extentOf(layers);
    shared.view = new View({ projection: PLANE, center: [0, 0], zoom: 1, minResolution: 0.2, maxResolution: 2000 });
    if (shared.extent) shared.view.fit(shared.extent, { size: [600, 400], padding: [24, 24, 24, 24] });
  }
  return shared.view;
}

function extentOf(layers) {
  const all = createEmpty();
  const county = layers.find((one) => one.get("role") === "county");
  for (const one of county ? [county] : layers) {
    const box = one.getSource().getExtent();
    if (box && !isEmpty(box)) extend(all, box);
  }
  return isEmpty(all) ? null : all;
}

function groundLayers() {
  const { layers, unit } = state.scene.ground;
  return layers.map((layer) => {
    const source = new VectorSource({ features: layerFeatures(layer, unit) });
    const made = new VectorLayer({ source, style: groundStyle(layer.role), declutter: "names" });
    made.setProperties({ role: layer.role, name: layer.name, id: layer.id });
    return made;
  });
}

function siteLayers(plan) {
  const layers = KINDS.map((kind) => {
    const style = siteStyle(plan, () => shared.labels);
    const made = new VectorLayer({ source: new VectorSource(), style, declutter: "names" });
    made.setProperties({ role: `${kind}s`, sites: true, id: `${kind}s`, kind });
    return made;
  });
  put(layers);
  return layers;
}

// Puts sites on a map: the board's own, or those of one side of a comparison, on the ground that they have there.
export function put(layers, side = null) {
  const features = siteFeatures(side ? sceneOf(side) : state.scene);
  for (const layer of layers.filter((one) => one.get("sites"))) {
    layer.getSource().clear();
    layer.getSource().addFeatures(features.filter((one) => one.get("what") === layer.get("kind")));
  }
}

function sceneOf({ lacks, more, ground, drawn }) {
  const gone = new Set(lacks);
  const sites = drawn ? [...state.scene.sites.filter((one) => !gone.has(one.id)), ...more] : [];
  return { sites, ground: { unit: state.scene.ground.unit, sites: { ...state.scene.ground.sites, ...ground } } };
}

function placeLayer() {
  const features = state.scene.places.map(({ name, at }) => new Feature({ geometry: new Point(at), name }));
  const made = new VectorLayer({ source: new VectorSource({ features }), style: placeStyle, declutter: "names" });
  made.setProperties({ role: "places", id: "places" });
  return made;
}

function north() {
  const arrow = el("div", { class: "north ol-unselectable ol-control", title: "N" });
  arrow.append(el("span", { class: "needle" }), el("span", {}, "N"));
  return new Control({ element: arrow });
}

// The site whose ground is nearest to a pixel, of those hit there the smallest: a label lies over other sites' ground.
function siteAt(map, pixel) {
  const place = map.getCoordinateFromPixel(pixel);
  const found = [];
  const take = (feature) => void found.push([away(feature.getGeometry(), place), size(feature), feature.get("site")]);
  map.forEachFeatureAtPixel(pixel, take, { layerFilter: (layer) => layer.get("sites"), hitTolerance: 3 });
  found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return found.length ? found[0][2] : null;
}

function away(shape, [x, y]) {
  if (shape.intersectsCoordinate([x, y])) return 0;
  const [east, north] = shape.getClosestPoint([x, y]);
  return Math.hypot(east - x, north - y);
}

function size(feature) {
  const [left, bottom, right, top] = feature.getGeometry().getExtent();
  return (right - left) * (top - bottom);
}

function click(map, event) {
  const id = siteAt(map, event.pixel);
  focusOn(id || null, event.originalEvent.shiftKey || platformModifierKeyOnly(event));
}

function hovering(map, target, plan) {
  const tip = el("div", { class: "tip", hidden: true });
  target.append(tip);
  target.addEventListener("pointerleave", () => (tip.hidden = true));
  map.on("pointermove", (event) => {
    if (event.dragging) return;
    const id = siteAt(map, event.pixel);
    target.style.cursor = id ? "pointer" : "";
    tip.hidden = !id;
    if (!id) return;
    tip.textContent = hint(id, plan());
    tip.style.left = `${Math.min(event.pixel[0] + 14, target.clientWidth - tip.offsetWidth - 4)}px`;
    tip.style.top = `${event.pixel[1] + 14}px`;
  });
}

function boxed(map, layers) {
  const box = new DragBox({ condition: (event) => shared.box || shiftKeyOnly(event) });
  box.on("boxend", () => {
    const extent = box.getGeometry().getExtent();
    const found = [];
    for (const layer of layers.filter((one) => one.get("sites") && one.getVisible())) {
      layer.getSource().forEachFeatureIntersectingExtent(extent, (one) => void found.push(one.get("site")));
    }
    select(found);
  });
  map.addInteraction(box);
  return box;
}

export function hide(made) {
  for (const layer of made.layers) layer.setVisible(!shared.hidden.has(layer.get("id")));
}

export function redraw(made) {
  for (const layer of made.layers) layer.changed();
}

export function fit() {
  if (shared.extent) shared.view.fit(shared.extent, { padding: [24, 24, 24, 24], duration: 150 });
}

// Whether all of the ground is on the screen.
export function whole({ map }) {
  return shared.extent && containsExtent(shared.view.calculateExtent(map.getSize()), shared.extent);
}

export function zoomTo(made, id) {
  for (const layer of made.layers.filter((one) => one.get("sites"))) {
    const feature = layer.getSource().getFeatureById(id);
    if (feature) shared.view.fit(feature.getGeometry().getExtent(), { padding: [80, 80, 80, 80], maxZoom: 30, minResolution: 8, duration: 150 });
  }
}

export function pixelOf(made, id) {
  for (const layer of made.layers.filter((one) => one.get("sites"))) {
    const feature = layer.getSource().getFeatureById(id);
    if (feature) {
      const shape = feature.getGeometry();
      const inside = shape.getInteriorPoints ? shape.getInteriorPoints().getFirstCoordinate().slice(0, 2) : shape.getFirstCoordinate();
      return made.map.getPixelFromCoordinate(inside);
    }
  }
  return null;
}
