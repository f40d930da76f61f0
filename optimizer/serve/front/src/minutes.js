// The minutes: remarks and verdicts on the site in focus or on the whole plan, signed, only ever added to.

import { get, post } from "./api.js";
import { button, el, fill, keeping, options } from "./dom.js";
import { focusOn, on, single, site, state } from "./state.js";
import { say, t } from "./words.js";

const OPINIONS = ["agree", "object", "defer", "remark"];
let lines = [];
let signed = "";

export async function minutesPanel(place) {
  const draw = () => keeping(place, () => fill(place, [single() ? null : form(draw), el("ol", { id: "minutes" }, lines.map(line)), single() ? null : foot()]));
  on("language selection", draw);
  lines = single() ? state.scene.minutes : await get("/api/minutes").catch(() => []);
  draw();
}

function form(draw) {
  const about = state.focus ? say(site(state.focus).name) : t("whole_plan");
  const opinion = el("select", { id: "opinion", "aria-label": t("opinion") }, options(OPINIONS.map((one) => [one, t(one)]), "agree"));
  const words = el("textarea", { id: "remark", rows: 3, maxLength: 2000, required: true, placeholder: t("words"), "aria-label": t("words") });
  const name = el("input", { id: "signature", maxLength: 60, required: true, value: signed, placeholder: t("name"), "aria-label": t("name") });
  const submit = async (event) => {
    event.preventDefault();
    signed = name.value;
    lines = await post("/api/minutes", { site: state.focus || "", opinion: opinion.value, words: words.value, name: name.value }).catch(() => lines);
    words.value = "";
    draw();
  };
  return el("form", { id: "minutes-form", onsubmit: submit }, el("h3", {}, about), opinion, words, name, el("button", { class: "main" }, t("sign")));
}

function line(one) {
  const about = one.site && site(one.site) ? button(say(site(one.site).name), () => focusOn(one.site), { class: "plain" }) : one.site || t("whole_plan");
  return el("li", {}, about, " ", el("b", {}, t(one.opinion)), " ", one.words, el("br"), el("small", {}, `${one.name} · ${one.time} · ${one.hash.slice(0, 12)}`));
}

const foot = () => [el("p", { class: "faint" }, t("chain")), el("a", { href: "/api/minutes.csv", id: "minutes-export", download: "minutes.csv" }, t("export"))];
