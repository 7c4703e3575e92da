/** One message of the assistant on the screen: what is announced, and what stands below it. */

import { h, icon } from "../dom";
import type { Texts } from "../i18n";
import { COPY, DONE } from "../icons";
import { link, renderMarkdown } from "../markdown";
import type { BotMessage, Button, Picture } from "../messages";
import { Feedback, type SendFeedback } from "./feedback";
import { renderCustom } from "./renderers";
import { sourceLine } from "./sources";

export interface AnswerContext {
  texts: Texts;
  server: string;
  /** says something to a screen reader */
  say: (text: string) => void;
  press: (button: Button) => void;
  feedback: (message: string, ...rest: Parameters<SendFeedback>) => Promise<void>;
}

/** Only pictures from the assistant's own server are fetched; others are offered as a link. */
function picture({ src, alt }: Picture, context: AnswerContext): HTMLElement {
  const address = URL.canParse(src, context.server) ? new URL(src, context.server) : null;
  const name = alt || context.texts.get("image");
  const instead = (): HTMLElement =>
    h("p", {}, name, " ", ...(address && /^https?:/.test(address.protocol) ? [link(address.href, [h("span", { t: "openImage" })], context.texts)] : []));
  if (!address || address.origin !== new URL(context.server).origin) return instead();
  const image = h("img", { src: address.href, alt: name, loading: "lazy", decoding: "async" });
  image.addEventListener("error", () => {
    const replacement = instead();
    context.texts.apply(replacement);
    image.replaceWith(replacement);
  });
  return image;
}

function replies(message: BotMessage, context: AnswerContext): HTMLElement | null {
  if (message.buttons.length === 0) return null;
  return h(
    "div", { class: "replies", role: "group", tLabel: "suggestionsLabel", "aria-live": "off", lang: message.language },
    ...message.buttons.map((button) =>
      h("button", { type: "button", class: "reply", on: { click: () => context.press(button) } }, button.title),
    ),
  );
}

export class Answer {
  /** what a screen reader is told: who speaks, and the whole message */
  readonly element: HTMLElement;
  /** links, buttons and tools below it, put there when the message has been announced */
  private readonly below = h("div", { class: "below", "aria-live": "off" });

  constructor(readonly message: BotMessage, private readonly context: AnswerContext) {
    const { texts } = context;
    const content = h("div", { class: "bubble", lang: message.language });
    content.append(renderMarkdown(message.text, texts));
    if (message.image) content.append(picture(message.image, context));
    const custom = renderCustom(message.custom, message.language, texts);
    if (custom) content.append(custom);
    this.element = h("div", { class: "message bot" }, h("span", { class: "sr-only" }, h("span", { t: "title" }), ": "), content);
    const count = message.buttons.length;
    if (count > 0) {
      const hint = count === 1 ? { t: "suggestionsOne" as const } : { t: "suggestionsCount" as const, tValues: { n: count } };
      this.element.append(h("span", { class: "sr-only hint", ...hint }));
    }
    texts.apply(this.element);
  }

  /** Adds what isn't announced. */
  complete(): void {
    const { texts } = this.context;
    const source = sourceLine(this.message.sources, this.message.language, texts);
    if (source) this.below.prepend(source);
    const buttons = replies(this.message, this.context);
    this.element.append(this.below);
    if (buttons) this.element.append(buttons);
    texts.apply(this.element);
  }

  /** Takes the suggestions away: used, or the conversation went on. */
  spend(): void {
    this.element.querySelector(".replies")?.remove();
    this.element.querySelector(".hint")?.remove();
  }

  /** @param spoken the whole answer as text, for the clipboard */
  addTools(spoken: () => string): void {
    const { texts, say } = this.context;
    const copy = h("button", { type: "button", class: "tool", tLabel: "copy" }, icon(COPY));
    copy.addEventListener("click", () => {
      void write(spoken(), copy).then((done) => {
        say(texts.get(done ? "copied" : "copyFailed"));
        if (!done) return;
        copy.replaceChildren(icon(DONE));
        setTimeout(() => copy.replaceChildren(icon(COPY)), 2000);
      });
    });
    const feedback = new Feedback(texts, say, (...rest) => this.context.feedback(this.message.id, ...rest));
    this.below.append(h("div", { class: "tools" }, copy, feedback.up, feedback.down), feedback.element);
    texts.apply(this.below);
  }
}

async function write(text: string, near: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Pages without a secure context, or that forbid the clipboard, still have the old way.
    const field = h("textarea", { class: "sr-only", "aria-hidden": "true", tabindex: "-1" });
    field.value = text;
    near.after(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    near.focus();
    return done;
  }
}
