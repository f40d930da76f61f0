// Shapes of the scene as OpenLayers geometries: rings of steps in a tenth of a metre.

import Feature from "ol/Feature.js";
import LineString from "ol/geom/LineString.js";
import MultiPolygon from "ol/geom/MultiPolygon.js";
import Point from "ol/geom/Point.js";
import GeometryCollection from "ol/geom/GeometryCollection.js";

function points(ring, unit) {
  const found = [];
  let x = 0;
  let y = 0;
  for (let k = 0; k < ring.length; k += 2) {
    x += ring[k];
    y += ring[k + 1];
    found.push([x / unit, y / unit]);
  }
  return found;
}

const closed = (ring) => ring.length > 3 && ring[0][0] === ring.at(-1)[0] && ring[0][1] === ring.at(-1)[1];

export function geometry(shapes, unit) {
  const rings = shapes.map((shape) => shape.map((ring) => points(ring, unit)));
  if (!rings.length) return null;
  if (rings.every((shape) => shape.every(closed))) return new MultiPolygon(rings);
  return new GeometryCollection(
    rings.map(([line]) => (line.length === 1 ? new Point(line[0]) : new LineString(line))),
  );
}

export function siteFeatures(scene) {
  const { sites, unit } = scene.ground;
  const found = [];
  for (const one of scene.sites) {
    const shape = sites[one.id] ? geometry(sites[one.id], unit) : one.at && new Point(one.at);
    if (shape) {
      const feature = new Feature({ geometry: shape, site: one.id, what: one.what });
      feature.setId(one.id);
      found.push(feature);
    }
  }
  return found;
}

export function layerFeatures(layer, unit) {
  return layer.shapes
    .map((shapes, k) => [geometry(shapes, unit), layer.names && layer.names[k]])
    .filter(([shape]) => shape)
    .map(([shape, name]) => new Feature({ geometry: shape, name: name || layer.name }));
}
