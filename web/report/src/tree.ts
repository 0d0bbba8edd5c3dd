import { isolate, type Tree } from "./data";

const mostRows = 24;
const rowHeight = 24;
const axisHeight = 38;
const characterWidth = 7.3;
const namespace = "http://www.w3.org/2000/svg";

/** A group as it is drawn: a node of the tree, in a row when nothing below it is drawn. */
interface Place {
  node: number;
  x: number;
  y: number;
}

/**
 * A tree that is looked at group by group: at most so many groups are drawn, and choosing one, with the pointer or the keyboard, draws what it is made of.
 */
export class TreeView {
  private readonly sizes: number[];
  private readonly path: number[] = [];
  private readonly controls = document.createElement("p");
  private readonly drawing = document.createElement("div");

  constructor(private readonly tree: Tree, place: HTMLElement) {
    const leaves = tree.classes.length;
    this.sizes = new Array<number>(leaves).fill(1);
    tree.first.forEach((first, i) => this.sizes.push(this.sizes[first] + this.sizes[tree.second[i]]));
    this.path.push(this.sizes.length - 1);
    this.controls.className = "controls";
    place.append(this.controls, this.drawing);
    this.draw();
  }

  draw(): void {
    const root = this.path[this.path.length - 1];
    const rows = this.cut(root);
    const status = document.createElement("span");
    status.setAttribute("role", "status");
    status.textContent = `${this.sizes[root].toLocaleString("en")} of ${this.tree.classes.length.toLocaleString("en")} classes in ${rows.length} groups`;
    this.controls.replaceChildren(
      this.button("Up", this.path.length > 1, () => this.path.pop()),
      this.button("Whole tree", this.path.length > 1, () => this.path.splice(1)),
      status,
    );
    this.drawing.replaceChildren(this.svg(root, rows));
  }

  private heightOf(node: number): number {
    return node < this.tree.classes.length ? 0 : this.tree.heights[node - this.tree.classes.length];
  }

  private childrenOf(node: number): number[] {
    const merge = node - this.tree.classes.length;
    return merge < 0 ? [] : [this.tree.first[merge], this.tree.second[merge]];
  }

  // Undoes the highest merges below a node, since the nodes' numbers ascend with their heights, until there are so many groups; they stay in the tree's order.
  private cut(root: number): number[] {
    const groups = [root];
    while (groups.length < mostRows) {
      const highest = groups.reduce((best, node) => Math.max(best, node), -1);
      const parts = this.childrenOf(highest);
      if (parts.length === 0) {
        break;
      }

      groups.splice(groups.indexOf(highest), 1, ...parts);
    }

    return groups;
  }

