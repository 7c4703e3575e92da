/**
 * The conversation on the screen: a live region that tells each message once, whole, and by whom.
 *
 * While history is put there it is switched off, so that nobody has a whole conversation read out.
 */

import { h, icon } from "../dom";
import type { Failure } from "../failure";
import type { TextKey, Texts } from "../i18n";
import { RETRY, WARNING } from "../icons";
import { shown, type BotMessage, type Message, type Turn } from "../messages";
import { spoken } from "../transcript";
import { Answer, type AnswerContext } from "./answer";

/** Screen readers take an addition as it is at this moment; what follows later is not part of it. */
const ANNOUNCED_MS = 120;
/** An answer that comes at once needs no "is writing". */
const TYPING_SAID_MS = 900;

/** Pixels. */
const FEW_LINES = 240;

export type Progress = "typing" | "slow" | "reconnecting" | "starting";

/** What is said to someone who wrote too often: how many seconds to wait, where the server told. */
function tooOften(seconds: number | null): TextKey {
  return !seconds ? "failRateSoon" : seconds === 1 ? "failRateOne" : "failRate";
}

export class Log {
  readonly element = h("div", { class: "log", role: "log", "aria-live": "polite", "aria-relevant": "additions", tabindex: "0", tLabel: "log" });
  private readonly working = h("div", { class: "working", "aria-hidden": "true", hidden: true });
  private readonly workingText = h("span", { class: "small" });
  private readonly users = new Map<string, HTMLElement>();
  private readonly notices = new Map<string, HTMLElement>();
  private answers: Answer[] = [];
  private turnStart = 0;
  /** the first message of the answer that came last */
  private reading: HTMLElement | null = null;
  private saidTyping = 0;
  private progress: Progress | null = null;

  constructor(
    private readonly context: AnswerContext,
    private readonly greeting: () => BotMessage,
    private readonly retry: () => void,
    /** moves the focus to a safe place when what had it goes away */
    private readonly rescueFocus: () => void,
  ) {
    const dots = h("span", { class: "dots" }, h("i"), h("i"), h("i"));
    this.working.append(dots, this.workingText);
    this.element.append(this.working);
  }

  private get texts(): Texts {
    return this.context.texts;
  }

  replay(messages: readonly Message[]): void {
    this.silently(() => {
      this.users.clear();
      this.notices.clear();
      this.answers = [];
      this.element.replaceChildren(this.working);
      this.place(new Answer(this.greeting(), this.context), true);
      messages.forEach((message, index) => {
        if (message.role === "user") this.placeUser(message.id, message.text);
        else this.place(new Answer(message, this.context), true);
        if (message.role === "bot" && messages[index + 1]?.role !== "bot") this.endTurn();
      });
      if (messages.length > 0) this.spendAll(messages[messages.length - 1]?.role === "bot" ? 1 : 0);
      this.turnStart = this.answers.length;
    });
    this.toEnd();
  }

  /** The greeting is ours, not the server's: it follows the language of the interface. */
  greetAgain(): void {
    const [old] = this.answers;
    if (!old) return;
    this.silently(() => {
      const fresh = new Answer(this.greeting(), this.context);
      fresh.complete();
      if (!old.element.querySelector(".replies")) fresh.spend();
      old.element.replaceWith(fresh.element);
      this.answers[0] = fresh;
    });
  }

  private silently(change: () => void): void {
    this.element.setAttribute("aria-live", "off");
    change();
    setTimeout(() => this.element.setAttribute("aria-live", "polite"), 300);
  }

  addUser(turn: Turn): void {
    const focused = this.focusWithin();
    this.spendAll(0);
    this.turnStart = this.answers.length;
    this.reading = null;
    this.placeUser(turn.place, shown(turn.wish));
    this.toEnd();
    if (focused) this.rescueFocus();
  }

  private placeUser(place: string, text: string): void {
    const element = h(
      "div", { class: "message user" },
      h("span", { class: "sr-only" }, h("span", { t: "you" }), ": "),
      h("div", { class: "bubble" }, text),
    );
    this.texts.apply(element);
    this.users.set(place, element);
    this.element.insertBefore(element, this.working);
  }

  addBot(message: BotMessage): void {
    this.spendAll(0);
    const answer = new Answer(message, this.context);
    this.place(answer, false);
    this.reading ??= answer.element;
    setTimeout(() => {
      answer.complete();
      this.toTurn();
    }, ANNOUNCED_MS);
    this.toTurn();
  }

