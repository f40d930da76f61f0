// The what-if: figures, edits with undo and redo, what the present plan would break, solving, conflict and repairs.

import { follow, get, post } from "./api.js";
import { findingRows } from "./clauses.js";
import { button, el, fill, keeping, options } from "./dom.js";
import { askFirst, firstPart, forgetFirst } from "./first.js";
import { on, state, tell } from "./state.js";
import { number, say, sized, t, word } from "./words.js";

let job = null;
let diagnosis = null;
let scenarios = [];
let snapshots = [];

export async function loadWhatIf(showPlan) {
  [state.draft, scenarios, snapshots] = await Promise.all([get("/api/draft"), get("/api/scenarios"), get("/api/snapshots")]);
  await settle(showPlan);
}

async function settle(showPlan, anew = false) {
  const { answered, key, hand } = state.draft;
  forgetFirst();
  await showPlan(answered ? key : hand, anew);
  tell("draft");
  if (state.draft.at_once) askFirst();
}

export function whatIfPanel(place, showPlan) {
  const change = async (path, body) => {
    state.draft = await post(path, body).catch(() => state.draft);
    diagnosis = null;
    await settle(showPlan);
  };
  const act = {
    edit: (edit) => change("/api/draft/edit", { edit }),
    step: (way) => change(`/api/draft/${way}`),
    open: (name) => change("/api/snapshots/open", { name }),
    solve: () => run("/api/solve", showPlan),
    conflict: () => run("/api/conflict", showPlan),
    stop: () => job && post(`/api/jobs/${job.job}/cancel`),
  };
  const draw = () => keeping(place, () => fill(place, parts(act)));
  on("language draft first", draw);
  on("job", () => document.getElementById("solving")?.replaceWith(solving(act)));
  draw();
  return act;
}

async function toTheEnd(path) {
  const started = await post(path).catch(() => null);
  return started && follow(started.job, (told) => { job = told; tell("job"); });
}

async function run(path, showPlan) {
  if (state.solving) return;
  state.solving = true;
  const ended = await toTheEnd(path).finally(() => { state.solving = false; });
  if (!ended) return;
  if (ended.diagnosis) diagnosis = { ...ended.diagnosis, job: ended.job };
  state.draft = await get("/api/draft");
  await settle(showPlan, ended.kind === "solve");
  tell("job-end");
}

function parts(act) {
  if (!state.draft) return [];
  return [steps(act), broken(), firstPart(), solving(act), conflict(act), figures(act), scenarioForm(act), snapshotForm(act)];
}

function steps(act) {
  const { steps: all, at } = state.draft;
  const list = all.map((text, k) => el("li", { class: k < at ? "" : "undone" }, say(text)));
  return [el("h3", {}, t("steps")), list.length ? el("ol", { id: "steps" }, list) : el("p", { class: "faint" }, t("no_steps")),
    el("p", {}, button(t("undo"), () => act.step("undo"), { id: "undo", disabled: at === 0 }),
      button(t("redo"), () => act.step("redo"), { id: "redo", disabled: at === all.length }),
      button(t("reset"), () => act.step("reset"), { id: "reset", disabled: at === 0 }))];
}

function broken() {
  const { broken: off, mended, hand, at, answered } = state.draft;
  if (!hand || !at || answered) return null;
  const titles = [...new Set(off.map((one) => one.clause))].map((id) => {
    const { title, heading } = state.draft.clauses[id];
    return el("p", { class: "quote" }, el("b", {}, say(title)), ` “${heading}”`);
  });
  return el("section", { id: "broken", class: off.length ? "alarm" : "" }, el("h3", {}, off.length ? t("would_break") : t("would_hold")),
    titles, off.length ? findingRows(off.slice(0, 100)) : null, mended.length ? [el("h4", {}, t("would_mend")), findingRows(mended.slice(0, 50))] : null);
}

function solving(act) {
  const busy = job && ["waiting", "working"].includes(job.state);
  const label = state.draft.at || state.plan ? t("solve") : t("solve_first");
  return el("section", { id: "solving" }, el("p", {}, button(label, act.solve, { id: "solve", class: "main", disabled: busy || settled() }),
    button(t("cancel"), act.stop, { id: "stop", disabled: !busy }), button(t("find_conflict"), act.conflict, { id: "find-conflict", disabled: busy })),
  el("p", { id: "progress", role: "status", "aria-live": "polite" }, job ? progress() : ""));
}

