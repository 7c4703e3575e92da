"""From single results to the figures that are held against the targets."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Callable, Dict, Iterable, List, NamedTuple, Tuple

from tests.evaluation.replies import DECLINES, PROFILES
from tests.evaluation.running import Result

ROUGH = ("nynorsk", "dialect", "typo", "no_special", "mixed", "caps", "polite")
DECLINED_SETS = ("decline", "false_premise")
_ANSWERED_DECLINES = {"utter_effect_no_figure"}


class Share(NamedTuple):
    """How many of how many."""

    right: int
    total: int

    @property
    def value(self) -> float:
        """Between 0 and 1; 1 of nothing."""
        return self.right / self.total if self.total else 1.0

    def __str__(self) -> str:
        return f"{self.right}/{self.total} = {self.value:.1%}"


def share(results: Iterable[Result]) -> Share:
    """The share of right ones."""
    judged = [result.problem is None for result in results]
    return Share(sum(judged), len(judged))


def targets(results: List[Result]) -> Dict[str, Share]:
    """The figures named in `thresholds.yml`, of what there are questions for."""
    answerable = [r for r in results if r.group == "plain" or r.group in ROUGH]
    figures = {
        "plain nb": share(r for r in results if r.group == "plain" and r.language == "nb"),
        "plain en": share(r for r in results if r.group == "plain" and r.language == "en"),
        "rough": share(r for r in results if r.group in ROUGH),
        "conversations": _whole_conversations(results, "conversation"),
        "declines": share(r for r in results if r.group in DECLINED_SETS),
        "answerable not declined": Share(
            sum(not was_declined(r) for r in answerable), len(answerable)
        ),
        "small talk": share(r for r in results if r.group == "smalltalk"),
        "profiles plain": share(r for r in results if r.group == f"{PROFILES}plain"),
        "profiles rough": share(r for r in results if r.group in _of_profiles(ROUGH)),
        "profiles declines": share(r for r in results if r.group in _of_profiles(DECLINED_SETS)),
        "profiles conversations": _whole_conversations(results, f"{PROFILES}conversation"),
    }
    return {name: figure for name, figure in figures.items() if figure.total}


def was_declined(result: Result) -> bool:
    """Whether a question got no answer at all, though it has one."""
    return result.problem is not None and bool(
        set(result.responses) & (DECLINES - _ANSWERED_DECLINES)
    )


def by(
    results: Iterable[Result], key: Callable[[Result], Tuple[str, ...]]
) -> Dict[Tuple[str, ...], Share]:
    """Shares of right answers by a key, sorted by it."""
    groups: Dict[Tuple[str, ...], List[Result]] = defaultdict(list)
    for result in results:
        groups[key(result)].append(result)
    return {name: share(groups[name]) for name in sorted(groups)}


def confusions(results: Iterable[Result]) -> List[Tuple[Tuple[str, str], int]]:
    """(kind wanted, intent understood) of wrong answers, most frequent first."""
    pairs = Counter((r.kind, r.intent) for r in results if r.problem and r.kind != r.intent)
    return pairs.most_common(15)


def false_accepts(results: Iterable[Result]) -> List[Result]:
    """Questions answered that should have been declined or put right."""
    return [r for r in results if r.group in DECLINED_SETS and r.problem]


def false_declines(results: Iterable[Result]) -> List[Result]:
    """Answerable questions declined."""
    return [r for r in results if r.group in ("plain", *ROUGH) and was_declined(r)]


def _of_profiles(sets: Iterable[str]) -> List[str]:
    return [f"{PROFILES}{name}" for name in sets]


def _whole_conversations(results: Iterable[Result], group: str) -> Share:
    conversations: Dict[str, bool] = {}
    for result in results:
        if result.conversation and result.group == group:
            key = f"{result.split}/{result.conversation}"
            conversations[key] = conversations.get(key, True) and result.problem is None
    return Share(sum(conversations.values()), len(conversations))
