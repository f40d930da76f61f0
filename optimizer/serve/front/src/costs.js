// What the site clicked costs under the what-if, each figure to be moved like any other.

import { get } from "./api.js";
import { el, fill, options } from "./dom.js";
import { site } from "./state.js";
import { say, sized, t } from "./words.js";

let open = false;

export function costForm(id, edit) {
  const form = el("form", { id: "cost-form" });
  const toggled = () => {
    open = place.open;
    if (open && !form.childNodes.length) load(id, edit, form);
  };
  const place = el("details", { id: "site-costs", open, ontoggle: toggled }, el("summary", {}, t("site_costs")), form);
  return place;
}

// The name of a cost without that of its site, which stands above.
const alone = (id, one) => say(one.name).replace(say(site(id).name), "").replace(/^[\s:：]+/, "");

async function load(id, edit, form) {
  const found = await get(`/api/sites/${encodeURIComponent(id)}/costs`).catch(() => []);
  const chooser = el("select", { id: "cost", "aria-label": t("site_costs") }, options(found.map((one) => [one.path, `${alone(id, one)}：${sized(one.value, one.unit, 4)}`])));
  const value = el("input", { id: "cost-value", type: "number", min: 0, step: "any", required: true, placeholder: t("new_value"), "aria-label": t("new_value") });
  form.onsubmit = (event) => { event.preventDefault(); edit({ kind: "figure", path: chooser.value, value: value.value }); };
  fill(form, [chooser, value, el("button", { id: "cost-set" }, t("apply"))]);
}
