"""Open questions put into groups of those alike, each with the known kind that comes nearest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Sequence, Tuple

import numpy as np
from sklearn.cluster import AgglomerativeClustering

from bot.insights.likeness import Likeness
from bot.insights.masking import is_masked
from bot.insights.outcomes import Outcome
from bot.insights.phrases import Phrase, fits_phrase, training_block
from bot.insights.summary import DISLIKED, Open
from bot.languages import LANGUAGES

MAXIMUM_GROUPED = 600  # some ten milliseconds each to encode
_NEIGHBOURS = 5
_VOTERS = 20  # questions of a group whose neighbours are looked at
_SURE = 0.8
_OTHER_KIND = 0.04  # how much less alike the model's taking them for different kinds makes them


@dataclass(frozen=True)
class Group:
    """Questions alike, the most frequent first; `likeness` (0 to 1) is that to `nearest`."""

    questions: Tuple[Open, ...]
    nearest: Optional[Phrase]
    likeness: float

    @property
    def count(self) -> int:
        """How often they were asked, together."""
        return sum(question.count for question in self.questions)

    @property
    def reasons(self) -> List[Tuple[str, int]]:
        """Why they are here, the most frequent first."""
        return _together(question.reasons for question in self.questions)

    @property
    def comments(self) -> List[str]:
        """What people wrote beside their thumbs down."""
        return [comment for question in self.questions for comment in question.comments]

    @property
    def languages(self) -> List[str]:
        """The languages they were asked in."""
        return sorted({question.language for question in self.questions})

    @property
    def kind(self) -> str:
        """The kind most of them were held to be."""
        return _together(question.kinds for question in self.questions)[0][0]

    @property
    def confidence(self) -> float:
        """How sure the model was of that, on average (0 to 1)."""
        return sum(question.confidence for question in self.questions) / self.count

    @property
    def only_declined(self) -> bool:
        """Whether nothing is wrong but that the knowledge base has no answer."""
        return all(reason == Outcome.DECLINED.value for reason, _ in self.reasons)

    @property
    def only_failed(self) -> bool:
        """Whether something broke each time, so that nothing is known of how well it was served."""
        return all(reason == Outcome.ERROR.value for reason, _ in self.reasons)

    @property
    def was_answered(self) -> bool:
        """Whether all of them got an answer, which people didn't like."""
        return all(reason in DISLIKED for reason, _ in self.reasons)

    @property
    def is_sure(self) -> bool:
        """Whether the model was: what is nearest by the words tells nothing more then."""
        return self.confidence >= _SURE

    @property
    def blocks(self) -> List[Tuple[str, str]]:
        """(language, training phrases in YAML) of what could be pasted into `data/nlu`."""
        understood = self.only_declined or self.only_failed or (self.was_answered and self.is_sure)
        if self.nearest is None or understood:
            return []
        blocks = []
        for language in dict.fromkeys(map(_folder, self.languages)):
            texts = [
                question.text
                for question in self.questions
                if _folder(question.language) == language
                and not is_masked(question.text)
                and fits_phrase(question.text)
            ]
            if texts:
                blocks.append((language, training_block(self.nearest.intent, texts)))
        return blocks


def _folder(language: str) -> str:
    """The folder of `data/nlu` that phrases in a language belong to."""
    return LANGUAGES[language].understood_as if language in LANGUAGES else language


def group(questions: Sequence[Open], likeness: Likeness) -> List[Group]:
    """Groups of the most frequent questions, the largest first; those only declined at the end.

    Args:
        questions: any number; only the `MAXIMUM_GROUPED` most frequent are grouped.
    """
    chosen = sorted(questions, key=lambda one: -one.count)[:MAXIMUM_GROUPED]
    if not chosen:
        return []
    vectors = likeness.of_texts([question.text for question in chosen])
    kinds = [(one.kinds.most_common(1)[0][0], _only_declined(one)) for one in chosen]
    members: dict[int, List[int]] = {}
    for place, label in enumerate(_labels(vectors, kinds, likeness.alike)):
        members.setdefault(int(label), []).append(place)
    phrases, known = likeness.of_phrases()
    made = []
    for places in members.values():
        nearest, how = _nearest(vectors[places], phrases, known)
        made.append(Group(tuple(chosen[place] for place in places), nearest, how))
    return sorted(made, key=lambda one: (one.only_declined, -one.count, one.questions[0].text))


def _only_declined(question: Open) -> bool:
    return set(question.reasons) == {Outcome.DECLINED.value}


def _labels(vectors: Any, kinds: Sequence[Tuple[str, bool]], alike: float) -> List[int]:
    if vectors.shape[0] == 1:
        return [0]
    products = vectors @ vectors.T
    close = products.toarray() if hasattr(products, "toarray") else products
    clustering = AgglomerativeClustering(
        n_clusters=None, affinity="precomputed", linkage="average", distance_threshold=1 - alike
    )
    distances = np.clip(1 - close, 0, None)
    names = np.array([kind for kind, _ in kinds])
    declined = np.array([is_declined for _, is_declined in kinds])
    distances += _OTHER_KIND * (names[:, None] != names[None, :])
    distances += 2.0 * (declined[:, None] != declined[None, :])  # never together
    np.fill_diagonal(distances, 0)
    return list(clustering.fit_predict(distances))


def _nearest(vectors: Any, phrases: Sequence[Phrase], known: Any) -> Tuple[Optional[Phrase], float]:
    """The phrase nearest to a group, of the intent that most neighbours of its members have."""
    if not phrases:
        return None, 0.0
    products = vectors[:_VOTERS] @ known.T
    likeness = products.toarray() if hasattr(products, "toarray") else np.asarray(products)
    best: Dict[str, Tuple[float, int]] = {}
    votes: Counter[str] = Counter()
    for row in likeness:
        for place in np.argsort(-row)[:_NEIGHBOURS]:
            intent = phrases[place].intent
            votes[intent] += 1
            best[intent] = max(best.get(intent, (-1.0, 0)), (float(row[place]), int(place)))
    winner = max(votes, key=lambda intent: (votes[intent], best[intent]))
    how, place = best[winner]
    return phrases[place], how


def _together(counters: Any) -> List[Tuple[str, int]]:
    total: Counter[str] = Counter()
    for counter in counters:
        total.update(counter)
    return total.most_common()