  private button(text: string, isUsable: boolean, step: () => void): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.disabled = !isUsable;
    button.addEventListener("click", () => {
      step();
      this.redraw();
    });
    return button;
  }

  private open(node: number): void {
    this.path.push(node);
    this.redraw();
  }

  // What had the focus is gone: it goes to the first thing that can be done next.
  private redraw(): void {
    this.draw();
    (this.controls.querySelector<HTMLElement>("button:not([disabled])") ?? this.drawing.querySelector<SVGElement>("[tabindex]"))?.focus({ preventScroll: true });
  }

  private svg(root: number, rows: number[]): SVGSVGElement {
    const width = Math.max(260, this.drawing.clientWidth || 640);
    const textWidth = Math.min(width * 0.6, 420);
    const treeWidth = width - textWidth - 12;
    const top = this.heightOf(root);
    const bottom = this.bottomOf(rows, top);
    const x = (node: number): number => 6 + (top > bottom ? ((top - this.heightOf(node)) / (top - bottom)) * treeWidth : 0);
    const svg = element("svg", {
      viewBox: `0 0 ${width} ${rows.length * rowHeight + axisHeight}`, width, height: rows.length * rowHeight + axisHeight, role: "group",
      "aria-label": "Tree of classes",
    });
    const lines: string[] = [];
    this.place(root, new Map(rows.map((node, i) => [node, i])), x, lines);
    svg.append(element("path", { d: lines.join(""), class: "branch" }));
    rows.forEach((node, i) => svg.append(this.row(node, x(node), (i + 0.5) * rowHeight, 6 + treeWidth, textWidth, node !== root)));
    svg.append(...this.axis(top, bottom, treeWidth, rows.length * rowHeight));
    return svg as unknown as SVGSVGElement;
  }

  // Where the drawing ends: at 0, or, where all groups are joined far above it, a little below the lowest of them.
  private bottomOf(rows: number[], top: number): number {
    const lowest = Math.min(...rows.map((node) => this.heightOf(node)));
    return lowest > top / 2 ? lowest - (top - lowest) : 0;
  }

  // Draws the branches below a node; its own place is between those of its parts.
  private place(node: number, rows: Map<number, number>, x: (node: number) => number, lines: string[]): Place {
    const row = rows.get(node);
    if (row !== undefined) {
      return { node, x: x(node), y: (row + 0.5) * rowHeight };
    }

    const own = x(node);
    const parts = this.childrenOf(node).map((part) => this.place(part, rows, x, lines));
    parts.forEach((part) => lines.push(`M${own.toFixed(1)} ${part.y.toFixed(1)}H${part.x.toFixed(1)}`));
    lines.push(`M${own.toFixed(1)} ${parts[0].y.toFixed(1)}V${parts[1].y.toFixed(1)}`);
    return { node, x: own, y: (parts[0].y + parts[1].y) / 2 };
  }

  // A class is a name; a group is a wedge from where it is joined to its classes, with the names of the first of them.
  private row(node: number, start: number, y: number, end: number, textWidth: number, canOpen: boolean): SVGElement {
    const size = this.sizes[node];
    const isGroup = size > 1 && canOpen;
    const group = element("g", isGroup ? { class: "group", role: "button", tabindex: 0 } : { class: "leaf" });
    const label = this.labelOf(node, Math.floor(textWidth / characterWidth));
    if (size > 1) {
      group.append(element("path", { d: `M${start.toFixed(1)} ${y}L${end} ${y - 7}V${y + 7}Z`, class: "wedge" }));
    }

    const text = element("text", { x: end + 6, y, dy: "0.35em" });
    text.textContent = label;
    group.append(text);
    if (isGroup) {
      group.setAttribute("aria-label", `Open a group of ${size} classes: ${label}`);
      group.append(element("rect", { x: start, y: y - rowHeight / 2, width: end + textWidth - start, height: rowHeight, class: "target" }));
      group.addEventListener("click", () => this.open(node));
      group.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          this.open(node);
        }
      });
    }

    return group;
  }

  private labelOf(node: number, most: number): string {
    const size = this.sizes[node];
    const start = size > 1 ? `${size.toLocaleString("en")}: ` : "";
    let text = "";
    let left = node;
    const open = [node];
    for (let names = 0; open.length > 0 && names < 6 && text.length < most;) {
      left = open.pop()!;
      const parts = this.childrenOf(left);
      if (parts.length > 0) {
        open.push(parts[1], parts[0]);
      } else {
        text += (names++ > 0 ? ", " : "") + this.tree.classes[left];
      }
    }

    const cut = Math.max(4, most - start.length);
    const letters = [...text];
    return start + isolate(letters.length > cut ? `${letters.slice(0, cut - 1).join("")}…` : text);
  }

  private axis(top: number, bottom: number, width: number, y: number): SVGElement[] {
    const ticks = top > bottom ? [0, 0.5, 1] : [1];
    const marks = ticks.map((share) => {
      const at = 6 + (1 - share) * width;
      const text = element("text", { x: at, y: y + 18, "text-anchor": share === 1 ? "start" : share === 0 ? "end" : "middle", class: "tick" });
      text.textContent = Number((bottom + share * (top - bottom)).toPrecision(3)).toString();
      return [element("path", { d: `M${at} ${y}v5`, class: "branch" }), text];
    });
    const unit = element("text", { x: 6, y: y + 32, class: "tick" });
    unit.textContent = this.tree.unit;
    return [element("path", { d: `M6 ${y}h${width}`, class: "branch" }), ...marks.flat(), unit];
  }
}

function element(name: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, String(value));
  }

  return made;
}
