/**
 * Everything the widget says, both languages side by side.
 *
 * Texts are put on elements by key (`data-t`, `data-t-label`, `data-t-placeholder`), so that one walk over
 * the shadow root changes the language of the whole interface, whatever state it is in.
 */

import type { Language } from "./messages";

type Entry = Record<Language, string>;

const TABLE = {
  title: { nb: "Klyngebot", en: "Klyngebot" },
  subtitle: { nb: "Om klyngeprogrammet", en: "On the cluster programme" },
  launcher: { nb: "Still et spørsmål", en: "Ask a question" },
  launcherUnread: { nb: "Still et spørsmål, {n} uleste svar", en: "Ask a question, {n} unread answers" },
  launcherUnreadOne: { nb: "Still et spørsmål, 1 ulest svar", en: "Ask a question, 1 unread answer" },
  close: { nb: "Lukk chatten", en: "Close the chat" },
  menu: { nb: "Valg", en: "Options" },
  switchLanguage: { nb: "English", en: "Norsk" },
  log: { nb: "Samtalen", en: "The conversation" },
  greeting: {
    nb: "Hei! Jeg svarer på spørsmål om det norske klyngeprogrammet. Hva lurer du på?",
    en: "Hello! I answer questions about the Norwegian cluster programme. What would you like to know?",
  },
  suggestions: {
    nb: "Hvilke klynger er i Arena Pro?|Hvilken effekt har programmet?|Hva er formålet?|Hvilke nivåer finnes det?",
    en: "Which clusters are in Arena Pro?|What is the effect of the programme?|What is its purpose?|Which levels are there?",
  },
  suggestionsLabel: { nb: "Forslag til spørsmål", en: "Suggested questions" },
  suggestionsCount: { nb: "Under svaret er det {n} forslag.", en: "There are {n} suggestions below the answer." },
  suggestionsOne: { nb: "Under svaret er det ett forslag.", en: "There is one suggestion below the answer." },
  notice: {
    nb: "Svarene lages automatisk, og samtalen lagres en tid. Ikke skriv inn personopplysninger.",
    en: "Answers are generated automatically, and the conversation is kept for a while. Don’t share personal data.",
  },
  you: { nb: "Du", en: "You" },
  field: { nb: "Spørsmålet ditt", en: "Your question" },
  placeholder: { nb: "Skriv et spørsmål", en: "Write a question" },
  send: { nb: "Send", en: "Send" },
  charactersLeft: { nb: "{n} tegn igjen", en: "{n} characters left" },
  charactersLeftOne: { nb: "1 tegn igjen", en: "1 character left" },
  charactersOver: {
    nb: "Meldingen er {n} tegn for lang. Kort den ned før du sender.",
    en: "The message is {n} characters too long. Shorten it before you send it.",
  },
  charactersOverOne: {
    nb: "Meldingen er 1 tegn for lang. Kort den ned før du sender.",
    en: "The message is 1 character too long. Shorten it before you send it.",
  },
  typing: { nb: "{name} skriver …", en: "{name} is writing …" },
  slow: { nb: "Dette tar litt lengre tid enn vanlig …", en: "This is taking a little longer than usual …" },
  reconnecting: { nb: "Mistet forbindelsen. Prøver igjen …", en: "The connection was lost. Trying again …" },
  starting: { nb: "Assistenten starter. Et øyeblikk …", en: "The assistant is starting. One moment …" },
  offline: { nb: "Du er ikke på nett.", en: "You are offline." },
  failOffline: {
    nb: "Du er ikke på nett. Meldingen blir sendt når du er på nett igjen.",
    en: "You are offline. The message will be sent when you are back online.",
  },
  failUnreachable: { nb: "Fikk ikke kontakt med assistenten.", en: "The assistant could not be reached." },
  failLost: { nb: "Forbindelsen ble brutt før svaret kom.", en: "The connection was lost before the answer arrived." },
  failRate: {
    nb: "Du har sendt mange meldinger på kort tid. Vent {n} sekunder, og prøv igjen.",
    en: "You have sent many messages in a short time. Wait {n} seconds, and try again.",
  },
  failRateOne: {
    nb: "Du har sendt mange meldinger på kort tid. Vent 1 sekund, og prøv igjen.",
    en: "You have sent many messages in a short time. Wait 1 second, and try again.",
  },
  failRateSoon: {
    nb: "Du har sendt mange meldinger på kort tid. Vent litt, og prøv igjen.",
    en: "You have sent many messages in a short time. Wait a little, and try again.",
  },
  failStarting: {
    nb: "Assistenten er ikke klar ennå. Prøv igjen om litt.",
    en: "The assistant is not ready yet. Try again shortly.",
  },
  failServer: {
    nb: "Noe gikk galt hos oss, og du fikk ikke svar.",
    en: "Something went wrong on our side, and you got no answer.",
  },
  failRefused: {
    nb: "Meldingen kunne ikke sendes. Teksten er lagt tilbake i skrivefeltet.",
    en: "The message could not be sent. Your text is back in the text field.",
  },
  retry: { nb: "Prøv igjen", en: "Try again" },
  newChat: { nb: "Ny samtale", en: "New conversation" },
  erase: { nb: "Slett samtalen min", en: "Delete my conversation" },
  download: { nb: "Last ned samtalen", en: "Download the conversation" },
  eraseTitle: { nb: "Vil du slette samtalen?", en: "Delete the conversation?" },
  eraseText: {
    nb: "Alt du har skrevet i denne samtalen, og alle svarene, blir slettet hos oss. Det kan ikke angres.",
    en: "Everything you have written in this conversation, and every answer, will be deleted from our server. This cannot be undone.",
  },
  eraseYes: { nb: "Slett samtalen", en: "Delete the conversation" },
  cancel: { nb: "Avbryt", en: "Cancel" },
  erased: { nb: "Samtalen er slettet.", en: "The conversation has been deleted." },
  eraseFailed: {
    nb: "Samtalen kunne ikke slettes nå. Prøv igjen om litt.",
    en: "The conversation could not be deleted now. Try again shortly.",
  },
  started: { nb: "Ny samtale startet.", en: "A new conversation has started." },
  downloaded: { nb: "Samtalen er lastet ned.", en: "The conversation has been downloaded." },
  historyFailed: {
    nb: "Fikk ikke hentet den tidligere samtalen.",
    en: "Your earlier conversation could not be fetched.",
  },
  source: { nb: "Kilde: {name}", en: "Source: {name}" },
  sources: { nb: "{n} kilder", en: "{n} sources" },
  sourceTitle: { nb: "Tittel", en: "Title" },
  sourcePublisher: { nb: "Utgiver", en: "Publisher" },
  sourceYear: { nb: "År", en: "Year" },
  sourceLink: { nb: "Lenke", en: "Link" },
  openSource: { nb: "Åpne kilden", en: "Open the source" },
  newTab: { nb: "(åpnes i ny fane)", en: "(opens in a new tab)" },
  image: { nb: "Bilde", en: "Image" },
  openImage: { nb: "Åpne bildet", en: "Open the image" },
  table: { nb: "Tabell", en: "Table" },
  copy: { nb: "Kopier svaret", en: "Copy the answer" },
  copied: { nb: "Svaret er kopiert.", en: "The answer has been copied." },
  copyFailed: { nb: "Kunne ikke kopiere.", en: "Could not copy." },
  thumbsUp: { nb: "Svaret var nyttig", en: "Helpful answer" },
  thumbsDown: { nb: "Svaret var ikke nyttig", en: "Unhelpful answer" },
  commentUp: { nb: "Hva var bra? (valgfritt)", en: "What was good? (optional)" },
  commentDown: { nb: "Hva var ikke bra? (valgfritt)", en: "What was not good? (optional)" },
  commentSend: { nb: "Send inn", en: "Submit" },
  thanks: { nb: "Takk for tilbakemeldingen!", en: "Thank you for your feedback!" },
  withdrawn: { nb: "Tilbakemeldingen er trukket tilbake.", en: "Your feedback has been withdrawn." },
  feedbackFailed: { nb: "Tilbakemeldingen kom ikke fram. Prøv igjen.", en: "Your feedback didn’t get through. Try again." },
  transcriptTitle: { nb: "Samtale med {name}", en: "Conversation with {name}" },
  transcriptFile: { nb: "samtale", en: "conversation" },
  savedAt: { nb: "Lagret {time}", en: "Saved {time}" },
} satisfies Record<string, Entry>;

