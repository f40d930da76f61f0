// Elements built from text nodes only: whatever a name holds, it stays text.

export function el(tag, given = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "class") node.className = value;
    else if (key === "style") Object.assign(node.style, value);
    else if (key === "data") Object.assign(node.dataset, value);
    else if (key in node && key !== "list" && key !== "for") node[key] = value;
    else node.setAttribute(key, value);
  }
  fill(node, children);
  return node;
}

export function fill(node, children) {
  node.replaceChildren(...children.flat(Infinity).filter((one) => one !== null && one !== undefined && one !== false));
  return node;
}

export function button(text, onclick, more = {}) {
  return el("button", { type: "button", onclick, ...more }, text);
}

export function options(pairs, chosen) {
  return pairs.map(([value, text]) => el("option", { value, selected: value === chosen }, text));
}

// Draws a part anew and puts back what was typed, chosen or in focus there: news must not wipe out half a form.
export function keeping(place, draw) {
  const before = [...place.querySelectorAll("input[id], select[id], textarea[id]")].map((one) => [one.id, one.value, one.checked]);
  const focus = place.contains(document.activeElement) && document.activeElement.id;
  draw();
  for (const [id, value, checked] of before) {
    const one = document.getElementById(id);
    if (!one || !place.contains(one)) continue;
    if (one.type === "checkbox") one.checked = checked;
    else if (one.tagName !== "SELECT" || [...one.options].some((option) => option.value === value)) one.value = value;
  }
  const again = focus && document.getElementById(focus);
  if (again && place.contains(again)) again.focus();
}
