/** The field one writes in. What is written is kept until it is sent, also over a reload. */

import { h, icon } from "../dom";
import type { Texts } from "../i18n";
import { SEND } from "../icons";
import type { ChatStorage } from "../storage";

/** The counter appears when this part of the length is used. */
const NEARLY = 0.8;

export class Composer {
  readonly element: HTMLFormElement;
  readonly field: HTMLTextAreaElement;
  private readonly counter: HTMLElement;

  constructor(
    private readonly texts: Texts,
    private readonly storage: ChatStorage,
    private readonly limit: () => number,
    private readonly onSend: (text: string) => void,
  ) {
    this.field = h("textarea", {
      id: "field", class: "ds-input field", rows: 1, enterkeyhint: "send", autocomplete: "off",
      "aria-describedby": "counter", tPlaceholder: "placeholder",
    });
    this.counter = h("p", { id: "counter", class: "counter" });
    this.element = h(
      "form", { class: "composer", novalidate: true },
      h("label", { for: "field", class: "sr-only", t: "field" }),
      h(
        "div", { class: "write" },
        this.field,
        h("button", { type: "submit", class: "ds-button send", tLabel: "send", "data-icon": true }, icon(SEND)),
      ),
      this.counter,
    );
    this.field.value = storage.draft;
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.field.addEventListener("keydown", (event) => {
      // Enter that ends the composition of a character does not send.
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.submit();
    });
    this.field.addEventListener("input", () => this.changed());
  }

  /** Puts words back that could not be sent. */
  giveBack(text: string): void {
    this.field.value = [text, this.field.value].filter(Boolean).join("\n");
    this.changed();
  }

  /** To be called when the element is shown or the language changes. */
  update(): void {
    this.fit();
    this.count();
  }

  private changed(): void {
    this.storage.draft = this.field.value;
    this.update();
  }

  private submit(): void {
    const text = this.field.value.trim();
    if (!text || this.over() > 0) {
      this.field.focus();
      return;
    }
    this.field.value = "";
    this.changed();
    this.onSend(text);
  }

  private over(): number {
    return [...this.field.value.trim()].length - this.limit();
  }

  private fit(): void {
    this.field.style.height = "auto";
    const border = this.field.offsetHeight - this.field.clientHeight;
    if (this.field.scrollHeight > 0) this.field.style.height = `${this.field.scrollHeight + border}px`;
  }

  private count(): void {
    const over = this.over();
    const near = -over <= this.limit() - Math.floor(this.limit() * NEARLY);
    this.field.setAttribute("aria-invalid", String(over > 0));
    this.counter.classList.toggle("over", over > 0);
    this.counter.textContent =
      over > 0 ? this.texts.get(over === 1 ? "charactersOverOne" : "charactersOver", { n: over })
      : near ? this.texts.get(over === -1 ? "charactersLeftOne" : "charactersLeft", { n: -over })
      : "";
  }
}
