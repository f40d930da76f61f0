// Words in the language chosen; a text of the data is [Chinese, English] or one entry for both.

import { state } from "./state.js";

export function say(text) {
  if (!text) return "";
  if (typeof text === "string") return text;
  return state.language === "zh" ? text[0] : text[text.length - 1];
}

export const t = (key) => say(state.scene.words[key] || key);

export const word = (table, key) => say((state.scene.vocabulary[table] || {})[key] || key);

export function number(value, places = 2) {
  if (value === null || value === undefined) return "—";
  return Number(value).toLocaleString("en-US", { maximumFractionDigits: places });
}

export const percent = (value) => (value === null || value === undefined ? "—" : `${number(value * 100, 1)} %`);

// A figure with its unit, as reports write it: 300 万t, 300×10⁴ t.
export function sized(value, unit, places = 2) {
  const told = say(unit);
  return told.startsWith("10⁴") ? `${number(value, places)}×${told}` : `${number(value, places)} ${told}`.trim();
}
