"""Whether words in a text are a name with slips of the pen, or something else.

Word by word, so that "NCE Finace Inovation" is found while "Norwegian Drone Cluster" is not
taken for "Norwegian Wood Cluster". All words here are folded (see `bot.knowledge.names.fold`).
"""

from __future__ import annotations

from typing import Iterator, Sequence

from rapidfuzz.distance import OSA

from bot.knowledge.matches import WordTest

ACRONYM = 3  # letters
MINIMUM_FUZZY_LENGTH = 4
MINIMUM_WORD_SIMILARITY = 0.7
SAME_LENGTH_AS_WORD = 0.86
_LONG_NAME = 8  # letters of a name that ordinary words are hardly one slip away from


def words_agree(written: Sequence[str], name: Sequence[str], is_word: WordTest) -> bool:
    """Whether every word is like its counterpart; ordinary words must nearly be the same.

    Beside a word that is none, an ordinary word may be a slip as well ("Nordc Egde").
    """
    if len(written) != len(name):
        return True
    pairs = list(zip(written, name))
    slips = not all(map(is_word, written)) and all(one[0] == word[0] for one, word in pairs)
    for one, word in pairs:
        strict = is_word(one) and not slips
        needed = SAME_LENGTH_AS_WORD if strict else MINIMUM_WORD_SIMILARITY
        if OSA.normalized_similarity(one, word) < needed:
            return False
    return True


def one_slip_a_word(written: Sequence[str], name: Sequence[str], is_word: WordTest) -> bool:
    """ "Nordic Egde", "Stim Aqau": no word more than a slip away, and at most one a real word.

    In a real word it is letters changed about, left out or doubled, not another letter:
    "Norwegian Wool Cluster" is no slip.
    """
    pairs = list(zip(written, name))
    if len(written) < 2 or len(written) != len(name) or sum(map(len, name)) < _LONG_NAME:
        return False
    if any(one[0] != word[0] for one, word in pairs):
        return False
    wrong = [(one, word) for one, word in pairs if one != word]
    if not all(_is_one_slip(one, word) for one, word in wrong):
        return False
    if any(len(word) < MINIMUM_FUZZY_LENGTH and len(one) != len(word) for one, word in wrong):
        return False  # "a cluster" is no "AI cluster", though "Arena por" is "Arena Pro"
    if len(wrong) > 1 and all(is_word(one) for one, _ in wrong):
        return False
    return not any(
        is_word(one) and len(one) == len(word) and sorted(one) != sorted(word)
        for one, word in wrong
    )


def cores_agree(written: str, name: str) -> bool:
    """Whether compounds with one noun differ by a slip: "Matklyngen" is no "KI-klyngen"."""
    return OSA.normalized_similarity(written, name) >= MINIMUM_WORD_SIMILARITY


def letters_swapped(word: str) -> Iterator[str]:
    """The forms of a word with two neighbouring letters changed about."""
    for place in range(len(word) - 1):
        if word[place] != word[place + 1]:
            yield word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _is_one_slip(written: str, word: str) -> bool:
    """One letter left out, doubled or wrong, or two changed about, not only neighbours: "Midea"."""
    if OSA.distance(written, word) <= 1:
        return True
    apart = [pair for pair in zip(written, word) if pair[0] != pair[1]]
    return len(written) == len(word) and len(apart) == 2 and apart[0] == apart[1][::-1]
