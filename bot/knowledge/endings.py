"""What Norwegian and English hang on a name: "NCE-klyngene", "GCE-er", "iKubens", "Arenanivå".

Words for what is listed ("klyngene") come from `vocabulary.yml`; the others are here.
"""

from __future__ import annotations

from typing import Dict, Iterator, Optional, Tuple

from bot.knowledge.names import fold
from bot.knowledge.vocabulary import Vocabulary

_WORDS = """
    s er ene en et n r ar ane a nivå nivået nivåa status statusen statusar program programmet
    programma programme merket merke merkenavn merkenavnet gruppe gruppa gruppen
    level levels tall tallet tallene tala vekst veksten effekt effekten effekter
    økning økningen utvikling utviklingen growth effect figure figures bedrift bedriften
    bedrifter bedriftene firma prosjekt prosjektet prosjekter listen lista liste
    bransje bransjen bransja næring næringa næringen næringene sektor sektoren industri
    industrien gjeng gjengen folk folket folka folkene miljø miljøet miljøer miljøene
"""
_GENERAL = frozenset(fold(word) for word in _WORDS.split())
_MAY_STAND_APART = ("bedrift", "firma", "prosjekt")


class Endings:
    """The endings of names."""

    def __init__(self, vocabulary: Optional[Vocabulary] = None) -> None:
        """Those of both languages, and the words for what is listed."""
        nouns = vocabulary.nouns if vocabulary else ()
        related = vocabulary.related if vocabulary else ()
        self._own = frozenset(fold(form) for one in (*nouns, *related) for form in one.all_forms)
        self._all = _GENERAL | self._own
        self._longest = max(map(len, self._all))
        # "Hydrogenklynger" are clusters of a kind, "hydrogenklyngen" is one cluster.
        self.plurals = frozenset(fold(form) for noun in nouns for form in noun.plural)
        self.singulars = self._own - self.plurals
        self._nouns = sorted(self._own | self.plurals, key=len, reverse=True)
        # Other spellings of the definite form that names are written in.
        self.definite: Dict[str, Tuple[str, ...]] = {
            fold(noun.definite[0]): tuple(fold(form) for form in noun.definite[1:])
            for noun in nouns
            if noun.definite
        }

    def of(self, folded: str) -> Iterator[str]:
        """The endings a folded word has, longest first; at least three letters are left."""
        for length in range(min(self._longest, len(folded) - 3), 0, -1):
            ending = folded[-length:]
            if ending in self._all:
                yield ending

    def cores(self, one: str, other: str) -> Tuple[str, str]:
        """Two folded words without the noun that both end in; whole when there is none."""
        for noun in self._nouns:
            if one.endswith(noun) and other.endswith(noun):
                return one[: -len(noun)], other[: -len(noun)]
        return one, other

    def may_stand_apart(self, ending: str) -> bool:
        """Whether it may be a word of its own after the name: "energy clusters"."""
        return ending in self._own or ending.startswith(_MAY_STAND_APART)
