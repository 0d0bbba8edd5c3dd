import type { Drawing } from "../chart";
import type { Calibration, Confusions, FrequencyBin } from "../data";
import { isolate } from "../data";
import type { Theme } from "../theme";

const margin = 80;

function rangeOf(bin: FrequencyBin): string {
  return bin.fewest === bin.most ? `${bin.fewest}` : `${bin.fewest}–${bin.most}`;
}

/** Accuracy at each k by bins of training rows, and under it how many classes a bin has. */
export function frequency(bins: FrequencyBin[], width: number): Drawing[] {
  const x = { field: "range", type: "ordinal", sort: null, title: "training rows a class", axis: { labelAngle: 0, labelOverlap: true } } as const;
  const points = bins.flatMap((bin) => bin.accuracy.map((figure) => ({
    range: rangeOf(bin), name: figure.name, accuracy: figure.value, rows: bin.rows,
  })));
  return [{
    renderer: "svg",
    spec: {
      description: "Accuracy by class frequency",
      vconcat: [
        {
          width: width - margin,
          height: 220,
          data: { values: points },
          mark: { type: "line", point: { size: 60, filled: true }, strokeWidth: 2 },
          encoding: {
            x: { ...x, title: null, scale: { domain: bins.map(rangeOf) } },
            y: { field: "accuracy", type: "quantitative", title: "accuracy", scale: { domain: [0, 1] } },
            color: { field: "name", type: "nominal", sort: null, title: null },
            shape: { field: "name", type: "nominal", sort: null, title: null },
            tooltip: [
              { field: "range", title: "training rows a class" },
              { field: "name", title: "metric" },
              { field: "accuracy", type: "quantitative", format: ".4f", title: "value" },
              { field: "rows", type: "quantitative", format: ",", title: "rows" },
            ],
          },
        },
        {
          width: width - margin,
          height: 70,
          data: { values: bins.map((bin) => ({ range: rangeOf(bin), classes: bin.classes, met: bin.classesMet })) },
          mark: { type: "bar", tooltip: true },
          encoding: {
            x: { ...x, scale: { domain: bins.map(rangeOf) } },
            y: { field: "classes", type: "quantitative", title: "classes", axis: { tickCount: 3 } },
            tooltip: [
              { field: "range", title: "training rows a class" },
              { field: "classes", type: "quantitative", format: ",", title: "classes" },
              { field: "met", type: "quantitative", format: ",", title: "in the data" },
            ],
          },
        },
      ],
    },
  }];
}

/** Accuracy against probability, with the diagonal, and under it how many rows a bin has. */
export function reliability({ bins }: Calibration, width: number, theme: Theme): Drawing[] {
  const side = Math.min(width - margin, 420);
  const x = { type: "quantitative", scale: { domain: [0, 1] as number[] } } as const;
  const tooltip = [
    { field: "meanProbability", type: "quantitative", format: ".4f", title: "mean probability" },
    { field: "accuracy", type: "quantitative", format: ".4f", title: "accuracy" },
    { field: "rows", type: "quantitative", format: ",", title: "rows" },
  ] as const;
  return [{
    renderer: "svg",
    spec: {
      description: "Reliability",
      data: { values: bins },
      vconcat: [
        {
          width: side,
          height: side * 0.75,
          layer: [
            {
              data: { values: [{ p: 0 }, { p: 1 }] },
              mark: { type: "line", strokeDash: [5, 4], color: theme.faint, strokeWidth: 1.5 },
              encoding: { x: { ...x, field: "p" }, y: { field: "p", type: "quantitative" } },
            },
            {
              mark: { type: "bar", opacity: 0.35 },
              encoding: {
                x: { ...x, field: "low", title: null, bin: "binned" },
                x2: { field: "high" },
                y: { field: "accuracy", type: "quantitative", title: "accuracy", scale: { domain: [0, 1] } },
                tooltip: [...tooltip],
              },
            },
            {
              mark: { type: "point", filled: true, size: 60, color: theme.series[0] },
              encoding: {
                x: { ...x, field: "meanProbability" },
                y: { field: "accuracy", type: "quantitative" },
                tooltip: [...tooltip],
              },
            },
          ],
        },
        {
          width: side,
          height: 60,
          mark: "bar",
          encoding: {
            x: { ...x, field: "low", title: "probability of the first prediction", bin: "binned" },
            x2: { field: "high" },
            y: { field: "rows", type: "quantitative", title: "rows", axis: { tickCount: 3 } },
            tooltip: [...tooltip],
          },
        },
      ],
    },
  }];
}

/** The most confused pairs as bars. */
export function confusions({ pairs }: Confusions, width: number): Drawing[] {
  const values = pairs.map((pair) => ({ ...pair, pair: `${isolate(pair.truth)} → ${isolate(pair.predicted)}` }));
  return [{
    renderer: "svg",
    spec: {
      description: "Most confused pairs",
      autosize: { type: "fit-x", contains: "padding" },
      width,
      height: Math.max(1, values.length) * 18,
      data: { values },
      transform: [{ calculate: "datum.count / datum.rows", as: "share" }],
      mark: "bar",
      encoding: {
        y: { field: "pair", type: "nominal", sort: null, title: null, axis: { labelLimit: width * 0.5, ticks: false, domain: false } },
        x: { field: "count", type: "quantitative", title: "rows", axis: { tickMinStep: 1, format: "d" } },
        tooltip: [
          { field: "truth", title: "class" },
          { field: "predicted", title: "first prediction" },
          { field: "count", type: "quantitative", title: "rows" },
          { field: "share", type: "quantitative", format: ".1%", title: "of the class" },
        ],
      },
    },
  }];
}
