// Two charts of the plan shown: output, demand and cap of a mineral by period, and mines by class by period.

import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { el, fill, options } from "./dom.js";
import { on, state } from "./state.js";
import { say, t, word } from "./words.js";

echarts.use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

const common = () => ({
  animation: false,
  textStyle: { fontSize: Math.round(parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.85) },
  aria: { enabled: true, decal: { show: true } },
  tooltip: { trigger: "axis", renderMode: "richText" },
  legend: { top: 0 },
  grid: { left: 8, right: 8, top: 40, bottom: 8, containLabel: true },
});
let chosen = null;

export function chartPanel(place) {
  const market = el("div", { class: "chart", id: "chart-market" });
  const mines = el("div", { class: "chart", id: "chart-mines" });
  const chooser = el("select", { id: "chart-mineral" });
  chooser.addEventListener("change", () => { chosen = chooser.value; draw(); });
  const heads = [el("h3"), el("h3")];
  fill(place, [heads[0], chooser, market, heads[1], mines]);
  let first = null;
  let second = null;
  const draw = () => {
    if (!place.offsetParent || !state.plan) return;
    first = first || echarts.init(market);
    second = second || echarts.init(mines);
    heads[0].textContent = t("chart_market");
    heads[1].textContent = t("chart_mines");
    const known = state.plan.periods[0] ? state.plan.periods[0].markets.map((one) => one.mineral) : [];
    chosen = known.includes(chosen) ? chosen : known[0];
    fill(chooser, options(known.map((id) => [id, `${say(state.scene.minerals[id].name)} ${say(state.scene.minerals[id].unit)}`]), chosen));
    first.setOption(marketOf(chosen), true);
    second.setOption(minesOf(), true);
    first.resize();
    second.resize();
  };
  on("language plan tab", draw);
  addEventListener("resize", draw);
}

const years = () => state.plan.periods.map((one) => one.period);

function marketOf(mineral) {
  const rows = state.plan.periods.map((one) => one.markets.find((line) => line.mineral === mineral) || {});
  const bar = (key, color) => ({ name: t(key), type: "bar", data: rows.map((one) => one[key]), itemStyle: { color } });
  const cap = { name: t("cap"), type: "line", symbol: "diamond", symbolSize: 9, data: rows.map((one) => one.cap), lineStyle: { type: "dashed", color: "#111" }, itemStyle: { color: "#111" } };
  return { ...common(), xAxis: { type: "category", data: years() }, yAxis: { type: "value" }, series: [bar("output", "#455d92"), bar("demand", "#b6dbe2"), bar("shortage", "#cc4c4b"), cap] };
}

function minesOf() {
  const colours = { large: "#455d92", medium: "#f08d4c", small: "#fee79d" };
  const series = Object.entries(colours).map(([size, color]) => ({ name: word("sizes", size), type: "bar", stack: "mines", itemStyle: { color }, data: state.plan.periods.map((one) => one.mines[size] || 0) }));
  return { ...common(), xAxis: { type: "category", data: years() }, yAxis: { type: "value" }, series };
}