const settled = () => state.draft.answered && state.plan && ["proven_best", "impossible"].includes(state.plan.verdict);

function progress() {
  if (job.kind === "dossier") return "";
  if (job.state === "waiting") return `${t("waiting")} ${job.ahead}`;
  if (job.state === "failed") return `${t("failed")} ${job.error}`;
  if (job.state !== "working") return job.state === "cancelled" ? t("stopped") : job.verdict ? word("verdicts", job.verdict) : "";
  const figures = [job.stage && word("terms", job.stage), job.best !== undefined && job.best !== null && `${t("best")} ${number(job.best)}`, job.bound !== undefined && job.bound !== null && `${t("bound")} ${number(job.bound)}`];
  return [`${t("working")} ${job.spent} ${t("seconds")}`, ...figures.filter(Boolean)].join(" · ");
}

function conflict(act) {
  const impossible = state.plan && state.plan.verdict === "impossible" && state.key === state.draft.key;
  if (!diagnosis) return impossible ? el("section", { class: "alarm", id: "impossible" }, el("h3", {}, t("impossible")), el("p", {}, state.plan.conflict.map(say).join("、"))) : null;
  if (diagnosis.state !== "impossible") return el("section", { id: "conflict" }, el("p", {}, diagnosis.state === "possible" ? t("possible") : t("not_settled")));
  const members = diagnosis.members.map((one) => el("li", {}, el("b", {}, say(one.title)), ` ${one.keys.map(say).join("；")}${one.more ? ` … +${one.more}` : ""}`, el("p", { class: "quote" }, `“${one.heading}”`)));
  const repairs = diagnosis.repairs.map((one, number_) => el("li", {}, el("span", {}, one.steps.map(say).join("；")), " ",
    el("small", {}, one.confirmed ? t("confirmed") : t("not_confirmed")), " ", button(t("apply"), () => act.edit({ kind: "repair", job: diagnosis.job, number: number_ }), { class: "repair" })));
  return el("section", { class: "alarm", id: "conflict" }, el("h3", {}, t("conflict")), el("ul", {}, diagnosis.figures.map((text) => el("li", {}, say(text))), members),
    el("h3", {}, t("repairs")), repairs.length ? el("ol", { id: "repairs" }, repairs) : el("p", {}, t("no_repairs")));
}

function figures(act) {
  const groups = [...new Set(state.draft.figures.map((one) => one.group))];
  const chooser = el("select", { id: "figure", "aria-label": t("figure") }, groups.map((group) =>
    el("optgroup", { label: t(`group_${group}`) }, options(state.draft.figures.filter((one) => one.group === group).map((one) => [one.path, `${say(one.name)}：${sized(one.value, one.unit, 4)}`])))));
  const value = el("input", { id: "figure-value", type: "number", min: 0, step: "any", required: true, placeholder: t("new_value"), "aria-label": t("new_value") });
  const submit = (event) => { event.preventDefault(); act.edit({ kind: "figure", path: chooser.value, value: value.value }); };
  return el("form", { id: "figure-form", onsubmit: submit }, el("h3", {}, t("figure")), chooser, value, el("button", { id: "figure-set" }, t("apply")));
}

function scenarioForm(act) {
  if (!scenarios.length) return null;
  const chooser = el("select", { id: "scenario", "aria-label": t("scenario") }, options(scenarios.map((one) => [one.id, say(one.text)])));
  const submit = (event) => { event.preventDefault(); act.edit({ kind: "scenario", scenario: chooser.value }); };
  return el("form", { id: "scenario-form", onsubmit: submit }, el("h3", {}, t("scenario")), chooser, el("button", {}, t("apply")));
}

function snapshotForm(act) {
  const name = el("input", { id: "snapshot-name", maxLength: 60, required: true, placeholder: t("snapshot_name"), "aria-label": t("snapshot_name") });
  const submit = async (event) => {
    event.preventDefault();
    snapshots = await post("/api/snapshots", { name: name.value }).catch(() => snapshots);
    tell("draft", "snapshots");
  };
  const list = snapshots.map((one) => el("li", {}, button(one.name, () => act.open(one.name), { class: "plain snapshot" }), el("small", {}, ` ${one.time.slice(0, 16)} · ${one.steps.length}${one.answered ? " ✓" : ""}`)));
  return el("form", { id: "snapshot-form", onsubmit: submit }, el("h3", {}, t("snapshot")), name, el("button", {}, t("keep")), el("ul", { id: "snapshots" }, list));
}

export const kept = () => snapshots;
