"""Levels said by their place: "one tier up", "nivået under", "the next step"."""

from __future__ import annotations

import re
from typing import Any, Dict, Iterator, Tuple

from bot.nlu.entities import as_entity

_STEP = (
    r"(?:nivå(?:et)?|trinn(?:et)?|steg(?:et)?|hakk(?:et)?|klasse(?:n)?|rung|levels?|tiers?|"
    r"steps?|notch|grade|rank|floor|etasje(?:n)?|hylle[na]?|liga(?:en)?|league|bracket)"
)
_ONE = r"(?:(?:en|ein|ett|eit|et|one|a|the|det|den|next|neste|just|rett|like)\s+)*"
_CLOSE = r"(?:\s+(?:rett|like|just|right|immediately|directly))?"
_UP = r"(?:over|ovenfor|ovafor|opp|oppover|forbi|høyere|høgare|above|up|higher|past|beyond)"
_DOWN = r"(?:under|nedenfor|nedafor|ned|nedover|lavere|lågare|below|beneath|down|lower)"
_LATER = r"(?:neste|next|etterfølgende|påfølgende)"
_EARLIER = r"(?:forrige|previous|foregående|førre)"

_PATTERNS: Tuple[Tuple[str, re.Pattern[str]], ...] = tuple(
    (step, re.compile(pattern, re.IGNORECASE))
    for step, pattern in (
        ("1", rf"\b{_ONE}{_STEP}{_CLOSE}\s+{_UP}\b"),
        ("-1", rf"\b{_ONE}{_STEP}{_CLOSE}\s+{_DOWN}\b"),
        ("1", rf"\b(?:høyere|høgare|higher|{_LATER})\s+{_STEP}\b"),
        ("-1", rf"\b(?:lavere|lågare|lower|{_EARLIER})\s+{_STEP}\b"),
        ("1", rf"\b(?:rett|like|just|right|directly|immediately)\s+{_UP}\b"),
        ("-1", rf"\b(?:rett|like|just|right|directly|immediately)\s+{_DOWN}\b"),
        ("1", r"\b(?:the\s+)?(?:one|next)\s+(?:above|up)\b|\b(?:den|det|dem)\s+over\b\s*\W*$"),
        ("-1", r"\b(?:the\s+)?one\s+(?:below|beneath|down)\b|\b(?:den|det|dem)\s+under\b\s*\W*$"),
    )
)


def find_level_steps(text: str) -> Iterator[Dict[str, Any]]:
    """The entity `level_step` ("1" = one level up, "-1" = one down), at most once.

    Yields dicts in Rasa's entity format with character offsets.
    """
    for step, pattern in _PATTERNS:
        match = pattern.search(text)
        if match:
            yield as_entity("level_step", step, match.start(), match.end())
            return
