import { parse, View, type Loader, type TooltipHandler } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { expressionInterpreter } from "vega-interpreter";
import { configOf, type Theme } from "./theme";

/** One drawing of a figure: most have one, a heat map of codewords and of features has two. */
export interface Drawing {
  spec: TopLevelSpec;
  /** Many marks are painted; few are elements, which print sharply. */
  renderer: "svg" | "canvas";
}

// Everything is in the page: what asks for more is refused.
const refuse = (uri: string): Promise<never> => Promise.reject(new Error(`A report loads nothing; it was asked for ${uri}.`));
const loader = { load: refuse, sanitize: refuse, http: refuse, file: refuse } as unknown as Loader;

/** Draws; the view lives until it is finalized. Expressions are interpreted, since the page allows no code made of text. */
export async function draw(drawing: Drawing, place: HTMLElement, theme: Theme, tooltip: TooltipHandler): Promise<View> {
  const { spec } = compile(drawing.spec, { config: configOf(theme) });
  const view = new View(parse(spec, undefined, { ast: true }), {
    expr: expressionInterpreter,
    renderer: drawing.renderer,
    container: place,
    loader,
    hover: true,
    tooltip,
  });
  await view.runAsync();
  return view;
}
