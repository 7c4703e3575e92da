/** The page: its texts, nb and en side by side, and its HTML. Both languages are in it; one is shown. */

import { readFileSync } from "node:fs";
import { parse } from "yaml";

const knowledge = (name) => parse(readFileSync(new URL(`../../../knowledge/${name}.yml`, import.meta.url), "utf8"));

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);
/** A text in both languages. */
export const t = (nb, en) => `<span class="t" lang="nb">${nb}</span><span class="t" lang="en">${en}</span>`;
/** A button that puts its question to the assistant. */
const ask = (nb, en, inner = t(nb, en), kind = "question") =>
  `<button type="button" class="${kind}" data-nb="${escaped(nb)}" data-en="${escaped(en)}">${inner}</button>`;

/** The levels and groups that clusters are listed under, with how many: lowest first, as in knowledge/. */
function levels() {
  const { clusters } = knowledge("clusters");
  return knowledge("levels").levels.map(({ id, kind, name }) => ({
    id, kind, name, count: clusters.filter(({ level }) => level === id).length,
  }));
}

/** So many dots packed round a middle, as seeds in a sunflower. */
function dots(count) {
  const golden = Math.PI * (3 - Math.sqrt(5));
  const at = Array.from({ length: count }, (_, index) => {
    const distance = 8.4 * Math.sqrt(index + 0.5);
    return [32 + distance * Math.cos(index * golden), 32 + distance * Math.sin(index * golden)].map((n) => n.toFixed(1));
  });
  const lines = at.map(([x, y]) => `M32 32L${x} ${y}`).join("");
  return `<svg viewBox="0 0 64 64" aria-hidden="true"><path d="${lines}"/>${at.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="4.6"/>`).join("")}</svg>`;
}

const KIND = {
  programme_level: t("Programnivå", "Programme level"),
  brand: t("Merkenavn", "Brand name"),
  group: t("Gruppe", "Group"),
};

function picture() {
  const all = levels();
  const total = all.reduce((sum, { count }) => sum + count, 0);
  const cards = all.map(({ kind, name, count }) =>
    `<li>${ask(
      `Hvilke klynger hører til ${name.nb}?`,
      `Which clusters are listed under ${name.en}?`,
      `${dots(count)}<span class="count">${count}</span><span class="name">${t(name.nb, name.en)}</span><span class="kind">${KIND[kind]}</span>`,
      `level ${kind}`,
    )}</li>`).join("");
  return `<figure class="picture"><figcaption>${t(
    `De ${total} klyngene i 2022, slik årsrapporten grupperer dem. Velg en gruppe for å se hvilke det er.`,
    `The ${total} clusters in 2022, as the annual report groups them. Choose a group to see which they are.`,
  )}</figcaption><ul>${cards}</ul></figure>`;
}

const TOPICS = [
  [t("Klyngene", "The clusters"), [
    ["Hvilket nivå er NCE Eyde på?", "What level is NCE Eyde at?"],
    ["Hvor mange klynger er det i Arena Pro?", "How many clusters are in Arena Pro?"],
    ["Er GCE NODE og GCE Blue Maritime på samme nivå?", "Are GCE NODE and GCE Blue Maritime at the same level?"],
  ]],
  [t("Nivåene", "The levels"), [
    ["Hva er forskjellen på Arena og Arena Pro?", "What is the difference between Arena and Arena Pro?"],
    ["Er NCE et program?", "Is NCE a programme?"],
    ["Hva er en moden klynge?", "What is a mature cluster?"],
  ]],
  [t("Effekten", "The effect"), [
    ["Hva er effekten på verdiskapingen?", "What is the effect on value creation?"],
    ["Hvem beregner effekten?", "Who calculates the effect?"],
    ["Er tallene signifikante?", "Are the figures significant?"],
  ]],
  [t("Programmet", "The programme"), [
    ["Hva er formålet med programmet?", "What is the purpose of the programme?"],
    ["Hvilken støtte får klyngene?", "What support do the clusters get?"],
    ["Hva skjedde i 2022?", "What happened in 2022?"],
  ]],
];

function topics() {
  return TOPICS.map(([title, questions]) =>
    `<section class="topic"><h3>${title}</h3><ul>${questions.map(([nb, en]) => `<li>${ask(nb, en)}</li>`).join("")}</ul></section>`).join("");
}

const STORED = [
  [t("Hos assistenten", "With the assistant"), t(
    "Samtalen: det du skriver, svarene og tommel opp eller ned. Den lagres under et tilfeldig nummer, uten navn og uten konto. «Slett samtalen min» i chatten fjerner alt sammen.",
    "The conversation: what you write, the answers, and thumbs up or down. It is kept under a random number, with no name and no account. “Delete my conversation” in the chat removes all of it.",
  )],
  [t("I nettleseren din", "In your browser"), t(
    "Språket du har valgt, tekst du ikke har sendt ennå, og en nøkkel som gjør at du finner igjen samtalen. Ingen informasjonskapsler.",
    "The language you chose, text you have not sent yet, and a key that lets you find your conversation again. No cookies.",
  )],
  [t("Hos andre", "With third parties"), t(
    "Ingenting. Siden og chatten henter ikke noe fra andre enn denne serveren, og ingen sporer hva du gjør.",
    "Nothing. The page and the chat fetch nothing from anyone but this server, and nobody tracks what you do.",
  )],
];

export const MARK = `<svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 12.4V6.2M12 12.4l-5.6 3.2M12 12.4l5.6 3.2" stroke="currentColor" stroke-width="1.4"/><g fill="currentColor"><circle cx="12" cy="6.2" r="3.1"/><circle cx="6.4" cy="15.6" r="3.1"/><circle cx="17.6" cy="15.6" r="3.1"/><circle cx="12" cy="12.4" r="1.7"/></g></svg>`;

