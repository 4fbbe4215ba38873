// One sprite of only the icons that templates and code name.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const NAMED = [
  /\{%\s*icon\s+["']([a-z0-9-]+)["']/g, // {% icon "house" %}
  /\{%\s*firstof\s+\S*icon\s+["']([a-z0-9-]+)["']/g, // {% firstof icon "inbox" as ... %}
  /\w*icon=["']([a-z0-9-]+)["']/g, // icon="house", in includes and in Python
  /["']icon["']:\s*["']([a-z0-9-]+)["']/g, // "icon": "house"
];
const SPEAKS = /icon|Badge\(|NavigationEntry\(|HomeCard\(/gi;
const REACH = 240;
const ANY_WORD = /["']([a-z]+(?:-[a-z0-9]+)*)["']/g;

/** Names of icons in a source text. In Python any quoted word soon after something that speaks of icons may be one. */
export function namesIn(text, known, python = false) {
  const found = new Set();
  for (const pattern of NAMED) for (const [, name] of text.matchAll(pattern)) found.add(name);
  if (python)
    for (const { index } of text.matchAll(SPEAKS))
      for (const [, name] of text.slice(index, index + REACH).matchAll(ANY_WORD)) found.add(name);
  return [...found].filter((name) => known.has(name));
}

/** Names used anywhere under a folder of Python files and templates, sorted. */
export function iconNames(root, known) {
  const found = new Set();
  for (const file of readdirSync(root, { recursive: true })) {
    const python = file.endsWith(".py");
    if (python || file.endsWith(".html"))
      for (const name of namesIn(readFileSync(join(root, file), "utf8"), known, python)) found.add(name);
  }
  return [...found].sort();
}

/** The sprite: one `symbol` an icon, drawn in the colour of the text around it. */
export function sprite(names, drawing) {
  const symbols = names.map((name) => {
    const inside = drawing(name).match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1].replace(/\s*\n\s*/g, "");
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${inside}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;
}
