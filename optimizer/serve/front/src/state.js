// What the page knows, and who wants to hear when a part of it changes.

const hearers = new Map();

export const state = {
  scene: null,
  language: "zh",
  plan: null, // outcome shown
  key: "base",
  draft: null,
  difference: null, // shown: that of the first answer to an edit, else
  own: null, // that of the plan shown
  solving: false, // a job of this page other than a dossier is under way
  first: null, // first answer to the what-if, before it is solved
  selected: new Set(),
  focus: null,
  period: null, // position of a period, null for all
  colour: "course",
  agreement: null,
  dossiers: new Map(),
  sides: null, // the two plans on the maps while comparing
  extra: new Map(), // sites of theirs that the board's case has not
  changes: {}, // how a site differs, by id
};

export function on(names, hear) {
  for (const name of names.split(" ")) hearers.set(name, [...(hearers.get(name) || []), hear]);
}

export function tell(...names) {
  const heard = new Set(names.flatMap((name) => hearers.get(name) || []));
  for (const hear of heard) hear();
}

// Draws a part when what it shows has changed, if it can be seen; else as soon as its tab is opened.
export function whenSeen(place, names, draw) {
  let stale = true;
  const look = () => {
    if (place.hidden || !stale) return;
    stale = false;
    draw();
  };
  on(names, () => { stale = true; look(); });
  on("tab", look);
  look();
}

export function site(id) {
  if (!state.byId) state.byId = new Map(state.scene.sites.map((one) => [one.id, one]));
  return state.byId.get(id) || state.extra.get(id);
}

export function decision(id, plan = state.plan) {
  return plan && plan.decisions[id];
}

export function focusOn(id, add = false) {
  if (!add) state.selected.clear();
  if (id && add && state.selected.has(id)) state.selected.delete(id);
  else if (id) state.selected.add(id);
  state.focus = state.extra.has(id) ? null : id; // what another case has is marked, but is not the board's to decide
  tell("selection");
}

export function select(ids) {
  state.selected = new Set(ids);
  state.focus = ids.length === 1 ? ids[0] : null;
  tell("selection");
}

// What the first map shows.
export const plan = () => (state.sides ? state.sides[0].outcome : state.plan);

export const single = () => Boolean(state.scene && state.scene.single);
