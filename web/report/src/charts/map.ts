import type { Drawing } from "../chart";
import type { ClassMap } from "../data";

interface Cell {
  i: number;
  j: number;
  value: number;
}

/** A heat map of the pairs' similarity by codewords, and one by features. */
export function map(data: ClassMap, width: number): Drawing[] {
  const drawn = [
    data.codes ? oneMap("Codewords", data.classes, data.codes, width) : null,
    data.features ? oneMap("Features", data.classes, data.features, width) : null,
  ];
  return drawn.filter((drawing): drawing is Drawing => drawing !== null);
}

function oneMap(title: string, classes: string[], triangle: number[], width: number): Drawing {
  // Cells of whole pixels where they can be; narrower ones overlap, or the page would shine through between them.
  const room = Math.min(width - 24, 440);
  const pixels = Math.floor(room / classes.length);
  const side = pixels >= 2 ? pixels * classes.length : room;
  const end = pixels >= 2 ? 1 : 1.5;
  const cells = cellsOf(classes.length, triangle);

  // A class is like itself, which says nothing of how alike two are: the scale is that of pairs.
  const values = triangle.map((thousandths) => thousandths / 1000);
  const domain = [Math.min(...values), Math.max(...values)];
  const position = { type: "quantitative", scale: { domain: [0, classes.length] as number[], nice: false, zero: false }, axis: null } as const;
  return {
    renderer: "canvas",
    spec: {
      description: `${title}: how alike pairs of classes are`,
      title,
      width: side,
      height: side,
      data: { values: cells.map((cell) => ({ ...cell, i2: cell.i + end, j2: cell.j + end, first: classes[cell.i], second: classes[cell.j] })) },
      mark: { type: "rect", clip: true },
      encoding: {
        x: { ...position, field: "i" },
        x2: { field: "i2" },
        y: { ...position, field: "j", scale: { ...position.scale, reverse: true } },
        y2: { field: "j2" },
        color: {
          field: "value",
          type: "quantitative",
          title: null,
          scale: { scheme: "viridis", domain: domain[0] < domain[1] ? domain : [0, 1], clamp: true },
          legend: { orient: "bottom", gradientLength: Math.min(side, 240), format: ".2~f" },
        },
        tooltip: [
          { field: "first", title: "class" },
          { field: "second", title: "class" },
          { field: "value", type: "quantitative", format: ".3f", title: title.toLowerCase() },
        ],
      },
    },
  };
}

function cellsOf(count: number, triangle: number[]): Cell[] {
  const cells: Cell[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    cells.push({ i, j: i, value: 1 });
    for (let j = 0; j < i; j++) {
      const value = triangle[at++] / 1000;
      cells.push({ i, j, value }, { i: j, j: i, value });
    }
  }

  return cells;
}
