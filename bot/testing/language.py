"""Which language a text is in, by its small words: a check that needs no tracker.

The language slot says which text the bot meant to use. This catches what the slot cannot: a
response whose translation was forgotten or mixed up. Undecided is a frequent and fine answer.
"""

from __future__ import annotations

import re
from typing import FrozenSet, Optional

EITHER, MIXED = "nb or nn", "nb mixed with nn"


def _words(text: str) -> FrozenSet[str]:
    return frozenset(text.split())


# Only words that the other language doesn't have ("for", "men", "over" and "is" are left out).
_BOKMÅL = _words(
    "ikke jeg fra hva hvilke hvilken hvor hvem hvordan de en et noe noen mer ble kilden kildene "
    "kilde nivåene årene tallene sier disse bare dem sted stedet nettstedet"
)
_NYNORSK = _words(
    "ikkje eg frå kva kven kvar kor korleis dei ein eit noko noka nokon nokre meir vart kjelda "
    "kjeldene kjelde nivåa åra tala seier desse berre ho stad staden nettstaden gjeld"
)
_NORWEGIAN = _words(
    "og det som på til av var eller den er med seg har kan skal vil deg du meg nei ja hei enn "
    "også ingen gjerne takk om"
)
_ENGLISH = _words(
    "the and of are were was not this that it which with from you my what there these those "
    "has have can will would shall yes hello thanks who how why whether more than also none "
    "they their its about please"
)
_WORD = re.compile(r"[^\W\d_]+")
_LINK = re.compile(r"\]\([^)]*\)|https?://\S+")
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”")


def language_of(text: str) -> Optional[str]:
    """ "nb", "nn", "en", or `None` when the text doesn't tell; links and quotations don't count.

    Norwegian with words of both forms is `MIXED`, and with words of neither `EITHER`.
    """
    words = _WORD.findall(_QUOTED.sub(" ", _LINK.sub(" ", text)).lower())
    bokmål, nynorsk, either, english = (
        sum(word in small for word in words) for small in (_BOKMÅL, _NYNORSK, _NORWEGIAN, _ENGLISH)
    )
    norwegian = bokmål + nynorsk + either
    if english >= 2 and english > 2 * norwegian:
        return "en"
    if norwegian < 2 or norwegian <= 2 * english:
        return None
    if bokmål and nynorsk:
        return MIXED
    return "nb" if bokmål else "nn" if nynorsk else EITHER


def may_be(text: str, language: str) -> bool:
    """Whether the small words of a text allow that it is in a language."""
    found = language_of(text)
    return found in (None, language) or (found == EITHER and language in ("nb", "nn"))
