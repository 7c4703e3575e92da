"""The words of the training phrases: which are no names, which are right, how often they occur."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import AbstractSet, Dict, FrozenSet, List, Set, Tuple

from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge.misspelt import letters_swapped
from bot.knowledge.names import Piece, fold, pieces
from bot.nlu.word_counts import WordCounts

_SEVERAL, _MANY = 2, 5  # phrases that hold a word, of a dictionary or not
_FAR_OFTENER = 20  # times, for a word with two letters changed about to be a slip
_RIGHT, _USUAL, _HEARD = "right", "usual", "heard"  # in a dictionary, many phrases, several
_WORDS_FILE, _COUNTS_FILE = "vocabulary.txt", "word_counts.npz"


@dataclass(frozen=True)
class HeardWords:
    """Words that several phrases hold, by folded form: as written, and how well they are known.

    Phrases are misspelt as people misspell; a word of no dictionary counts as right when many hold
    it.
    """

    words: Dict[str, Tuple[str, str]] = field(default_factory=dict)
    counts: WordCounts = field(default_factory=lambda: WordCounts.count([]))

    @classmethod
    def of(cls, training_data: TrainingData, names: AbstractSet[str]) -> HeardWords:
        """Those of phrases that passed the tokenizer; `names`: folded words of known names."""
        counts: Counter[str] = Counter()
        known: Set[str] = set()
        written: Dict[str, Counter[str]] = defaultdict(Counter)
        phrases: List[List[str]] = []
        for example in training_data.intent_examples:
            if not example.get(ENTITIES):
                words = _written_small(example.get(TEXT) or "", names)
                counts.update({piece.folded for piece in words})
                tokens: List[Token] = example.get(TOKENS_NAMES[TEXT], [])
                phrases.append([fold(token.text) for token in tokens])
                known.update(fold(token.text) for token in tokens if token.get("known"))
                for piece in words:
                    written[piece.folded][piece.text.lower()] += 1
        heard = {
            word: (
                written[word].most_common(1)[0][0],
                _RIGHT if word in known else _how_well(word, counts),
            )
            for word, count in sorted(counts.items())
            if count >= _SEVERAL
        }
        return cls(heard, WordCounts.count(phrases))

    def save(self, folder: Path) -> None:
        """Write to a folder of the model."""
        lines = (f"{word}\t{written}\t{how}" for word, (written, how) in self.words.items())
        (folder / _WORDS_FILE).write_text("\n".join(lines), encoding="utf-8")
        self.counts.save(folder / _COUNTS_FILE)

    @classmethod
    def load(cls, folder: Path) -> HeardWords:
        """Read what `save` wrote."""
        lines = (folder / _WORDS_FILE).read_text(encoding="utf-8").splitlines()
        rows = (line.split("\t") for line in lines)
        words = {word: (written, how) for word, written, how in rows}
        return cls(words, WordCounts.load(folder / _COUNTS_FILE))

    @property
    def heard(self) -> FrozenSet[str]:
        """All of them, folded."""
        return frozenset(self.words)

    @property
    def right(self) -> Dict[str, str]:
        """Those that are right, as written, by folded form."""
        return {word: written for word, (written, how) in self.words.items() if how != _HEARD}

    @property
    def in_no_dictionary(self) -> FrozenSet[str]:
        """Those that count as right though no dictionary holds them."""
        return frozenset(word for word, (_, how) in self.words.items() if how == _USUAL)


def _how_well(word: str, counts: Counter[str]) -> str:
    """How well a word of no dictionary is known; "taht" is no word, "that" is far commoner."""
    if counts[word] < _MANY:
        return _HEARD
    meant = max((counts[swapped] for swapped in letters_swapped(word)), default=0)
    return _HEARD if meant >= _FAR_OFTENER * counts[word] else _USUAL


def _written_small(text: str, names: AbstractSet[str]) -> List[Piece]:
    """The words of a text that are no names: in small letters, but for the first word's capital."""
    found = pieces(text)
    small = [piece for piece in found if piece.text.islower()]
    if len(found) > 1 and found[0].text.istitle() and found[1].text.islower():
        is_apart = text[found[0].end : found[1].start] == " "  # "Equinor, are they in?"
        if is_apart and found[0].folded not in names:
            small.append(found[0])
    return small
