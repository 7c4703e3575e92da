/**
 * Markdown of an answer → elements.
 *
 * marked reads the text; its tokens become elements one by one. No HTML is ever parsed, so there is nothing
 * to sanitise: a tag in an answer is shown as the text it is. No images from here either: an answer's
 * picture has a field of its own, and an image address in a text would tell a third party who reads it.
 */

import { Lexer, type Token, type Tokens } from "marked";
import { h } from "./dom";
import type { Texts } from "./i18n";

const WEB = /^https?:\/\//i;
const ADDRESS = /^(?:https?:\/\/|mailto:|tel:)/i;
const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: "\u00A0", "#39": "'" };

function tokens(source: string): Token[] {
  return new Lexer({ gfm: true, breaks: true }).lex(source);
}

function decoded(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|nbsp|#39);/g, (_, name: string) => ENTITIES[name] as string);
}

/** A link as the widget shows it: Designsystemet's, in a new tab when it leads to another site. */
export function link(href: string, content: (Node | string)[], texts: Texts): HTMLElement {
  const anchor = h("a", { class: "ds-link", href }, ...content);
  if (new URL(href, location.href).origin !== location.origin && WEB.test(href)) {
    anchor.setAttribute("target", "_blank");
    anchor.setAttribute("rel", "noopener noreferrer");
    anchor.append(" ", h("span", { class: "sr-only", t: "newTab" }));
    texts.apply(anchor);
  }
  return anchor;
}

function inline(token: Token, texts: Texts): Node | string {
  const inner = (): (Node | string)[] => ("tokens" in token && token.tokens ? token.tokens.map((one) => inline(one, texts)) : [decoded(token.raw)]);
  switch (token.type) {
    case "strong":
    case "em":
    case "del":
      return h(token.type, {}, ...inner());
    case "codespan":
      return h("code", {}, (token as Tokens.Codespan).text);
    case "br":
      return h("br");
    case "link": {
      const { href } = token as Tokens.Link;
      return ADDRESS.test(href) ? link(href, inner(), texts) : h("span", {}, ...inner());
    }
    case "image": {
      const { href, text } = token as Tokens.Image;
      return ADDRESS.test(href) ? link(href, [text || href], texts) : text;
    }
    case "escape":
      return (token as Tokens.Escape).text;
    case "html":
      return token.raw;
    default:
      return "tokens" in token && token.tokens ? h("span", {}, ...inner()) : decoded(token.raw);
  }
}

function inlines(list: Token[] | undefined, texts: Texts): (Node | string)[] {
  return (list ?? []).map((token) => inline(token, texts));
}

function listItem(item: Tokens.ListItem, texts: Texts): HTMLElement {
  const nodes = item.tokens.flatMap((token): (Node | string)[] => {
    if (token.type === "text") return inlines((token as Tokens.Text).tokens ?? [token], texts);
    return [block(token, texts)];
  });
  return h("li", {}, ...nodes);
}

function table({ header, rows }: Tokens.Table, texts: Texts): HTMLElement {
  const cell = ({ tokens: own, align, header: heads }: Tokens.TableCell): HTMLElement =>
    h(heads ? "th" : "td", { scope: heads && "col", align }, ...inlines(own, texts));
  const row = (cells: Tokens.TableCell[]): HTMLElement => h("tr", {}, ...cells.map(cell));
  // Wide tables are scrolled sideways, also from the keyboard.
  return h(
    "div", { class: "table", role: "region", tabindex: "0", tLabel: "table" },
    h("table", { class: "ds-table" }, h("thead", {}, row(header)), h("tbody", {}, ...rows.map(row))),
  );
}

function block(token: Token, texts: Texts): Node | string {
  switch (token.type) {
    case "space":
    case "def":
      return "";
    case "paragraph":
      return h("p", {}, ...inlines((token as Tokens.Paragraph).tokens, texts));
    case "heading":
      // The headings of an answer are no headings of the page around the chat.
      return h("p", {}, h("strong", {}, ...inlines((token as Tokens.Heading).tokens, texts)));
    case "list": {
      const { ordered, start, items } = token as Tokens.List;
      const children = items.map((item) => listItem(item, texts));
      return ordered
        ? h("ol", { class: "ds-list", start: start === 1 ? null : start }, ...children)
        : h("ul", { class: "ds-list" }, ...children);
    }
    case "table":
      return table(token as Tokens.Table, texts);
    case "blockquote":
      return h("blockquote", {}, ...((token as Tokens.Blockquote).tokens.map((one) => block(one, texts))));
    case "code":
      return h("pre", {}, h("code", {}, (token as Tokens.Code).text));
    case "hr":
      return h("hr");
    default:
      return h("p", {}, ...("tokens" in token && token.tokens ? inlines(token.tokens, texts) : [token.raw.trim()]));
  }
}

export function renderMarkdown(source: string, texts: Texts): DocumentFragment {
  const fragment = document.createDocumentFragment();
  fragment.append(...tokens(source).map((token) => block(token, texts)));
  texts.apply(fragment);
  return fragment;
}

/** The same text without marks, for the clipboard and the transcript. */
export function plainText(source: string, texts: Texts): string {
  const walk = (node: Node, depth: number): string => {
    let text = "";
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) text += child.textContent ?? "";
      // What is there for screen readers only is not part of the text.
      if (!(child instanceof Element) || child.classList.contains("sr-only")) continue;
      text += element(child, depth);
    }
    return text;
  };
  const element = (node: Element, depth: number): string => {
    switch (node.tagName) {
      case "BR":
        return "\n";
      case "A": {
        const text = walk(node, depth).trim();
        const href = node.getAttribute("href") ?? "";
        return href && href !== text ? `${text} (${href})` : text;
      }
      case "LI": {
        const list = node.parentElement;
        const number = list?.tagName === "OL" ? [...list.children].indexOf(node) + (Number(list.getAttribute("start")) || 1) : 0;
        const mark = number > 0 ? `${number}. ` : "- ";
        return `${"  ".repeat(depth - 1)}${mark}${walk(node, depth).trim()}\n`;
      }
      case "UL":
      case "OL":
        return `\n${walk(node, depth + 1)}\n`;
      case "TR":
        return `${[...node.children].map((cell) => walk(cell, depth).trim()).join("\t")}\n`;
      case "P":
      case "TABLE":
      case "PRE":
      case "BLOCKQUOTE":
        return `\n${walk(node, depth).trim()}\n`;
      default:
        return walk(node, depth);
    }
  };
  return walk(renderMarkdown(source, texts), 0)
    .replace(/[ ]+\n/g, "\n").replace(/\n{3,}/g, "\n\n").replace(/^\n+|\s+$/g, "");
}
