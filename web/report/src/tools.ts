import { textOf } from "./data";

/** Puts buttons under a chart: its data as a file, or on the clipboard. */
export function addTools(figure: HTMLElement, source: string): void {
  const tools = document.createElement("p");
  tools.className = "tools";
  const copy = buttonOf("Copy data", () => void copyText(textOf(source)).then((isDone) => {
    copy.textContent = isDone ? "Copied" : "The browser refused to copy";
  }));
  tools.append(buttonOf("Save data (JSON)", () => save(`${source}.json`, textOf(source))), copy);
  figure.append(tools);
}

function buttonOf(text: string, run: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  button.addEventListener("click", run);
  return button;
}

function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
