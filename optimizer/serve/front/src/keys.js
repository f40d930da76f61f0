// Keys: what each does is listed on the keyboard page, in the same order.

import { fit } from "./map.js";
import { setPeriod } from "./mapbar.js";
import { single, state } from "./state.js";
import { find } from "./table.js";

const typing = (event) => /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "range";

export function keys({ act, tab, language, projector }) {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey) {
      if (single() || typing(event)) return;
      const way = { z: "undo", y: "redo" }[event.key.toLowerCase()];
      if (way) (event.preventDefault(), act.step(way));
      if (event.key === "Enter") act.solve();
      return;
    }
    if (event.altKey || typing(event)) return;
    const last = state.scene.periods.length;
    const now = state.period === null ? last : state.period;
    const found = {
      1: () => document.querySelector("#map").focus(),
      2: () => document.querySelector("#table").focus(),
      "[": () => setPeriod(now - 1),
      "]": () => setPeriod(now + 1),
      "/": () => (event.preventDefault(), find()),
      l: language,
      p: projector,
      0: fit,
      "?": () => tab("help"),
      Escape: () => act && act.stop(),
    }[event.key];
    if (found) found();
    else if (/^[3-9]$/.test(event.key)) tab(Number(event.key) - 3);
  });
}
