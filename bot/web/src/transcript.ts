/** The conversation as a text file. */

import type { Texts } from "./i18n";
import { plainText } from "./markdown";
import type { BotMessage, Message } from "./messages";

function when(time: string, language: string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return "";
  return date.toLocaleString(language === "nb" ? "nb-NO" : "en-GB", { dateStyle: "short", timeStyle: "short" });
}

function sources(message: BotMessage, texts: Texts): string[] {
  return message.sources.map((source) => {
    const name = [source.title, source.publisher, source.year].filter(Boolean).join(", ");
    return texts.get("source", { name: source.url ? `${name}. ${source.url}` : name });
  });
}

/** What a bot message says, without Markdown: text, picture, sources. */
export function spoken(message: BotMessage, texts: Texts): string {
  const picture = message.image?.alt ? [`[${texts.get("image")}: ${message.image.alt}]`] : [];
  return [plainText(message.text, texts), ...picture, ...sources(message, texts)].filter(Boolean).join("\n\n");
}

export function transcript(messages: readonly Message[], texts: Texts, now = new Date()): string {
  const name = texts.get("title");
  const head = [
    texts.get("transcriptTitle", { name }),
    texts.get("savedAt", { time: when(now.toISOString(), texts.language) }),
    location.origin + location.pathname,
  ];
  const blocks = messages.map((message) => {
    const who = message.role === "user" ? texts.get("you") : name;
    const time = when(message.time, texts.language);
    return `${who}${time ? ` (${time})` : ""}:\n${message.role === "user" ? message.text : spoken(message, texts)}`;
  });
  return `${[head.join("\n"), ...blocks].join("\n\n")}\n`;
}

/** Hands a text to the person as a file. */
export function save(text: string, file: string): void {
  // The byte order mark makes simple editors read æ, ø and å right.
  const address = URL.createObjectURL(new Blob(["\uFEFF", text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
