/* Draws a chart from the table beside it: <div class="chart" data-table="id" data-kind="line|bar" [data-across] [data-step]>. One source, no second set of figures.

   In the table: the first column names the points; each further column head with data-series is a series. A row with a
   link can be clicked through from its point. Colours come from tokens.css. */
"use strict";

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const numberOf = (cell) => Number((cell.dataset.value ?? cell.textContent).replaceAll(",", "").replace("\u2212", "-")) || 0;
const shown = (value, unit) => `${value.toLocaleString("zh-CN", { maximumFractionDigits: 2 })} ${unit}`;

function read(table) {
  const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
  const rows = [...table.tBodies[0].rows];
  const series = heads.map((head, index) => ({ head, index })).filter(({ head }) => head.dataset.series !== undefined);
  return {
    names: rows.map((row) => row.cells[0].textContent.trim()),
    links: rows.map((row) => row.querySelector("a")?.href),
    series: series.map(({ head, index }) => ({ name: head.dataset.series, stack: head.dataset.stack, values: rows.map((row) => numberOf(row.cells[index])) })),
    unit: table.dataset.unit || "",
  };
}

function draw(box) {
  const data = read(document.getElementById(box.dataset.table));
  const kind = box.dataset.kind || "line";
  const palette = ["--accent", "--amber", "--moss", "--ink-line", "--clay", "--past"].map(token);
  const across = box.dataset.across !== undefined;
  const names = { type: "category", data: data.names, inverse: across, axisTick: { show: false }, axisLine: { lineStyle: { color: token("--edge") } }, axisLabel: { color: token("--grey"), hideOverlap: true } };
  const values = { type: "value", name: across ? "" : data.unit, nameTextStyle: { align: "left", color: token("--grey") }, splitLine: { lineStyle: { color: token("--hairline") } }, axisLabel: { color: token("--grey"), hideOverlap: true }, splitNumber: 4 };
  const chart = echarts.init(box, null, { renderer: "canvas" });
  chart.setOption({
    animation: false, color: palette, textStyle: { fontFamily: token("--font"), color: token("--grey") },
    grid: { left: 8, right: across ? 40 : 16, top: data.series.length > 1 ? 56 : 32, bottom: 4, containLabel: true },
    legend: data.series.length > 1 ? { top: 0, left: "center", icon: "roundRect", itemWidth: 12, itemHeight: 8, textStyle: { color: token("--grey") } } : undefined,
    tooltip: { trigger: "axis", renderMode: "richText", confine: true, valueFormatter: (value) => shown(value, data.unit) },
    xAxis: across ? values : names,
    yAxis: across ? names : values,
    series: data.series.map(({ name, stack, values: points }) => ({
      name, type: kind, stack, data: points, symbol: points.length > 24 ? "none" : "circle", symbolSize: 6, lineStyle: { width: 2 }, barMaxWidth: 22,
      areaStyle: kind === "line" && data.series.length === 1 ? { opacity: 0.08 } : undefined, step: box.dataset.step || undefined,
    })),
    aria: { enabled: true },
  });
  if (data.links.some(Boolean)) chart.on("click", ({ dataIndex }) => { if (data.links[dataIndex]) window.location.assign(data.links[dataIndex]); });
  new ResizeObserver(() => chart.resize()).observe(box);
}

document.querySelectorAll(".chart[data-table]").forEach(draw);
