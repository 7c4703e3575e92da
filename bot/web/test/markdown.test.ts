import { describe, expect, it } from "vitest";
import { Texts } from "../src/i18n";
import { plainText, renderMarkdown } from "../src/markdown";

const texts = new Texts("nb");

function html(source: string): string {
  const div = document.createElement("div");
  div.append(renderMarkdown(source, texts));
  return div.innerHTML;
}

describe("Markdown of an answer", () => {
  it("gives paragraphs, line breaks and emphasis", () => {
    expect(html("En **to** *tre*\nfire\n\nfem `seks` ~~sju~~")).toBe(
      "<p>En <strong>to</strong> <em>tre</em><br>fire</p><p>fem <code>seks</code> <del>sju</del></p>",
    );
  });

  it("gives lists, also inside lists and with another start", () => {
    expect(html("- a\n- b\n  - c")).toBe('<ul class="ds-list"><li>a</li><li>b<ul class="ds-list"><li>c</li></ul></li></ul>');
    expect(html("3. a\n4. b")).toBe('<ol class="ds-list" start="3"><li>a</li><li>b</li></ol>');
  });

  it("gives tables with header cells, in a frame that can be scrolled from the keyboard", () => {
    const table = html("| A | B |\n| --- | ---: |\n| 1 | **2** |");
    expect(table).toContain('role="region" tabindex="0"');
    expect(table).toContain('aria-label="Tabell"');
    expect(table).toContain('<th scope="col">A</th><th scope="col" align="right">B</th>');
    expect(table).toContain('<td align="right"><strong>2</strong></td>');
  });

  it("opens links to other sites in a new tab and says so", () => {
    expect(html("[her](https://example.org/)")).toBe(
      '<p><a class="ds-link" href="https://example.org/" target="_blank" rel="noopener noreferrer">her <span class="sr-only" data-t="newTab">(åpnes i ny fane)</span></a></p>',
    );
    expect(html(`[her](${location.origin}/side)`)).not.toContain("target");
  });

  it("shows HTML as text", () => {
    const source = '<img src=x onerror="alert(1)"> og <b onclick="x()">b</b>\n\n<script>alert(1)</script>';
    const div = document.createElement("div");
    div.append(renderMarkdown(source, texts));
    expect(div.querySelector("img, b, script")).toBeNull();
    expect(div.textContent).toContain('<img src=x onerror="alert(1)">');
    expect(div.textContent).toContain("<script>alert(1)</script>");
  });

  it("makes no link of an address that could run something", () => {
    for (const address of ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "&#106;avascript:alert(1)"]) {
      expect(html(`[x](${address})`)).not.toContain("<a");
    }
  });

  it("fetches no picture: an image is a link", () => {
    expect(html("![alt](https://example.org/pixel.png)")).toMatch(/^<p><a [^>]*href="https:\/\/example.org\/pixel.png"[^>]*>alt/);
    expect(html("![alt](javascript:x)")).toBe("<p>alt</p>");
  });

  it("keeps signs as they are written", () => {
    expect(html("NF&TA &amp; 1 < 2")).toBe("<p>NF&amp;TA &amp; 1 &lt; 2</p>");
    expect(html("# Overskrift")).toBe("<p><strong>Overskrift</strong></p>");
  });

  it("as plain text keeps lists, tables and addresses readable", () => {
    expect(plainText("**To** klynger:\n\n- A\n- [B](https://b.no)\n\n1. x\n2. y", texts)).toBe("To klynger:\n\n- A\n- B (https://b.no)\n\n1. x\n2. y");
    expect(plainText("| A | B |\n| - | - |\n| 1 | 2 |", texts)).toBe("A\tB\n1\t2");
  });
});
