/** Builds dist/: the widget in one file, and the page with its style sheet, script and font. */

import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import esbuild from "esbuild";
import { styleSheet, withoutRem } from "./designsystemet.mjs";
import { mapPage } from "./map_page.mjs";
import { outline } from "./norway.mjs";
import { page } from "./page.mjs";

const here = (path) => new URL(`../${path}`, import.meta.url).pathname;
const TARGET = ["chrome112", "firefox117", "safari16.5"];
const { version } = JSON.parse(readFileSync(here("package.json"), "utf8"));

async function minified(css) {
  const { code } = await esbuild.transform(css, { loader: "css", minify: true, target: TARGET });
  return code.trim();
}

const picturesCss = readFileSync(here("src/styles/pictures.css"), "utf8");
const mapCss = readFileSync(here("map/map.css"), "utf8");
const widgetCss = await minified(
  styleSheet({
    components: ["base", "button", "input", "link", "list", "table"],
    colors: ["accent", "neutral", "danger"],
    own: ["frame", "conversation", "screens"]
      .map((name) => readFileSync(here(`src/styles/${name}.css`), "utf8"))
      .join("\n"),
    shadow: true,
    besides: picturesCss,
  }),
);

const styles = {
  widget: widgetCss,
  // On the widget's variables; sizes follow the person's text size, as there.
  pictures: await minified(withoutRem(picturesCss)),
};
const norway = JSON.stringify(outline());

/** `icon:Name` is the drawing of one of Aksel's icons; `style:…` a style sheet above; `norway:outline` the land. */
const ours = {
  name: "ours",
  setup(build) {
    build.onResolve({ filter: /^(icon|style|norway):/ }, ({ path }) => ({ path, namespace: "ours" }));
    build.onLoad({ filter: /.*/, namespace: "ours" }, ({ path }) => {
      const [kind, name] = path.split(":");
      if (kind === "style") return { contents: styles[name], loader: "text" };
      if (kind === "norway") return { contents: norway, loader: "json" };
      const svg = readFileSync(here(`node_modules/@navikt/aksel-icons/dist/svg/${name}.svg`), "utf8");
      const paths = [...svg.matchAll(/ d="([^"]+)"/g)].map(([, d]) => d).join("|");
      return { contents: paths.replace(/\d+\.\d+/g, (number) => String(Number(Number(number).toFixed(2)))), loader: "text" };
    });
  },
};

async function script(entry, file, banner, format = "iife") {
  await esbuild.build({
    entryPoints: [here(entry)],
    outfile: here(`dist/${file}`),
    bundle: true,
    minify: true,
    format,
    target: TARGET,
    charset: "utf8",
    legalComments: "none",
    banner: { js: banner },
    define: { VERSION: JSON.stringify(version) },
    plugins: [ours],
  });
}

rmSync(here("dist"), { recursive: true, force: true });
mkdirSync(here("dist"));
await script(
  "src/main.ts",
  "klyngebot.js",
  `/*! klyngebot ${version}, MIT. With parts of Designsystemet, Aksel icons and marked, all MIT: see licences.txt. */`,
);
await script(
  "src/pictures/main.ts",
  "klyngebot-pictures.js",
  `/*! klyngebot ${version}, MIT. With parts of d3-geo and world-atlas, both ISC: see licences.txt. */`,
  "esm",
);
writeFileSync(here("dist/norway.json"), norway);
await script("page/page.ts", "page.js", "");
await script("map/main.ts", "map.js", "");
writeFileSync(
  here("dist/page.css"),
  await minified(
    styleSheet({
      components: ["base", "button", "link", "list"],
      colors: ["accent", "neutral", "brand1", "brand2", "brand3"],
      own: readFileSync(here("page/page.css"), "utf8"),
      shadow: false,
      besides: mapCss,
    }),
  ),
);
writeFileSync(here("dist/map.css"), await minified(mapCss));
writeFileSync(here("dist/index.html"), page());
writeFileSync(here("dist/map.html"), mapPage());
copyFileSync(here("page/icon.svg"), here("dist/icon.svg"));
copyFileSync(here("node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2"), here("dist/inter.woff2"));

// Whoever gets these files gets the licences of what is in them.
const PARTS = [
  "marked", "@digdir/designsystemet-css", "@digdir/designsystemet-theme", "@navikt/aksel-icons", "@fontsource-variable/inter",
  "d3-geo", "d3-array", "internmap", "world-atlas",
];
const licence = (name) => {
  const file = here(`node_modules/${name}/LICENSE`);
  if (existsSync(file)) return `${name}\n\n${readFileSync(file, "utf8").trim()}\n`;
  const { license, author } = JSON.parse(readFileSync(here(`node_modules/${name}/package.json`), "utf8"));
  return `${name}\n\nLicence: ${license}. By ${author?.name ?? author}. The package has no licence text of its own.\n`;
};
writeFileSync(here("dist/licences.txt"), PARTS.map(licence).join(`\n${"-".repeat(72)}\n\n`));

const size = (file) => `${(gzipSync(readFileSync(here(`dist/${file}`)), { level: 9 }).length / 1024).toFixed(1)} KB`;
for (const file of ["klyngebot.js", "klyngebot-pictures.js", "page.css", "page.js", "index.html", "map.css", "map.js", "map.html"]) console.log(`${file}: ${size(file)} gzip`);
