"""Whether Norwegian is written in bokmål or in nynorsk, by words that only one of them has.

An answer in nynorsk needs clear evidence: one word that only standard nynorsk has, or two that
are nynorsk or dialect. A word that only bokmål has decides for bokmål. Words of both ("er",
"klynger", "program"), dialect ("ka", "kem", "æ") and slips decide nothing; the conversation
then goes on as it was.
"""

from __future__ import annotations

from typing import FrozenSet, Iterable, Optional


def _words(text: str) -> FrozenSet[str]:
    return frozenset(text.split())


# Inflected forms stand by themselves: a lemma would not tell "kjelda" from "kilda".
NYNORSK_ONLY = _words(
    "kva kven kvar kvarandre kvifor korleis ikkje eg dei nokon noko noka nokre berre meir mykje "
    "frå eit eitt vere vera vore vart gjer gjere gjera gjev gjeve gjekk fekk seie seia seier "
    "seiast sjå sjølv saman sidan fleire finst fanst finnast kjem kome koma held heiter høyre "
    "høyrer byrja byrjar fortel fortelje spørje tenkjer trur meiner verksemd verksemda verksemder "
    "verksemdene noreg føremål føremålet føremåla skilnad "
    "skilnaden skilnader skilnadene aukar namn namnet namna kjelde kjelda kjelder staden stader "
    "nettstad nettstaden næringar bransjar einaste eigar "
    "eigarar eigne eigentleg offentleg tidleg særleg søkje søkjer arbeidar jobbar snakkar svarar "
    "lagar utviklar samanlikne samanlikna liknar liknande høgare høgast høgaste lågare "
    "lågast lågaste medlemer medlemene tilhøve ynskje ynskjer ynskjar hugsar skriva dykk dykkar "
    "enno einskild einskilde nyare"
)
NYNORSK_OR_DIALECT = _words("kor ein veit ligg driv høg låg auke då hjelpa att jobba")
DIALECT_ONLY = _words(
    "e ka kem kæm koss korsn kossen korsen koffor koffer korfor åssen æ itj itte ittje isje dæm "
    "dokker dokke nån nåen nokka nåkka kæ kå hå mæ dæ hvo møkje"
)
BOKMÅL_ONLY = _words(
    "hva hvem hvor hvordan hvorfor hvilken hvilke hvilket hvis hver hvert ikke jeg noe noen bare "
    "mer mye fra være vært ble en et ett flere finnes gjør gjøre sier fortelle forteller heter "
    "hører kommer se selv sammen siden samme dem dere deres nå navn navnet navnene kilde kilden "
    "kilder kildene sted stedet steder stedene nettsted nettstedet norge bedriften "
    "næringen næringer virksomhet virksomheten virksomheter øke øker "
    "økte økning høyere høyest høyeste lavere lavest laveste søke søker jobber forskjeller likner "
    "ligner liknende lignende annet eget eier eiere penger tall tallet tallene støtten åpen åpne "
    "vet mener utvikler utviklet tatt"
)


def written_form(words: Iterable[str]) -> Optional[str]:
    """ "nn", "nb", or None when the words don't tell.

    Args:
        words: those of a message in small letters, without names and quotations.
    """
    found = set(words)
    if found & BOKMÅL_ONLY:
        return "nb"
    if found & DIALECT_ONLY:
        return None
    if found & NYNORSK_ONLY or len(found & NYNORSK_OR_DIALECT) >= 2:
        return "nn"
    return None
