"""What a name found in a text counts for beside the words around it: letters, numbers, verbs."""

from __future__ import annotations

import re
from typing import Any, Dict, List

from bot.knowledge import KnowledgeBase
from bot.knowledge.matching import Match
from bot.knowledge.names import pieces
from bot.said import CARDINALS

NOT_ASKED_ABOUT = ("owner",)  # a known name, but no entity that an action needs


def join_level_and_name(text: str, matches: List[Match], knowledge: KnowledgeBase) -> List[Match]:
    """ "nce" + "finace inovation" is one name when the official name begins with that level."""
    joined: List[Match] = []
    for match in matches:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.entity == "level"
            and match.entity == "cluster"
            and not text[before.end : match.start].strip(" -")
        ):
            name = "".join(piece.folded for piece in pieces(match.id))
            if name.startswith("".join(piece.folded for piece in pieces(before.text))):
                joined[-1] = Match(
                    match.entity,
                    match.id,
                    before.start,
                    match.end,
                    text[before.start : match.end],
                    match.confidence,
                    match.how,
                )
                continue
        joined.append(match)
    return joined


def is_within_filter(match: Match, expressions: List[Dict[str, Any]]) -> bool:
    """ "Names that begin with NCE": here NCE is letters, not a level."""
    return any(
        expression["entity"] == "name_filter"
        and match.start <= expression["start"]
        and expression["end"] <= match.end
        for expression in expressions
    )


def is_quantity(text: str, match: Match) -> bool:
    """ "Eight employees" tells how many, and asks about no metric."""
    return match.entity == "metric" and bool(_QUANTITY.search(text[: match.start]))


def is_verb(text: str, match: Match) -> bool:
    """ "Jobber de med hydrogen?", "jeg jobber i en avis": what people do, and no figure of jobs."""
    does = _SUBJECT.match(text[match.end :]) or _WHO_DOES.search(text[: match.start])
    return match.entity == "metric" and bool(does)


_SUBJECT = re.compile(
    r"\s+(?:de|dei|dem|den|det|dere|dykk|du|han|hun|ho|folk\w*|bedrift\w*|firma\w*|ansatt\w*|med|som|hos|"
    r"i\s+e(?:n|in|t|it|i)|"
    r"for\s+e(?:n|in|t|it|i))\b",
    re.IGNORECASE,
)
_WHO_DOES = re.compile(
    r"\b(?:jeg|eg|æ|vi|me|du|han|hun|ho|my|our|his|her|min|mi|vår|mine|våre)\s+(?:bare\s+|sjøl\s+|selv\s+)?$",
    re.IGNORECASE,
)
_QUANTITY = re.compile(
    rf"(?:\d|\b(?:{'|'.join(word for word, number in CARDINALS.items() if number > 1)}|"
    r"tjue|twenty|dozen))\s+$",
    re.IGNORECASE,
)
