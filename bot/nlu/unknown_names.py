"""What looks like a name of something that the knowledge base doesn't hold."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Collection, FrozenSet, List, Optional, Set

from bot.knowledge.matches import Match
from bot.knowledge.names import Piece, pieces


def unknown_names(
    text: str,
    matches: List[Match],
    known: Set[str],
    vocabulary: FrozenSet[str],
    small: Collection[str] = (),
    ends: str = "",
) -> List[tuple[int, int, int]]:
    """Spans that look like names of something the knowledge base doesn't hold.

    A name is a run of words that no dictionary holds or that are written with a capital
    inside the sentence, together with a level right before it ("NCE Raufoss"), and with a word
    right after it that names end in though it is written small (`small`: "Solvik skole"), or that
    a hyphen joins to it (`ends`, a pattern: «Raufoss-klyngen»).

    Returns:
        (start, end, start of the level it swallows or -1), in order.
    """
    words = pieces(text)
    free = [
        (index, piece)
        for index, piece in enumerate(words)
        if not any(match.start <= piece.start < match.end for match in matches)
    ]
    inner = [piece for index, piece in free if index > 0]
    capitals = sum(piece.text[0].isupper() for piece in inner)
    case_tells_nothing = text.isupper() or (len(inner) > 4 and capitals > 0.7 * len(inner))
    runs: List[List[Piece]] = []
    for index, piece in free:
        begins_name = index == 0 and not case_tells_nothing
        begins_name = begins_name and (_begins_name(words, vocabulary) or _is_set_apart(text))
        begins = index == 0 or _begins_sentence(text, piece.start)
        if not begins_name and not _is_namelike(piece, begins, known, case_tells_nothing):
            continue
        if runs and not text[runs[-1][-1].end : piece.start].strip(" -&"):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    found = []
    for run in runs:
        is_called_so = _take_last_word(run, text, words, small) or _take_joined(
            run, text, words, ends
        )
        before = _match_before(text, matches, run[0].start)
        if before is not None and before.entity == "cluster":
            continue  # a misspelt "Cluster" after the name of one
        swallowed = before.start if before is not None and before.entity == "level" else -1
        acronym = run[0].text.isupper() and 2 < len(run[0].text) <= _LONGEST_ACRONYM
        acronym = acronym and not case_tells_nothing
        alone = swallowed < 0 and len(run) == 1 and not is_called_so
        if alone and run[0].folded in known and not acronym:
            continue
        found.append((run[0].start if swallowed < 0 else swallowed, run[-1].end, swallowed))
    return found


def _take_last_word(
    run: List[Piece], text: str, words: List[Piece], small: Collection[str]
) -> bool:
    """Add the word after a run in capitals to it, if names end in that word."""
    after = next((piece for piece in words if piece.start >= run[-1].end), None)
    if after is None or not run[-1].text[0].isupper() or after.text not in small:
        return False
    if text[run[-1].end : after.start].strip(" -"):
        return False
    run.append(after)
    return True


@lru_cache(maxsize=8)
def _joined_ends(ends: str) -> re.Pattern[str]:
    return re.compile(rf"-(?:{ends})\b", re.IGNORECASE)


def _take_joined(run: List[Piece], text: str, words: List[Piece], ends: str) -> bool:
    """Add the word that a hyphen joins to a run in capitals, if names end in that word."""
    last = run[-1]
    joined = _joined_ends(ends).match(text, last.end) if ends else None
    if joined and not joined.group().lower().endswith(("n", "a", "t")):
        return False  # «FoU-klynger» names none
    if joined is None or not last.text[0].isupper():
        return False
    run.append(next(piece for piece in words if piece.start > last.end))
    return True


def _match_before(text: str, matches: List[Match], start: int) -> Optional[Match]:
    """The match that ends right before a place in the text, if any."""
    for match in matches:
        if match.end <= start and not text[match.end : start].strip(" -"):
            return match
    return None


def _begins_name(words: List[Piece], vocabulary: FrozenSet[str]) -> bool:
    """ "Biotech North, is it …": a sentence begins with a name of two words in capitals."""
    return (
        len(words) > 1
        and words[0].text[:1].isupper()
        and words[1].text[:1].isupper()
        and words[0].folded not in vocabulary
    )


def _is_set_apart(text: str) -> bool:
    """ "Biotech North, is it …": a name before its question, though made of ordinary words."""
    found = _SET_APART.match(text)
    return found is not None and found.group(1).lower() not in _INTERJECTIONS | _ADDRESSES


_SET_APART = re.compile(
    r"\W*([A-ZÆØÅ][\w&-]*)(?:\s+[A-ZÆØÅ][\w&-]*)+\s*(?:[,:]|\s[–-])\s+(?:\S+\s+){0,5}?"
    r"(?:it|they|that|de|den|det|dei|ho|dette)\b"
)
_ADDRESSES = frozenset(["good", "god", "dear", "kjære", "kære", "thank", "thanks", "takk", "mange"])


def _begins_sentence(text: str, start: int) -> bool:
    """Whether a place comes right after the end of a sentence, where any word has a capital."""
    return text[:start].rstrip()[-1:] in (".", "!", "?", "…")


def _is_namelike(piece: Piece, begins: bool, known: Set[str], case_tells_nothing: bool) -> bool:
    if piece.folded.isdigit() or len(piece.folded) < 2 or piece.text.lower() in _INTERJECTIONS:
        return False
    if _NUMBER_WORD.fullmatch(piece.text.lower()):
        return False
    capital = piece.text[0].isupper() and not case_tells_nothing and not begins
    return capital or piece.folded not in known


_NUMBER_WORD = re.compile(
    r"elleve|tolv|tretten|fjorten|femten|seksten|sytten|atten|nitten|hundre|eleven|twelve|\w+teen|"
    r"(?:tjue|tyve|tretti|tredve|førti|femti|seksti|sytti|åtti|nitti)"
    r"(?:en|ei|ett|én|to|tre|fire|fem|seks|sju|syv|åtte|ni)?"
)
_LONGEST_ACRONYM = 4  # letters; longer words in capitals, if they are words, are shouted
_SIGHS = """
åja åjo jaja jaha aha oi oj hm hmm hmmm nja joda jada neida jo ja nei ok okei okey javel
jøss dæven heisann hallo mhm uff åå ah aw oh wow yep yup nope hey huh thx plz pls ty
hei heia heihei hallais morn hiya howdy hello hi yo hola
"""
_INTERJECTIONS = frozenset(_SIGHS.split())
