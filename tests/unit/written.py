"""Words that only bokmål has and words that only nynorsk has: what an answer must not mix.

A list of its own, longer than the one that tells which of the two a user writes, so that a slip
is found whichever of our texts it is in.
"""

from __future__ import annotations

import re
from typing import Dict, FrozenSet, Set

from bot.languages import DEFAULT_LANGUAGE
from bot.nlu.written_norwegian import BOKMÅL_ONLY, NYNORSK_ONLY


def _words(text: str) -> FrozenSet[str]:
    return frozenset(text.split())


_BOKMÅL = _words(
    "disse hun åpner åpent fikk gikk sa tjenester bidrar sammenliknet sammenlikning sammenligning "
    "effekttall måltall merkenavn klyngenavn klyngenavnet nivåene nivåer listen gruppen klyngen "
    "meldingen nettsiden siden kildekode adressen opplysningene koordinatene stedene medlemmene "
    "medlemmer temaer temaene årene klyngearbeidets rådgivning utlysning fornyelse nyskapende "
    "tilretteleggere liknende havnæringer næringen leverandørene tjenestene helsetjenestene "
    "kontorer hovedkontoret bærekraftig grønn forskning kreftforskning løsninger "
    "undervannsteknologi råstoffer ingredienser sidestrømmer verdier systemer ubemannede hvitfisk "
    "byer biler batterier mineraler dataspill cybersikkerhet medier eiendom bransjer nyere senere "
    "omtrentlig sikkerhet etterspørsel flytende tilhører trolig bekreftet hentet kuttes tatt "
    "holdt planlegges beregner beregnet skyldes gjaldt oppga forespørselen utløpt fortsetter "
    "fortsatt begynner slutter inneholde rekkefølge korteste spørre svarer hyggelig velkommen "
    "bedre østlandet forskjell forskjeller egne skriver driver sletter lagret lagrer angres "
    "liggende behold personopplysninger penger søker leder eier eiere interessenter "
    "samarbeidspartnere økt øke offentlig tidlig dårlig vanlig mulig listes utformes "
    "innspillsrunder ifølge avfallet annen hvitfisken årenes dem knytter likhet opplysningen"
)
_NYNORSK = _words(
    "desse fekk gjekk tenester bidreg samanlikna samanlikning effekttal måltal merkenamn "
    "klyngenamn klyngenamnet nivåa meldinga nettsida kjeldekode adressa opplysningane "
    "koordinatane stadene medlemene temaa åra rådgiving utlysing fornying nyskapande "
    "tilretteleggjarar liknande havnæringar næringa leverandørane tenestene helsetenestene "
    "hovudkontoret berekraftig grøn kreftforsking løysingar undervassteknologi ingrediensar "
    "sidestraumar verdiar ubemanna kvitfisk byar bilar dataspel cybertryggleik eigedom bransjar "
    "flytande truleg stadfesta henta vart teken tekne halde planlagd reknar førespurnaden "
    "framleis byrjar sluttar innehalde rekkjefølgje kortaste spørje svarar hyggeleg velkomen "
    "betre austlandet skilnad skilnaden eigne slettar lagrar angrast liggjande personopplysningar "
    "pengar søkjer leier eigarar interessentar samarbeidspartnarar høgare høge offentleg tidleg "
    "innspelsrundar ifølgje annan heile gjeld tala talet likskap opplysninga"
)
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\{\w+\}|\]\([^)]*\)|https?://\S+")
_NAMES = re.compile(
    r"Innovasjon Norge|Autonomiklyngen|Solenergiklyngen|Energi i Nord|\(Noder\)|Ocean Hyway Cluster"
)
_OTHER: Dict[str, FrozenSet[str]] = {
    "nb": (_NYNORSK | NYNORSK_ONLY) - {"leier", "henta", "tala"},  # bokmål as well
    "nn": (_BOKMÅL | BOKMÅL_ONLY) - {"bidra", "kuttet", "bedre"},  # «kuttet»: the cut
    "en": frozenset(),
}


def words_of_the_other(text: str, language: str) -> Set[str]:
    """The words of a text that only the other written form of Norwegian has.

    Names, variables and what is quoted don't count.
    """
    plain = _NAMES.sub(" ", _QUOTED.sub(" ", text)).lower()
    words = set(re.findall(r"[^\W\d_]+", plain))
    assert language in (*_OTHER, DEFAULT_LANGUAGE)
    return words & _OTHER[language]
