"""Texts of hardly more than a question word: "Why?", "Which ones?", "Hvem da?", "Nivå?"."""

from __future__ import annotations

import re

_EXAMPLE = r"(?:for\s+(?:example|instance|eksempel)|f\.?\s?eks\.?|such\s+as)"
_LEAD = (
    r"^\W*(?:(?:og|å|n|and|men|but|so|så|ja|ok|okay|nei|no|hm+|" + _EXAMPLE + r")(?!\w)[\s,.?!]*)*"
)
_TAIL = (
    r"(?:[\s,]+(?:da|a|då|then|please|pls|takk|thanks|altså|egentlig|exactly|akkurat|"
    + _EXAMPLE
    + r"))*\W*$"
)
WHY_ALONE = re.compile(
    _LEAD + r"(?:hvorfor|kvifor|koffor|korfor|why|how\s+come|why\s+so)"
    r"(?:\s+(?:ikke|ikkje|itj|not|det|that|so|is\s+that|er\s+det|e\s+det|was\s+that|var\s+det|isn'?t\s+it))*"
    + _TAIL,
    re.IGNORECASE,
)
WHICH_ALONE = re.compile(
    _LEAD + r"(?:hvem|hvilke|hvilka|kven|kem|kæm|who|which(?:\s+ones?)?)"
    r"(?:\s+(?:er|e|are|is|var|were))?(?:\s+(?:det|de|dei|dem|dæm|they|it|those|these|disse))?"
    + _TAIL
    + "|"
    + _LEAD
    + r"(?:(?:hvem|kven|kem)\s+gjeld(?:er)?\s+det(?:te)?|"
    r"who\s+does\s+(?:that|this|it)\s+apply\s+to)"
    + _TAIL
    + "|"
    + _LEAD
    + r"(?:names?|navn(?:ene)?|namn(?:a)?|(?:name|list|show)\s+them|they\s+are|de\s+er|"
    r"(?:nevn|ramse?\s+opp|list(?:e)?\s+opp)\s+(?:dem|de|dei))" + _TAIL,
    re.IGNORECASE,
)
WHICH_LEVEL_ALONE = re.compile(
    _LEAD + r"(?:(?:på\s+|at\s+|on\s+)?(?:hvilket|kva\s+for\s+eit|which|what)"
    r"(?:\s+(?:nivå|trinn|steg|level|tier|step|rung|one))?|niv(?:å|aa|o)(?:et)?|trinn(?:et)?|level|lvl|what\s+then|"
    r"hva\s+da|hvor\s+da|where\s+then)" + _TAIL,
    re.IGNORECASE,
)
WHERE_ALONE = re.compile(
    _LEAD + r"(?:hvor|kor|kvar|where|whereabouts)(?:\s+(?:er|e|is|are))?"
    r"(?:\s+(?:det|den|de|it|that|they))?" + _TAIL,
    re.IGNORECASE,
)
