"""What the bot said, as evaluation sees it: its messages, whether it declined, its language."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import List, Optional

PROFILES = "profiles "  # before the set of a question on what clusters do and where they are
DECLINES = {
    "utter_not_in_source",
    "utter_unknown_cluster",
    "utter_unknown_cluster_suggest",
    "utter_out_of_scope",
    "utter_not_understood",
    "utter_effect_no_figure",
    "utter_no_clusters_name_starts",
    "utter_no_clusters_name_contains",
    "utter_no_clusters_name_ends",
    "utter_ask_cluster",
    "utter_did_you_mean",
    "utter_unknown_theme",
    "utter_unknown_place",
    "utter_ask_place",
}


@dataclass
class Reply:
    """What the bot said in one turn: its messages, and the responses they came from."""

    texts: List[str]
    responses: List[str] = field(default_factory=list)
    intent: str = ""
    confidence: float = 0.0
    previous: str = ""
    language: Optional[str] = None  # as the message itself tells, if it does
    previous_language: Optional[str] = None  # as the message before told

    @property
    def text(self) -> str:
        """All messages, one after the other."""
        return "\n".join(self.texts)

    @property
    def declined(self) -> bool:
        """Whether nothing was answered."""
        return bool(set(self.responses) & DECLINES) or not self.texts


_NORWEGIAN = frozenset(
    [
        "og",
        "er",
        "ikke",
        "som",
        "på",
        "av",
        "det",
        "den",
        "jeg",
        "klynger",
        "klyngen",
        "var",
        "til",
        "kan",
        "ja",
        "nei",
        "du",
        "ble",
        "disse",
        "hei",
        "fint",
        "greit",
        "da",
        "har",
        "noe",
        "hvilken",
        "hvilket",
        "hva",
        "bare",
        "hyggelig",
        "også",
        "blir",
        "bedriftene",
        "tallene",
        "vi",
        "de",
    ]
)
_ENGLISH = frozenset(
    [
        "and",
        "is",
        "not",
        "the",
        "of",
        "it",
        "clusters",
        "were",
        "was",
        "to",
        "can",
        "yes",
        "no",
        "you",
        "these",
        "hello",
        "good",
        "there",
        "what",
        "i’m",
        "i’ve",
        "haven’t",
        "that",
        "have",
        "this",
        "all",
        "which",
        "how",
        "let’s",
        "feel",
        "my",
        "companies",
        "they",
        "would",
        "source",
        "longest",
        "shortest",
    ]
)


_NYNORSK = frozenset(
    [
        "ikkje",
        "eg",
        "frå",
        "dei",
        "desse",
        "vart",
        "berre",
        "kva",
        "kven",
        "kvar",
        "kor",
        "korleis",
        "noko",
        "noka",
        "nokre",
        "tala",
        "kjelda",
        "kjeldene",
        "meir",
        "eit",
        "ein",
        "ho",
        "då",
        "seier",
        "gjeld",
        "klyngenamn",
    ]
)
_BOKMÅL = frozenset(
    [
        "ikke",
        "jeg",
        "fra",
        "de",
        "disse",
        "ble",
        "bare",
        "hva",
        "hvem",
        "hvor",
        "hvordan",
        "noe",
        "noen",
        "tallene",
        "kilden",
        "kildene",
        "mer",
        "et",
        "en",
        "nå",
        "sier",
        "klyngenavn",
    ]
)


def language_of(text: str) -> str:
    """ "nb", "nn" or "en"; Norwegian that is both is "nb"."""
    words = re.findall(r"[\w’]+", re.sub(r"^- .*$", "", text, flags=re.MULTILINE).lower())
    english = sum(word in _ENGLISH for word in words)
    nynorsk = sum(word in _NYNORSK for word in words)
    norwegian = sum(word in _NORWEGIAN for word in words)
    if english > norwegian + nynorsk:
        return "en"
    return "nn" if nynorsk > sum(word in _BOKMÅL for word in words) else "nb"
