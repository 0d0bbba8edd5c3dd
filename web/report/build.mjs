// Bundles src/ into a folder: report.js, report.css, and NOTICES.txt with the licence of each package that is in the bundle.
// The same sources and lock file give the same bytes.
import { build } from "esbuild";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2] ?? "dist";
mkdirSync(target, { recursive: true });

const result = await build({
  absWorkingDir: here,
  entryPoints: { report: "src/main.ts", "report-style": "src/report.css" },
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "ascii",
  legalComments: "none",
  metafile: true,
  write: false,
  outdir: "out",
});

for (const { path, text } of result.outputFiles) {
  if (/<\/script|<!--/i.test(text)) {
    throw new Error(`${path} holds a text that would end or upset the element it stands in.`);
  }

  writeFileSync(join(target, path.endsWith(".css") ? "report.css" : "report.js"), text);
}

// Only packages of which something is in the script.
const script = Object.entries(result.metafile.outputs).find(([path]) => path.endsWith("report.js"))[1];
const packages = Object.entries(script.inputs)
  .filter(([, input]) => input.bytesInOutput > 0)
  .map(([path]) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path))
  .filter((match) => match)
  .map(([folder, name]) => ({ name, folder: join(here, folder) }));
const licences = new Map();
for (const { name, folder } of packages.filter((found, i) => packages.findIndex((other) => other.folder === found.folder) === i)) {
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).sort().find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) {
    throw new Error(`${name} ${version} comes without its licence.`);
  }

  const text = readFileSync(join(folder, file), "utf8").replace(/\r\n/g, "\n").trim();
  licences.set(text, [...(licences.get(text) ?? []), `${name} ${version}`].sort());
}

const order = [...licences].sort(([, a], [, b]) => (a[0] < b[0] ? -1 : 1));
const rule = "-".repeat(80);
writeFileSync(
  join(target, "NOTICES.txt"),
  "The script of this page is made of Codeword's own code and of the packages below, under their licences.\n"
    + order.map(([text, names]) => `\n${rule}\n${names.join(", ")}\n\n${text}\n`).join(""),
);
