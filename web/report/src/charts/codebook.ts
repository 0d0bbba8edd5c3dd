import type { Drawing } from "../chart";
import type { Codebook, MemoryPart } from "../data";
import type { Theme } from "../theme";

const fit = { autosize: { type: "fit-x", contains: "padding" } } as const;

/** Shares of pairs by distance, as bars, and of random codewords, as a line. */
export function distances({ distances, unit }: Codebook, width: number): Drawing[] {
  const x = { field: "distance", type: "quantitative", title: `${unit} that differ`, axis: { tickMinStep: 1, format: "d" } } as const;
  const tooltip = [
    { field: "distance", type: "quantitative", title: `${unit} that differ` },
    { field: "share", type: "quantitative", format: ".4f", title: "share of pairs" },
    { field: "expected", type: "quantitative", format: ".4f", title: `random ${unit}` },
  ] as const;
  return [{
    renderer: "svg",
    spec: {
      ...fit,
      description: `In how many ${unit} codewords differ`,
      width,
      height: 220,
      data: { values: distances.map((share) => ({ ...share, from: share.distance - 0.45, to: share.distance + 0.45 })) },
      layer: [
        {
          mark: "bar",
          encoding: {
            x: { ...x, field: "from", bin: "binned" },
            x2: { field: "to" },
            y: { field: "share", type: "quantitative", title: "share of pairs" },
            color: { datum: "codewords of the model" },
            tooltip: [...tooltip],
          },
        },
        {
          mark: { type: "line", point: { filled: true, size: 30 }, strokeWidth: 2 },
          encoding: { x, y: { field: "expected", type: "quantitative" }, color: { datum: `random ${unit}` }, tooltip: [...tooltip] },
        },
      ],
    },
  }];
}

/** The share of ones of each bit, with one half. */
export function ones({ ones }: Codebook, width: number, theme: Theme): Drawing[] {
  const values = (ones ?? []).map((share, bit) => ({ bit, share, from: bit - 0.4, to: bit + 0.4 }));
  return [{
    renderer: "svg",
    spec: {
      ...fit,
      description: "Balance of bits",
      width,
      height: 180,
      layer: [
        {
          data: { values },
          mark: "bar",
          encoding: {
            x: { field: "from", type: "quantitative", bin: "binned", title: "bit", axis: { tickMinStep: 1, format: "d" }, scale: { nice: false } },
            x2: { field: "to" },
            y: { field: "share", type: "quantitative", title: "share of ones", scale: { domain: [0, 1] } },
            tooltip: [{ field: "bit", type: "quantitative" }, { field: "share", type: "quantitative", format: ".4f", title: "share of ones" }],
          },
        },
        { data: { values: [{}] }, mark: { type: "rule", strokeDash: [5, 4], color: theme.text }, encoding: { y: { datum: 0.5 } } },
      ],
    },
  }];
}

/** The classes in the emptiest, the average and the fullest bucket of each digit. */
export function loads({ columns, classes }: Codebook, width: number, theme: Theme): Drawing[] {
  const values = columns.map((column, i) => ({ ...column, digit: i + 1, mean: classes / column.buckets }));
  const x = { field: "digit", type: "quantitative", title: "digit", axis: { tickMinStep: 1, format: "d" }, scale: { zero: false, nice: false, padding: 12 } } as const;
  const tooltip = [
    { field: "digit", type: "quantitative" },
    { field: "kind" },
    { field: "buckets", type: "quantitative", format: "," },
    { field: "smallest", type: "quantitative", format: ",", title: "emptiest bucket" },
    { field: "mean", type: "quantitative", format: ",.1f", title: "average" },
    { field: "largest", type: "quantitative", format: ",", title: "fullest bucket" },
    { field: "empty", type: "quantitative", format: ",", title: "empty buckets" },
  ] as const;
  return [{
    renderer: "svg",
    spec: {
      ...fit,
      description: "Loads of buckets",
      width,
      height: 200,
      data: { values },
      layer: [
        {
          mark: { type: "rule", strokeWidth: 3 },
          encoding: {
            x,
            y: { field: "smallest", type: "quantitative", title: "classes a bucket" },
            y2: { field: "largest" },
            color: { field: "kind", type: "nominal", title: "emptiest to fullest", sort: null },
            tooltip: [...tooltip],
          },
        },
        {
          mark: { type: "point", filled: true, size: 45, color: theme.text, opacity: 1 },
          encoding: { x, y: { field: "mean", type: "quantitative" }, tooltip: [...tooltip] },
        },
      ],
    },
  }];
}

/** Bytes part by part. */
export function memory(parts: MemoryPart[], width: number): Drawing[] {
  const values = parts.map((part) => ({ ...part, where: part.isStored ? "file and memory" : "memory", text: sizeOf(part.bytes) }));
  return [{
    renderer: "svg",
    spec: {
      ...fit,
      description: "Memory part by part",
      width,
      height: parts.length * 26,
      data: { values },
      encoding: {
        y: { field: "name", type: "nominal", sort: null, title: null, axis: { ticks: false, domain: false } },
        x: {
          field: "bytes",
          type: "quantitative",
          title: "bytes",
          axis: { labelExpr: "datum.value == 0 ? '0' : format(datum.value, '~s')", tickCount: 6 },
          scale: { domainMax: 1.15 * Math.max(1, ...parts.map((part) => part.bytes)) },
        },
      },
      layer: [
        {
          mark: "bar",
          encoding: {
            color: { field: "where", type: "nominal", title: null, sort: null },
            tooltip: [{ field: "name", title: "part" }, { field: "holds" }, { field: "bytes", type: "quantitative", format: "," }],
          },
        },
        { mark: { type: "text", align: "left", dx: 5 }, encoding: { text: { field: "text" } } },
      ],
    },
  }];
}

function sizeOf(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  let i = 0;
  while (bytes >= 1000 && i < units.length - 1) {
    bytes /= 1000;
    i++;
  }

  return `${i === 0 ? bytes : bytes.toFixed(1)} ${units[i]}`;
}
