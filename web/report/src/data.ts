// What a page holds as JSON: the records of src/Codeword/Reports.

export interface Figure {
  name: string;
  value: number;
}

export interface FrequencyBin {
  fewest: number;
  most: number;
  classes: number;
  classesMet: number;
  rows: number;
  accuracy: Figure[];
}

export interface Calibration {
  rows: number;
  figures: Figure[];
  bins: { low: number; high: number; rows: number; meanProbability: number; accuracy: number }[];
}

export interface Confusions {
  pairs: { truth: string; predicted: string; count: number; rows: number; distance: number | null }[];
}

export interface Codebook {
  classes: number;
  columns: { kind: string; buckets: number; smallest: number; largest: number; empty: number }[];
  ones: number[] | null;
  distances: { distance: number; share: number; expected: number }[];
  unit: string | null;
}

export interface ClassMap {
  classes: string[];
  codes: number[] | null;
  features: number[] | null;
}

export interface Tree {
  classes: string[];
  first: number[];
  second: number[];
  heights: number[];
  unit: string;
}

export interface Novelty {
  score: string;
  threshold: number | null;
  figures: Figure[];
  bins: { low: number; high: number; known: number; unknown: number }[];
  curve: { falseAlarms: number; found: number }[];
}

export interface MemoryPart {
  name: string;
  holds: string;
  bytes: number;
  isStored: boolean;
}

/** The text of a block of the page. */
export function textOf(source: string): string {
  const block = document.getElementById(`data-${source}`);
  if (!block?.textContent) {
    throw new Error(`The page has no data for ${source}.`);
  }

  return block.textContent;
}

/** Keeps a name apart from what stands around it, whichever way it runs. */
export function isolate(name: string): string {
  return `\u2068${name}\u2069`;
}