export function page() {
  return `<!doctype html>
<html lang="nb" data-color-scheme="auto" data-size="md">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<title data-nb="Klyngebot – spør om det norske klyngeprogrammet" data-en="Klyngebot – ask about the Norwegian cluster programme">Klyngebot – spør om det norske klyngeprogrammet</title>
<meta name="description" content="En chatbot som svarer på spørsmål om det norske klyngeprogrammet, på norsk og engelsk. A chatbot on the Norwegian cluster programme.">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="icon.svg" type="image/svg+xml">
<link rel="preload" href="inter.woff2" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="page.css">
<script src="page.js"></script>
<script src="klyngebot.js" defer></script>
</head>
<body>
<a class="skip" href="#main">${t("Gå til innholdet", "Skip to the content")}</a>
<header class="top">
<span class="brand">${MARK}Klyngebot</span>
<nav class="ways" aria-label="Klyngebot">
<a class="ds-button t" lang="nb" data-variant="tertiary" href="map">Kart</a>
<a class="ds-button t" lang="en" data-variant="tertiary" href="map?lang=en">Map</a>
<a class="ds-button" data-variant="tertiary" id="language" href="?lang=en"><span class="t" lang="nb"><span lang="en">English</span></span><span class="t" lang="en"><span lang="nb">Norsk</span></span></a>
</nav>
</header>
<main id="main" tabindex="-1">
<div class="hero">
<div class="lead">
<h1>${t("Spør om det norske klyngeprogrammet", "Ask about the Norwegian cluster programme")}</h1>
<p class="intro">${t(
    "Klyngebot svarer på norsk og engelsk, ut fra årsrapporten til Innovasjon Norge for 2022 og noen åpne nettsider om klyngene. Finner den ikke svaret, sier den fra.",
    "Klyngebot answers in Norwegian and English, from the annual report of Innovasjon Norge (Innovation Norway) for 2022 and some public web pages about the clusters. If it can’t find the answer, it says so.",
  )}</p>
<p class="start"><button type="button" class="ds-button" id="open" data-size="lg">${t("Still et spørsmål", "Ask a question")}</button>
<a class="ds-link t" lang="nb" href="map">Se klyngene på kartet</a><a class="ds-link t" lang="en" href="map?lang=en">See the clusters on the map</a></p>
</div>
${picture()}
</div>
<section class="band">
<h2>${t("Prøv et spørsmål", "Try a question")}</h2>
<p class="under">${t(
    "Skriv slik du snakker. Assistenten forstår oppfølgingsspørsmål som «og omsetningen?», skrivefeil og nynorsk.",
    "Write as you talk. The assistant understands follow-ups such as “and in sales?”, and typing errors.",
  )}</p>
<div class="topics">${topics()}</div>
</section>
<section class="band tinted">
<div class="split">
<div>
<h2>${t("Dette lagres", "What is stored")}</h2>
<p class="under">${t("Så lite som mulig, og du kan slette det selv.", "As little as possible, and you can delete it yourself.")}</p>
</div>
<dl class="stored">${STORED.map(([term, text]) => `<div><dt>${term}</dt><dd>${text}</dd></div>`).join("")}</dl>
</div>
</section>
<section class="band">
<div class="split">
<div>
<h2>${t("Legg Klyngebot inn på ditt eget nettsted", "Put Klyngebot on your own website")}</h2>
<p class="under">${t("Én linje i HTML-en. Nettstedet ditt må stå på listen over nettsteder som kan bruke serveren.", "One line of HTML. Your website must be on the list of those that may use the server.")}</p>
</div>
<div class="snippet">
<pre tabindex="0" role="region" aria-labelledby="snippet-name"><code id="snippet">&lt;script src="/klyngebot.js" data-lang="nb" defer&gt;&lt;/script&gt;</code></pre>
<span id="snippet-name" class="sr-only">${t("HTML-kode", "HTML code")}</span>
<button type="button" class="ds-button" data-variant="secondary" id="copy">${t("Kopier koden", "Copy the code")}</button>
<span role="status" id="copied" class="copied"></span>
</div>
</div>
</section>
</main>
<footer class="end">
<p>${t(
    'Kilde: <a class="ds-link" href="https://arsrapport.innovasjonnorge.no/2022/no/klynger">Årsrapport 2022, siden «Klynger»</a>, Innovasjon Norge. Klyngebot er bygd på åpen kildekode og er ikke en tjeneste fra Innovasjon Norge.',
    'Source: <a class="ds-link" href="https://arsrapport.innovasjonnorge.no/2022/no/klynger" hreflang="no">Annual report 2022, page “Klynger” (in Norwegian)</a>, Innovasjon Norge. Klyngebot is built on open-source software and is not a service of Innovasjon Norge.',
  )}</p>
</footer>
</body>
</html>
`;
}
