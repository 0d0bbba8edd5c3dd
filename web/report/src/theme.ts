import type { Config } from "vega-lite";

/** The colours of a page, as its style has them for light or dark. */
export interface Theme {
  text: string;
  faint: string;
  grid: string;
  /** Okabe and Ito's palette, in the order in which series take them. */
  series: string[];
}

/** Reads the colours that hold now. */
export function themeOf(page: HTMLElement): Theme {
  const style = getComputedStyle(page);
  const color = (name: string): string => style.getPropertyValue(name).trim();
  return {
    text: color("--text"),
    faint: color("--faint"),
    grid: color("--grid"),
    series: ["--series-1", "--series-2", "--series-3", "--series-4", "--series-5", "--series-6"].map(color),
  };
}

/** What all charts have in common. */
export function configOf(theme: Theme): Config {
  const font = "system-ui, sans-serif";
  return {
    background: "transparent",
    font,
    padding: 4,
    view: { stroke: null },
    axis: {
      labelColor: theme.text,
      titleColor: theme.text,
      titleFontWeight: "normal",
      labelFontSize: 12,
      titleFontSize: 12,
      gridColor: theme.grid,
      domainColor: theme.faint,
      tickColor: theme.faint,
    },
    legend: { labelColor: theme.text, titleColor: theme.text, titleFontWeight: "normal", labelFontSize: 12, titleFontSize: 12, orient: "top" },
    header: { labelColor: theme.text, titleColor: theme.text },
    title: { color: theme.text, fontWeight: "normal", fontSize: 13, anchor: "start" },
    text: { color: theme.text },
    rule: { color: theme.faint },
    bar: { color: theme.series[0] },
    range: { category: theme.series, ramp: { scheme: "viridis" }, heatmap: { scheme: "viridis" } },
  };
}
