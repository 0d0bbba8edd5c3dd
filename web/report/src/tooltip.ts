import type { TooltipHandler } from "vega";

const distance = 14;

/** Shows what a mark stands for beside the pointer. Values are texts, never markup. */
export function createTooltip(): TooltipHandler {
  const box = document.createElement("div");
  box.className = "tooltip";
  box.hidden = true;
  box.setAttribute("aria-hidden", "true");
  document.body.append(box);
  return (_handler, event, _item, value) => {
    box.hidden = value === null || value === undefined || value === "";
    if (box.hidden) {
      return;
    }

    const lines = typeof value === "object" ? Object.entries(value as Record<string, unknown>) : [["", value] as const];
    box.replaceChildren(...lines.map(([name, text]) => lineOf(String(name), String(text))));
    const { clientX, clientY } = event as unknown as MouseEvent;
    const left = Math.min(clientX + distance, window.innerWidth - box.offsetWidth - 4);
    const top = clientY + distance + box.offsetHeight > window.innerHeight ? clientY - distance - box.offsetHeight : clientY + distance;
    box.style.left = `${Math.max(4, left)}px`;
    box.style.top = `${Math.max(4, top)}px`;
  };
}

function lineOf(name: string, text: string): HTMLElement {
  const line = document.createElement("div");
  const head = document.createElement("span");
  const value = document.createElement("bdi");
  head.textContent = name === "" ? "" : `${name}: `;
  value.textContent = text;
  line.append(head, value);
  return line;
}