export type TextKey = keyof typeof TABLE;
export type TextArguments = Record<string, string | number>;

export class Texts {
  private readonly own = new Map<string, string>();

  constructor(public language: Language) {}

  /** The page's own wording for a key: for one language, or for both. */
  override(key: TextKey, text: string, language: Language | null = null): void {
    this.own.set(language ? `${key}-${language}` : key, text);
  }

  get(key: TextKey, values: TextArguments = {}): string {
    const own = this.own.get(`${key}-${this.language}`) ?? this.own.get(key);
    const template = own ?? TABLE[key][this.language];
    return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  }

  /** Brings an element and everything below it into the present language. */
  apply(root: ParentNode): void {
    if (root instanceof HTMLElement) this.applyTo(root);
    for (const element of root.querySelectorAll<HTMLElement>("[data-t],[data-t-label],[data-t-placeholder]")) {
      this.applyTo(element);
    }
  }

  applyTo(element: HTMLElement): void {
    const { t, tLabel, tPlaceholder, tValues } = element.dataset;
    const values = tValues ? (JSON.parse(tValues) as TextArguments) : {};
    if (t) {
      const text = this.get(t as TextKey, values);
      // Setting the same text again is an addition to a live region: it would be read out once more.
      if (element.textContent !== text) element.textContent = text;
    }
    if (tLabel) {
      const label = this.get(tLabel as TextKey, values);
      element.setAttribute("aria-label", label);
      if (element.tagName === "BUTTON") element.title = label;
    }
    if (tPlaceholder) element.setAttribute("placeholder", this.get(tPlaceholder as TextKey, values));
  }
}

/** All keys with both wordings, for the tests. */
export const ALL_TEXTS: Readonly<Record<string, Entry>> = TABLE;
