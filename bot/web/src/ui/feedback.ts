/** Thumbs up or down for an answer, and a few words if one likes. */

import { h, icon } from "../dom";
import type { Texts } from "../i18n";
import { DOWN, DOWN_CHOSEN, UP, UP_CHOSEN } from "../icons";

export type Value = "up" | "down" | null;

export type SendFeedback = (value: Value, comment: string | null) => Promise<void>;

export class Feedback {
  readonly up = this.thumb("up");
  readonly down = this.thumb("down");
  /** where the form for words and the thanks appear */
  readonly element = h("div", { class: "feedback" });
  private value: Value = null;

  constructor(
    private readonly texts: Texts,
    private readonly say: (text: string) => void,
    private readonly send: SendFeedback,
  ) {}

  private thumb(value: "up" | "down"): HTMLButtonElement {
    return h(
      "button", {
        type: "button", class: "tool", "aria-pressed": "false", tLabel: value === "up" ? "thumbsUp" : "thumbsDown",
        on: { click: () => void this.choose(value) },
      },
      icon(value === "up" ? UP : DOWN),
    );
  }

  private show(value: Value): void {
    this.value = value;
    for (const [button, own] of [[this.up, "up"], [this.down, "down"]] as const) {
      const chosen = own === value;
      button.setAttribute("aria-pressed", String(chosen));
      button.replaceChildren(icon(own === "up" ? (chosen ? UP_CHOSEN : UP) : chosen ? DOWN_CHOSEN : DOWN));
    }
  }

  private async choose(pressed: "up" | "down"): Promise<void> {
    const before = this.value;
    const value = pressed === before ? null : pressed;
    this.show(value);
    this.element.replaceChildren(...(value ? [this.form(value)] : []));
    this.texts.apply(this.element);
    try {
      await this.send(value, null);
      this.say(this.texts.get(value ? "thanks" : "withdrawn"));
    } catch {
      this.show(before);
      this.tell("feedbackFailed");
    }
  }

  private form(value: "up" | "down"): HTMLFormElement {
    const id = `comment-${Math.random().toString(36).slice(2)}`;
    const field = h("textarea", { id, class: "ds-input", rows: 2, maxlength: 1000 });
    const form = h(
      "form", { class: "comment" },
      h("label", { for: id, t: value === "up" ? "commentUp" : "commentDown" }),
      field,
      h("button", { type: "submit", class: "ds-button", "data-variant": "secondary", t: "commentSend" }),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.comment(value, field.value.trim(), form);
    });
    return form;
  }

  private async comment(value: "up" | "down", words: string, form: HTMLFormElement): Promise<void> {
    try {
      if (words) await this.send(value, words);
      this.tell("thanks");
      // The button that had the focus is gone.
      (value === "up" ? this.up : this.down).focus();
    } catch {
      if (!form.nextSibling) form.after(h("p", { class: "small", t: "feedbackFailed" }));
      this.texts.apply(this.element);
      this.say(this.texts.get("feedbackFailed"));
    }
  }

  private tell(key: "thanks" | "feedbackFailed"): void {
    this.element.replaceChildren(h("p", { class: "small", t: key }));
    this.texts.apply(this.element);
    this.say(this.texts.get(key));
  }
}
