/**
 * The part of Designsystemet that a style sheet needs, made fit for a shadow root when asked.
 *
 * - Colours: only the named ones of the theme, light and dark.
 * - Custom properties that nothing uses are left out.
 * - shadow: `:root` and `body` become the shadow root's own elements; `rem`, which follows the page,
 *   becomes a multiple of `--kb-rem`, which the widget sets to the person's own text size.
 */

import { readFileSync } from "node:fs";
import postcss from "postcss";

const THEME = "@digdir/designsystemet-theme/src/themes/designsystemet.css";
const COMPONENTS = "@digdir/designsystemet-css/dist/src";
const ALL_COLORS = ["accent", "neutral", "brand1", "brand2", "brand3", "info", "success", "warning", "danger"];

/** Variants of components that neither the widget nor the page has. */
const UNUSED = /select|\[type=|switch|readonly|read-only|:checked|:indeterminate|\bcaption|aria-sort|sticky-header|zebra|data-hover|has\(\+tfoot|>tfoot|data-border|has\(label\)|fullwidth|data-size="?(2xs|xs|lg|xl|2xl)/;

const file = (name) => readFileSync(new URL(`../node_modules/${name}`, import.meta.url), "utf8");

/**
 * @param {{components: string[], colors: string[], own: string, shadow: boolean, besides: string}} wanted
 *   besides: another style sheet that is used with this one, and needs its custom properties
 */
export function styleSheet({ components, colors, own, shadow, besides }) {
  const theme = postcss.parse(file(THEME));
  const others = ALL_COLORS.filter((color) => !colors.includes(color));
  theme.walkAtRules("charset", (rule) => rule.remove());
  theme.walkComments((comment) => comment.remove());
  theme.walkRules((rule) => {
    const named = others.some((color) => rule.selector.includes(`[data-color="${color}"]`));
    if (named || rule.selector.includes("secondary")) rule.remove();
  });
  theme.walkDecls((decl) => {
    if (others.some((color) => decl.prop.startsWith(`--ds-color-${color}-`))) decl.remove();
  });
  const parts = components.map((name) => {
    const css = postcss.parse(file(`${COMPONENTS}/${name}.css`));
    css.walkRules((rule) => {
      rule.selectors = rule.selectors.filter((selector) => !UNUSED.test(selector));
      if (rule.selectors.join("") === "") rule.remove();
    });
    return name === "base" ? onlyBasics(css.toString()) : css.toString();
  });
  const layered = parts.map((css) => `@layer ds.components{${css}}`).join("\n");
  const order = "@layer ds.theme,ds.components,own;";
  const sheet = postcss.parse(`${order}\n${theme.toString()}\n${layered}\n@layer own{${own}}`);
  if (shadow) toShadow(sheet);
  prune(sheet, besides);
  return sheet.toString();
}

/** Of base.css: the properties for focus and sizes; none of the classes for other components. */
function onlyBasics(css) {
  const base = postcss.parse(css);
  base.walkRules((rule) => {
    if (/\.ds-|ds-fade/.test(rule.selector)) rule.remove();
  });
  base.walkAtRules("keyframes", (rule) => rule.remove());
  return base.toString();
}

function toShadow(sheet) {
  sheet.walkRules((rule) => {
    rule.selectors = rule.selectors.map((selector) =>
      selector
        .replace(/:root\b/g, ":host")
        .replace(/^body$/, ".kb")
        .replace(/^\[data-color-scheme(="[a-z]+")?\]$/, (_, value) => (value ? `:host([data-scheme${value}])` : ":host")),
    );
  });
  sheet.walkDecls((decl) => {
    decl.value = withoutRem(decl.value);
  });
}

/** `rem` made a multiple of the widget's own. */
export function withoutRem(css) {
  return css.replace(/(?<![\w.-])(\d*\.?\d+)rem\b/g, (_, number) =>
    number === "1" ? "var(--kb-rem)" : `calc(${number}*var(--kb-rem))`,
  );
}

/** Removes custom properties that no value refers to, until none is left. */
function prune(sheet, besides) {
  const elsewhere = new Set([...besides.matchAll(/var\(\s*(--[\w-]+)/g)].map(([, name]) => name));
  for (let removed = true; removed; ) {
    removed = false;
    const used = new Set(elsewhere);
    sheet.walkDecls((decl) => {
      for (const [, name] of decl.value.matchAll(/var\(\s*(--[\w-]+)/g)) if (name !== decl.prop) used.add(name);
    });
    sheet.walkDecls((decl) => {
      if (!decl.prop.startsWith("--") || used.has(decl.prop)) return;
      decl.remove();
      removed = true;
    });
  }
  sheet.walkRules((rule) => {
    if (rule.nodes.length === 0) rule.remove();
  });
  for (let empty = true; empty; ) {
    empty = false;
    sheet.walkAtRules((rule) => {
      if (rule.nodes && rule.nodes.length === 0) {
        rule.remove();
        empty = true;
      }
    });
  }
}
