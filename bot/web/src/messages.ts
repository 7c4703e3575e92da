/**
 * What goes between widget and server, and the reading of it.
 *
 * The server is ours, but the widget runs on other people's pages: whatever comes is read field by field,
 * so that a missing or odd field costs that field and not the conversation.
 */

/** The languages of the interface. */
export type Language = "nb" | "en";
/** The languages of answers: nynorsk is one, though the interface has none of it. */
export type Spoken = Language | "nn";

export interface Button {
  title: string;
  payload: string;
}

export interface Picture {
  src: string;
  alt: string;
}

export interface Source {
  title: string;
  publisher: string;
  year: string;
  url: string;
}

export interface Custom {
  type: string;
  [field: string]: unknown;
}

export interface BotMessage {
  role: "bot";
  id: string;
  text: string;
  language: Spoken;
  buttons: Button[];
  image: Picture | null;
  sources: Source[];
  custom: Custom | null;
  /** ISO 8601; empty when the server gave none */
  time: string;
}

export interface UserMessage {
  role: "user";
  id: string;
  text: string;
  time: string;
}

export type Message = BotMessage | UserMessage;

/** What a person wants to say: typed, or the press of a button. */
export type Wish = { text: string } | { payload: string; title: string };

/** A wish with the key that makes it safe to send again. */
export interface Turn {
  /** idempotency key; a turn that failed in itself gets a new one for the next try */
  id: string;
  /** where it stands in the conversation on the screen; stays when the key changes */
  place: string;
  wish: Wish;
  time: string;
}

export function shown(wish: Wish): string {
  return "text" in wish ? wish.text : wish.title;
}

export function isLanguage(value: unknown): value is Language {
  return value === "nb" || value === "en";
}

function isSpoken(value: unknown): value is Spoken {
  return isLanguage(value) || value === "nn";
}

type Fields = Record<string, unknown>;

function fields(value: unknown): Fields | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

function list<T>(value: unknown, read: (item: Fields) => T | null): T[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item) => {
    const found = fields(item);
    const made = found && read(found);
    return made ? [made] : [];
  });
}

function readButton(item: Fields): Button | null {
  const title = text(item["title"]);
  return title ? { title, payload: text(item["payload"]) } : null;
}

function readSource(item: Fields): Source | null {
  const source = {
    title: text(item["title"]),
    publisher: text(item["publisher"]),
    year: text(item["year"]),
    url: text(item["url"]),
  };
  return source.title || source.url ? source : null;
}

function readPicture(value: unknown): Picture | null {
  if (typeof value === "string" && value) return { src: value, alt: "" };
  const item = fields(value);
  const src = item && text(item["src"]);
  return item && src ? { src, alt: text(item["alt"]) } : null;
}

function readCustom(value: unknown): Custom | null {
  const item = fields(value);
  return item ? { ...item, type: text(item["type"]) } : null;
}

export function readBotMessage(value: unknown, fallback: Language): BotMessage | null {
  const item = fields(value);
  if (!item) return null;
  return {
    role: "bot",
    id: text(item["id"]),
    text: text(item["text"]),
    language: isSpoken(item["language"]) ? item["language"] : fallback,
    buttons: list(item["buttons"], readButton),
    image: readPicture(item["image"]),
    sources: list(item["sources"], readSource),
    custom: readCustom(item["custom"]),
    time: text(item["time"]),
  };
}

export function readHistory(value: unknown, fallback: Language): Message[] {
  return list(fields(value)?.["messages"], (item): Message | null => {
    if (item["role"] === "bot") return readBotMessage(item, fallback);
    if (item["role"] !== "user") return null;
    return { role: "user", id: text(item["id"]), text: text(item["text"]), time: text(item["time"]) };
  });
}

export interface ServerError {
  code: string;
  message: string;
}

export function readError(value: unknown): ServerError {
  const item = fields(value);
  const inner = fields(item?.["error"]) ?? item ?? {};
  return { code: text(inner["code"]), message: text(inner["message"]) };
}
