// The strip of indicators: verdict, mines, share, market by mineral, tiers, and each clause's verdict.

import { button, el, fill } from "./dom.js";
import { on, state } from "./state.js";
import { number, percent, say, t, word } from "./words.js";

const OFF = new Set(["breached", "adjustment"]);

export function strip(place, openClause) {
  const draw = () => fill(place, state.plan ? [head(), summary(openClause), mines(), tiers(), market(), clauses(openClause)] : [card(t("verdict"), t("no_plan"))]);
  on("language plan period", draw);
  draw();
}

const line = () => {
  const { periods, plan_year: year } = { ...state.plan, ...state.scene.frame };
  const wanted = state.period === null ? year : state.scene.periods[state.period].id;
  return periods.find((one) => one.period === wanted) || periods.at(-1);
};

function card(title, value, note = "", mark = "") {
  return el("div", { class: `card ${mark}` }, el("small", {}, title), el("b", {}, value), note && el("small", {}, note));
}

function head() {
  const plan = state.plan;
  const gap = plan.gap === null ? "—" : Number(plan.gap).toExponential(1);
  const found = `${t("objective")} ${number(plan.objective)} · ${t("bound")} ${number(plan.bound)} · ${t("gap")} ${gap}`;
  return card(t("verdict"), word("verdicts", plan.verdict), found, "wide");
}

function judged(clause, period) {
  const found = state.plan.findings.filter((one) => one.clause === clause && (!one.period || one.period === period));
  if (!found.length) return ["", ""];
  const off = found.some((one) => OFF.has(one.verdict));
  const first = found.find((one) => OFF.has(one.verdict)) || found[0];
  return [`${number(first.found, 4)} ${first.relation} ${number(first.required, 4)}`, off ? "bad" : "good"];
}

function mines() {
  const now = line();
  if (!now) return null;
  const [most, first] = judged("mine_count", now.period);
  const [least, second] = judged("class_share", now.period);
  const classes = Object.entries(now.mines).map(([size, count]) => `${word("sizes", size)} ${count}`).join(" ");
  return [
    card(`${t("mines_total")} ${now.period}`, `${now.total}${mark(first)}`, `${most} · ${classes}`, first),
    card(t("share"), `${percent(now.share)}${mark(second)}`, least, second),
  ];
}

const mark = (judgement) => ({ good: " ✓", bad: " ✗" })[judgement] || "";

function tiers() {
  return state.plan.tiers.map((one) => card(word("terms", one.name), number(one.value), one.proven ? "" : `≥ ${number(one.bound)}`));
}

function market() {
  const now = line();
  if (!now) return null;
  return now.markets.filter((one) => one.demand || one.output || one.cap !== null).map((one) => {
    const { name, unit } = state.scene.minerals[one.mineral];
    const over = one.cap !== null && one.output > one.cap;
    const notes = [`${t("demand")} ${number(one.demand)}`, one.cap !== null && `${t("cap")} ${number(one.cap)}`, one.shortage && `${t("shortage")} ${number(one.shortage)}`];
    const judgement = over || one.shortage ? "bad" : "good";
    return card(`${say(name)} ${say(unit)}`, `${number(one.output)}${over ? " ✗" : one.shortage ? " ▽" : " ✓"}`, notes.filter(Boolean).join(" · "), judgement);
  });
}

function summary(openClause) {
  const all = Object.keys(state.plan.clauses);
  const off = all.filter((id) => state.plan.findings.some((one) => one.clause === id && OFF.has(one.verdict)));
  return button(`${t("clauses")} ✓ ${all.length - off.length}${off.length ? ` ✗ ${off.length}` : ""}`, () => openClause(off[0] || all[0]), { id: "clauses-summary", class: `chip ${off.length ? "bad" : "good"}` });
}

function clauses(openClause) {
  return Object.entries(state.plan.clauses).map(([id, clause]) => {
    const off = state.plan.findings.filter((one) => one.clause === id && OFF.has(one.verdict)).length;
    return button(`${off ? `✗ ${off} ` : "✓ "}${say(clause.title)}`, () => openClause(id), { class: `chip ${off ? "bad" : "good"}`, data: { clause: id } });
  });
}
