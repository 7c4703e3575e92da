/** The page with the map: its texts, nb and en side by side, and its HTML. What it shows comes from `map.json`. */

import { MARK, t } from "./page.mjs";

const CREDITS = t(
  'Kystlinjen er fra <a class="ds-link" href="https://www.naturalearthdata.com" hreflang="en">Natural Earth</a>. Koordinatene til byene er fra <a class="ds-link" href="https://www.geonames.org" hreflang="en">GeoNames</a> (<a class="ds-link" href="https://creativecommons.org/licenses/by/4.0/deed.no">CC BY 4.0</a>).',
  'The coastline is from <a class="ds-link" href="https://www.naturalearthdata.com">Natural Earth</a>. The coordinates of the towns are from <a class="ds-link" href="https://www.geonames.org">GeoNames</a> (<a class="ds-link" href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>).',
);

export function mapPage() {
  return `<!doctype html>
<html lang="nb" data-color-scheme="auto" data-size="md">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<title data-nb="Klyngene på kartet – Klyngebot" data-en="The clusters on the map – Klyngebot">Klyngene på kartet – Klyngebot</title>
<meta name="description" content="Kart over klyngene i det norske klyngeprogrammet. A map of the clusters in the Norwegian cluster programme.">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="icon.svg" type="image/svg+xml">
<link rel="preload" href="inter.woff2" as="font" type="font/woff2" crossorigin>
<link rel="preload" href="map.json" as="fetch" crossorigin>
<link rel="stylesheet" href="page.css">
<link rel="stylesheet" href="map.css">
<script src="page.js"></script>
<script src="map.js" defer></script>
<script src="klyngebot.js" defer></script>
</head>
<body>
<a class="skip" href="#main">${t("Gå til innholdet", "Skip to the content")}</a>
<header class="top">
<a class="brand" id="home" href="./">${MARK}Klyngebot</a>
<a class="ds-button" data-variant="tertiary" id="language" href="?lang=en"><span class="t" lang="nb"><span lang="en">English</span></span><span class="t" lang="en"><span lang="nb">Norsk</span></span></a>
</header>
<main id="main" tabindex="-1">
<div class="intro-band">
<h1>${t("Klyngene på kartet", "The clusters on the map")}</h1>
<p class="intro" id="intro">${t(
    "Velg en klynge for å lese om den, eller spør assistenten. Form og farge viser hvilket nivå klyngen var oppført under.",
    "Choose a cluster to read about it, or ask the assistant. Shape and colour show the level the cluster was listed under.",
  )}</p>
</div>
<p class="trouble" id="trouble" role="alert" hidden></p>
<div class="atlas" id="atlas" aria-busy="true">
<form class="choices" id="choices">
<fieldset>
<legend>${t("Nivåer og grupper", "Levels and groups")}</legend>
<div id="levels" class="levels"></div>
</fieldset>
<p class="sector"><label for="sector">${t("Næring eller tema", "Sector or theme")}</label>
<select id="sector" class="select"></select></p>
<p class="status" id="status" role="status"></p>
</form>
<section class="sheet" aria-labelledby="map-heading">
<h2 class="sr-only" id="map-heading">${t("Kart", "Map")}</h2>
<p class="sr-only" id="map-help">${t(
    "Bruk piltastene for å gå mellom punktene på kartet, og Enter for å vise klyngen. De samme opplysningene står i tabellen lenger ned.",
    "The arrow keys move between the points on the map. Enter shows the cluster. The table further down has the same information.",
  )}</p>
<div class="map" id="map" role="group" aria-labelledby="map-heading" aria-describedby="map-help"></div>
</section>
<section class="about" id="about" aria-labelledby="about-heading" hidden></section>
<section class="beside" aria-labelledby="beside-heading">
<h2 id="beside-heading">${t("Uten punkt på kartet", "Without a point on the map")}</h2>
<p class="under">${t(
    "Kildene sier ikke hvilken by disse holder til i, eller stedet mangler koordinater.",
    "The sources do not say which town these are in, or the place has no coordinates.",
  )}</p>
<ul id="beside"></ul>
</section>
</div>
<section class="band tinted" aria-labelledby="table-heading">
<h2 id="table-heading">${t("Alle i en tabell", "All of them in a table")}</h2>
<p class="under">${t("Valgene over gjelder også her.", "The choices above apply here, too.")}</p>
<div class="rows" id="rows" tabindex="0" role="region" aria-labelledby="table-heading"></div>
</section>
</main>
<footer class="end">
<p id="sources"></p>
<p>${CREDITS}</p>
<p>${t(
    "Klyngebot er bygd på åpen kildekode og er ikke en tjeneste fra Innovasjon Norge.",
    "Klyngebot is built on open-source software and is not a service of Innovasjon Norge.",
  )}</p>
</footer>
</body>
</html>
`;
}