  private place(answer: Answer, complete: boolean): void {
    this.answers.push(answer);
    this.element.insertBefore(answer.element, this.working);
    if (complete) answer.complete();
  }

  endTurn(): void {
    const last = this.answers[this.answers.length - 1];
    if (!last || this.answers.length <= this.turnStart || !last.message.id) return;
    const turn = this.answers.slice(this.turnStart);
    this.turnStart = this.answers.length;
    last.addTools(() => turn.map(({ message }) => spoken(message, this.texts)).join("\n\n"));
  }

  /** Suggestions belong to where the conversation is: earlier ones go. */
  private spendAll(except: number): void {
    for (const answer of this.answers.slice(0, this.answers.length - except)) answer.spend();
  }

  setProgress(progress: Progress | null): void {
    this.progress = progress;
    clearTimeout(this.saidTyping);
    this.working.hidden = progress === null;
    this.workingText.textContent = progress === null || progress === "typing" ? "" : this.texts.get(progress);
    if (progress === null) return;
    if (progress === "typing") {
      this.saidTyping = window.setTimeout(() => {
        this.context.say(this.texts.get("typing", { name: this.texts.get("title") }));
      }, TYPING_SAID_MS);
    } else this.context.say(this.texts.get(progress));
    this.toTurn();
  }

  /** To be called when the language changes. */
  update(): void {
    this.greetAgain();
    if (this.progress && this.progress !== "typing") this.workingText.textContent = this.texts.get(this.progress);
  }

  failed(turn: Turn, failure: Failure): void {
    this.clearNotice(turn.place);
    const refused = failure.kind === "refused";
    const notice = h(
      "div", { class: "notice", "data-color": "danger" },
      icon(WARNING),
      h("p", {}, ...this.reason(failure)),
    );
    if (!refused) {
      notice.append(
        h("button", { type: "button", class: "ds-button", "data-variant": "secondary", on: { click: this.retry } }, icon(RETRY), h("span", { t: "retry" })),
      );
    }
    this.texts.apply(notice);
    const user = this.users.get(turn.place);
    this.notices.set(turn.place, notice);
    if (user && !refused && user.nextSibling !== this.working && this.answers.length <= this.turnStart) user.after(notice);
    else this.element.insertBefore(notice, this.working);
    if (refused) user?.remove();
    this.toEnd();
  }

  private reason(failure: Failure): (Node | string)[] {
    const key: TextKey =
      failure.kind === "offline" ? "failOffline"
      : failure.kind === "unreachable" ? "failUnreachable"
      : failure.kind === "lost" ? "failLost"
      : failure.kind === "starting" || failure.kind === "running" ? "failStarting"
      : failure.kind === "rate" ? tooOften(failure.retryAfter)
      : failure.kind === "refused" ? "failRefused"
      : "failServer";
    const values = failure.retryAfter ? { tValues: { n: failure.retryAfter } } : {};
    const ours = h("span", { t: key, ...values });
    // What the server says about this very message tells more than what we can say of all.
    const own = failure.said && (failure.kind === "refused" || failure.kind === "turn");
    if (!own) return [ours];
    return failure.kind === "refused" ? [failure.said, " ", ours] : [failure.said];
  }

  clearNotice(place: string): void {
    const notice = this.notices.get(place);
    if (!notice) return;
    const focused = this.focusWithin();
    notice.remove();
    this.notices.delete(place);
    if (focused) this.rescueFocus();
  }

  tell(key: TextKey): void {
    const note = h("p", { class: "note small", t: key });
    this.texts.apply(note);
    this.element.insertBefore(note, this.working);
    this.toEnd();
  }

  private focusWithin(): boolean {
    const root = this.element.getRootNode() as ShadowRoot;
    return root.activeElement !== null && root.activeElement !== this.element && this.element.contains(root.activeElement);
  }

  toEnd(): void {
    this.element.scrollTop = this.element.scrollHeight;
  }

  /** To the end, but never past the question that is being answered: one reads from the beginning. */
  private toTurn(): void {
    const log = this.element;
    const users = log.querySelectorAll<HTMLElement>(".user");
    const question = users[users.length - 1];
    // In a window of a few lines there is no room for both.
    const first = log.clientHeight < FEW_LINES ? (this.reading ?? question) : question;
    const top = first ? first.offsetTop - 12 : Infinity;
    log.scrollTop = Math.min(log.scrollHeight - log.clientHeight, top);
  }
}
