// Writes the licences of what is shipped: the texts come with the packages themselves.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const SHIPPED = [
  ["bootstrap", "parts of the style sheet, in look.css", "LICENSE"],
  ["htmx.org", "htmx.js", "LICENSE"],
  ["@fontsource/be-vietnam-pro", "the font Be Vietnam Pro, in fonts/", "LICENSE"],
  ["lucide-static", "drawings in icons.svg", "LICENSE"],
];

/** One text: for each package its name, version, what is shipped of it, and its licence in full. */
export function licences(modules) {
  return SHIPPED.map(([name, what, file]) => {
    const { version, license } = JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8"));
    const text = readFileSync(join(modules, name, file), "utf8").trim();
    return `${name} ${version} (${license}): ${what}\n\n${text}\n`;
  }).join(`\n${"=".repeat(80)}\n\n`);
}
