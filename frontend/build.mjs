// Builds the style sheet, the script, the fonts and the icon sprite of the site into the package's static files.
import { build } from "esbuild";
import { transform } from "lightningcss";
import * as sass from "sass";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { iconNames, sprite } from "./icons.mjs";
import { licences } from "./licences.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const web = join(here, "../src/rasoat/web");
const out = join(web, "look/static/look");
const modules = join(here, "node_modules");
const WEIGHTS = [400, 500, 600];
const SUBSETS = ["vietnamese", "latin"];

mkdirSync(join(out, "fonts"), { recursive: true });

function sheet(name) {
  const css = sass.compile(join(here, `scss/${name}.scss`), {
    loadPaths: [modules],
    quietDeps: true,
    silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
  });
  const { code } = transform({
    filename: `${name}.css`,
    code: Buffer.from(css.css),
    minify: true,
    targets: { chrome: 100 << 16, firefox: 100 << 16, safari: 15 << 16 },
  });
  writeFileSync(join(out, `${name}.css`), code);
  return code;
}
const small = sheet("look");
sheet("public"); // the public site: a page of its own, light

const script = { bundle: true, minify: true, legalComments: "none", target: "es2020", logLevel: "warning" };
await build({ ...script, entryPoints: [join(here, "src/look.js")], format: "esm", outfile: join(out, "look.js") });
await build({ ...script, entryPoints: [join(here, "src/theme.js")], format: "iife", outfile: join(out, "theme.js") });
copyFileSync(join(modules, "htmx.org/dist/htmx.min.js"), join(out, "htmx.js"));

for (const weight of WEIGHTS)
  for (const subset of SUBSETS)
    copyFileSync(
      join(modules, `@fontsource/be-vietnam-pro/files/be-vietnam-pro-${subset}-${weight}-normal.woff2`),
      join(out, `fonts/be-vietnam-pro-${subset}-${weight}.woff2`),
    );

const drawings = join(modules, "lucide-static/icons");
const known = new Set(readdirSync(drawings).map((file) => file.replace(/\.svg$/, "")));
const names = iconNames(web, known);
writeFileSync(join(out, "icons.svg"), sprite(names, (name) => readFileSync(join(drawings, `${name}.svg`), "utf8")));
writeFileSync(join(out, "LICENCES.txt"), licences(modules));
copyFileSync(join(here, "mark.svg"), join(out, "mark.svg"));
console.log(`look.css ${small.length} B, ${names.length} icons`);
