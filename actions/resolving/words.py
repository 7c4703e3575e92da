"""Words that tell how a message hangs on the conversation, in both languages."""

from __future__ import annotations

import re

_REFERENCE = re.compile(
    r"\b(?:den|det|denne|dette|disse|desse|de|dei|dem|deres|dens|dess|der|dit|han|begge|samme|same|"
    r"dæm|dom|dær|it|its|they|them|their|those|these|this|that|there|both|one|ones|the\s+two|de\s+to)\b",
    re.IGNORECASE,
)


EFFECT_WORD = re.compile(r"\b(?:effekt\w*|effects?|impact)\b", re.IGNORECASE)


SAME = re.compile(
    r"\b(?:samme\s+som|same\s+as|same\s+level|samme\s+nivå|nivå\s+med|linje\s+med|level\s+with)\b",
    re.IGNORECASE,
)


TOGETHER = re.compile(
    r"\b(?:begge|both|til\s*sammen|tilsammen|te\s*sammen|sammenlagt|together|combined|"
    r"de\s+to|the\s+two)\b",
    re.IGNORECASE,
)


ALSO = re.compile(r"\b(?:også|òg|óg|og\s+det|too|also|as\s+well|likewise)\b", re.IGNORECASE)


MORE_THAN = re.compile(r"\b(?:flere|fleire|færre|mer|more|fewer|less)\s+(?:enn|than)\b", re.I)


ONE_OF = re.compile(
    r"\b(?:en|ei|one|blant|among|del)\s+(?:av|of)?\s*(?:de|dem|them|the|those|dei)\b", re.I
)


ANOTHER_YEAR = re.compile(
    r"\b(?:året\s+før|året\s+etter|i\s+fjor|forrige\s+år|førre\s+året|the\s+year\s+(?:before|after)|"
    r"last\s+year|previous\s+year)\b",
    re.IGNORECASE,
)


PLURAL = re.compile(
    r"\b(?:nivåer|nivåene|nivåa|nivåane|nivaer|levels|grupper|groups|alle|all)\b", re.IGNORECASE
)


CLUSTER_WORD = re.compile(r"\b(?:klyng\w*|clusters?|nettverk\w*)\b", re.IGNORECASE)


EVERYTHING = re.compile(
    r"\b(?:alle|totalt|i\s+alt|til\s+sammen|tilsammen|samlet|sammenlagt|hele|heile|programmet|all|total|"
    r"altogether|overall|whole|entire|every|in\s+all|programme?)\b",
    re.IGNORECASE,
)


YES_OR_NO = re.compile(
    r"^\W*(?:og\s+|and\s+|men\s+|but\s+)?(?:skaper|øker|får|har|er|blir|gir|fikk|ble|vokser|tjener|"
    r"did|do|does|is|are|has|have|was|were|will)\b",
    re.IGNORECASE,
)


BRIEF = 4


AMONG = re.compile(
    r"\b(?:of\s+(?:them|these|those)|among\s+(?:them|these|those)|av\s+(?:dem|disse|desse|de|dei|dæm)|"
    r"blant\s+(?:dem|disse|de)|(?:på|i)\s+(?:den\s+)?list[ae]n?|(?:in|on)\s+(?:the|that|this)\s+list|"
    r"(?:only|just|bare)\s+(?:those|the\s+ones|de|dem)|those|disse|desse)\b",
    re.IGNORECASE,
)


_LEVEL_WORD = re.compile(
    r"\b(?:niv\w*|level\w*|trinn\w*|steg\w*|steps?|tiers?|rungs?|rang\w*|rank\w*|status|klasse\w*|"
    r"hvor|where|which|hvilke\w*|what|hva|kva|kor)\b",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"^\W*(?:(?:og|å|and|men|but|så|so|ok|ja)\s+)?(?:hva\s+med|kva\s+med|ka\s+med?|what\s+about|"
    r"how\s+about|enn|og\s+så)\b|^\W*(?:og|and)\s+(?:\S+\s*){1,4}\??\W*$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:er|var|is|are|was|hv\w+|kva|kven|kor|what|who|which|where|when|how\s+many|why|har|has|have)\b(?!\s+(?:med|about))",
    re.IGNORECASE,
)


def is_next(text: str) -> bool:
    """Whether a text only names the next thing to ask the same of: "and GCE?"."""
    return bool(_NEXT.search(text)) and not _ASKS.search(text)


def is_bare(text: str) -> bool:
    """Whether a text of a few words hardly asks anything besides naming something."""
    return 0 < len(text.split()) <= BRIEF and not _LEVEL_WORD.search(text)


def refers_back(text: str) -> bool:
    """Whether a text holds a pronoun or the like that points at something said before."""
    return bool(_REFERENCE.search(text))


def points_at_level(text: str) -> bool:
    return bool(
        re.search(r"\b(?:der|dær|there|det\s+nivået|that\s+level|dette\s+nivået)\b", text, re.I)
    )
