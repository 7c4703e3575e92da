"""Which language a text is in, by its small words: a check that needs no tracker.

The language slot says which text the bot meant to use. This catches what the slot cannot: a
response whose translation was forgotten or mixed up. Undecided is a frequent and fine answer.
"""

from __future__ import annotations

import re
from typing import Dict, FrozenSet, Optional


def _words(text: str) -> FrozenSet[str]:
    return frozenset(text.split())


# Only words that the other language doesn't have ("for", "men", "over" and "is" are left out).
_SMALL_WORDS: Dict[str, FrozenSet[str]] = {
    "nb": _words(
        "og ikke det som på til av var jeg ble fra eller hva hvilke hvilken hvor disse den de et "
        "en er med seg har kan skal vil deg du meg nei ja hei noe noen hvem kilden mer enn også "
        "ingen gjerne takk om"
    ),
    "en": _words(
        "the and of are were was not this that it which with from you my what there these those "
        "has have can will would shall yes hello thanks who how why whether more than also none "
        "they their its about please"
    ),
}
_WORD = re.compile(r"[^\W\d_]+")
_LINK = re.compile(r"\]\([^)]*\)|https?://\S+")
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”")


def language_of(text: str) -> Optional[str]:
    """ "nb", "en", or `None` when the text doesn't tell; links and quotations don't count."""
    words = _WORD.findall(_QUOTED.sub(" ", _LINK.sub(" ", text)).lower())
    counts = {
        language: sum(word in small for word in words) for language, small in _SMALL_WORDS.items()
    }
    best = max(counts, key=lambda language: counts[language])
    others = max(count for language, count in counts.items() if language != best)
    return best if counts[best] > 2 * others and counts[best] >= 2 else None
