import type { Drawing } from "../chart";
import type { Novelty } from "../data";
import type { Theme } from "../theme";

/** How the scores of known and of unknown rows are spread, and the threshold. */
export function scores({ bins, score, threshold }: Novelty, width: number, theme: Theme): Drawing[] {
  const values = bins.flatMap((bin) => [
    { low: bin.low, high: bin.high, rows: "known", share: bin.known },
    { low: bin.low, high: bin.high, rows: "unknown", share: bin.unknown },
  ]);
  const first = bins[0].low;
  const last = bins[bins.length - 1].high;

  // Whole distances are parted between two of them.
  const parting = threshold !== null && score === "CodeDistance" ? threshold + 0.5 : threshold;
  const axis = score === "CodeDistance" ? { values: bins.map((bin) => (bin.low + bin.high) / 2), format: "d", labelOverlap: true } : {};
  const isShown = parting !== null && parting >= first && parting <= last;
  return [{
    renderer: "svg",
    spec: {
      autosize: { type: "fit-x", contains: "padding" },
      description: "Novelty scores",
      width,
      height: 220,
      layer: [
        {
          data: { values },
          mark: { type: "bar", opacity: 0.6 },
          encoding: {
            x: { field: "low", type: "quantitative", bin: "binned", title: `novelty (${score})`, scale: { domain: [first, last], nice: false }, axis },
            x2: { field: "high" },
            y: { field: "share", type: "quantitative", title: "share of rows", stack: null },
            color: { field: "rows", type: "nominal", sort: null, title: null },
            tooltip: [
              { field: "rows" },
              { field: "low", type: "quantitative", format: ".4~f", title: "from" },
              { field: "high", type: "quantitative", format: ".4~f", title: "to" },
              { field: "share", type: "quantitative", format: ".4f" },
            ],
          },
        },
        ...(isShown ? [{
          data: { values: [{ parting }] },
          mark: { type: "rule", strokeDash: [5, 4], color: theme.text, strokeWidth: 1.5 },
          encoding: { x: { field: "parting", type: "quantitative" } },
        } as const] : []),
      ] as never,
    },
  }];
}

/** Unknown rows found against false alarms, with the diagonal of guessing. */
export function roc({ curve, figures }: Novelty, width: number, theme: Theme): Drawing[] {
  const side = Math.min(width - 80, 420);
  const valueOf = (name: string): number => figures.find((figure) => figure.name === name)?.value ?? 0;
  const x = { type: "quantitative", title: "known rows called novel", scale: { domain: [0, 1] as number[] } } as const;
  const y = { type: "quantitative", title: "unknown rows called novel", scale: { domain: [0, 1] as number[] } } as const;
  return [{
    renderer: "svg",
    spec: {
      description: "Unknown rows found against false alarms",
      width: side,
      height: side * 0.75,
      layer: [
        {
          data: { values: [{ p: 0 }, { p: 1 }] },
          mark: { type: "line", strokeDash: [5, 4], color: theme.faint, strokeWidth: 1.5 },
          encoding: { x: { ...x, field: "p" }, y: { ...y, field: "p" } },
        },
        {
          data: { values: curve.map((point, i) => ({ ...point, i })) },
          mark: { type: "line", strokeWidth: 2, color: theme.series[0] },
          encoding: { x: { ...x, field: "falseAlarms" }, y: { ...y, field: "found" }, order: { field: "i", type: "quantitative" } },
        },
        {
          data: { values: [{ falseAlarms: valueOf("false alarms"), found: valueOf("found") }] },
          mark: { type: "point", filled: true, size: 90, color: theme.series[1], opacity: 1 },
          encoding: {
            x: { ...x, field: "falseAlarms" },
            y: { ...y, field: "found" },
            tooltip: [
              { field: "falseAlarms", type: "quantitative", format: ".4f", title: "false alarms at the threshold" },
              { field: "found", type: "quantitative", format: ".4f" },
            ],
          },
        },
      ],
    },
  }];
}
