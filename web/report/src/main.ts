import type { View } from "vega";
import { confusions, frequency, reliability } from "./charts/accuracy";
import { distances, loads, memory, ones } from "./charts/codebook";
import { map } from "./charts/map";
import { roc, scores } from "./charts/novelty";
import { draw, type Drawing } from "./chart";
import { textOf } from "./data";
import { themeOf, type Theme } from "./theme";
import { addTools } from "./tools";
import { createTooltip } from "./tooltip";
import { TreeView } from "./tree";

type Chart = (data: any, width: number, theme: Theme) => Drawing[];

const charts: Record<string, Chart> = { frequency, reliability, confusions, distances, ones, loads, map, memory, scores, roc };
const tooltip = createTooltip();
const pause = 150;

/** A figure of the page, drawn anew whenever its width or the colours change. */
class Plot {
  private views: View[] = [];
  private readonly data: unknown;
  private readonly tree: TreeView | null;
  private width = 0;

  constructor(private readonly place: HTMLElement) {
    const source = place.dataset.source!;
    this.data = JSON.parse(textOf(source));
    this.tree = place.dataset.chart === "tree" ? new TreeView(this.data as ConstructorParameters<typeof TreeView>[0], place) : null;
    addTools(place.closest("figure")!, source);
  }

  async draw(isForced: boolean): Promise<void> {
    const width = this.place.clientWidth;
    if (width === 0 || (width === this.width && !isForced)) {
      return;
    }

    this.width = width;
    if (this.tree) {
      this.tree.draw();
    } else {
      await this.drawCharts(charts[this.place.dataset.chart!](this.data, width, themeOf(document.documentElement)));
    }

    this.place.dataset.state = "drawn";
  }

  private async drawCharts(drawings: Drawing[]): Promise<void> {
    this.views.forEach((view) => view.finalize());
    const places = drawings.map(() => document.createElement("div"));
    this.place.replaceChildren(...places);
    const theme = themeOf(document.documentElement);
    this.views = await Promise.all(drawings.map((drawing, i) => draw(drawing, places[i], theme, tooltip)));
  }
}

async function start(): Promise<void> {
  const plots = [...document.querySelectorAll<HTMLElement>(".plot")].map((place) => new Plot(place));
  const drawAll = async (isForced: boolean): Promise<void> => {
    for (const plot of plots) {
      await plot.draw(isForced);
    }
  };
  await drawAll(true);
  let timer = 0;
  let isDue = false;
  const later = (isForced: boolean): void => {
    isDue ||= isForced;
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      const isAll = isDue;
      isDue = false;
      drawAll(isAll).catch(fail);
    }, pause);
  };
  new ResizeObserver(() => later(false)).observe(document.body);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => later(true));
  document.documentElement.dataset.charts = "drawn";
}

// The tables say all that charts do: they are opened where a chart cannot be drawn.
function fail(fault: unknown): void {
  document.documentElement.dataset.charts = "failed";
  document.querySelectorAll("figure details").forEach((table) => table.setAttribute("open", ""));
  console.error(fault);
}

start().catch(fail);
