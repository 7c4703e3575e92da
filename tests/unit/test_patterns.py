"""The regular expressions that messages are read by are quick on any text, and say nothing twice.

A pattern that backtracks without end would hold up the whole process (docs/reliability.md).
"""

from __future__ import annotations

import random
import re
import signal
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any, Iterator, List, Tuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(
    path.relative_to(ROOT)
    for folder, pattern in (("actions", "**/*.py"), ("bot/nlu", "*.py"), ("bot/knowledge", "*.py"))
    for path in (ROOT / folder).glob(pattern)
    if path.name != "__main__.py"
)
SECONDS = 0.25  # of processor time for one search; the slowest needs a tenth of it or little more
TRIES = 3
LENGTH = 1000  # characters, as many as a message may have
_WORDS = (
    "og and men but så so det den de the to er is a av of i in på at som that not ikke hvor who "
    "which hvem level nivå same samme all alle one for eksempel med with name navn 1 2 ? , . - both"
)
WORDS = _WORDS.split()


def found_in(value: Any, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 4 and isinstance(value, (list, tuple, dict)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from found_in(one, depth + 1)


PATTERNS: List[Tuple[str, re.Pattern[str]]] = list(
    {
        pattern: (f"{file}: {name}", pattern)
        for file in FILES
        for name, value in vars(import_module(".".join(file.with_suffix("").parts))).items()
        for pattern in found_in(value)
    }.values()
)


def hostile_texts() -> List[str]:
    """One word or mark again and again, and runs of words that hold a sentence together."""
    chance = random.Random(1)
    one = [f"{word} " * LENGTH for word in WORDS] + ["a" * LENGTH, " " * LENGTH, "?" * LENGTH]
    many = [" ".join(chance.choice(WORDS) for _ in range(LENGTH // 2)) for _ in range(6)]
    return [text[:LENGTH] for text in [*one, "Ab " * LENGTH, " ," * LENGTH, *many]]


class SlowError(Exception):
    """A search took longer than it may."""


def is_slow(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a search takes too long; it is broken off then."""

    def give_up(*_: Any) -> None:
        raise SlowError

    before = signal.signal(signal.SIGVTALRM, give_up)
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
        pattern.search(text)
        return False
    except SlowError:
        return True
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def alternatives(pattern: str) -> Iterator[List[str]]:
    """What stands between the bars of each group of a pattern, and of the whole."""
    open_groups: List[List[str]] = []
    current = [""]
    in_class = False
    for token in re.findall(r"\\.|\(\?(?:P<\w+>|<?[=!]|[a-z-]*:)|.", pattern, re.DOTALL):
        if in_class or token == "[":
            in_class = token != "]"
            current[-1] += token
        elif token.startswith("("):
            open_groups.append(current)
            current = [""]
        elif token == ")":
            yield current
            inner, current = current, open_groups.pop()
            current[-1] += f"({'|'.join(inner)})"
        elif token == "|":
            current.append("")
        else:
            current[-1] += token
    yield current


def said_twice(pattern: str) -> Iterator[str]:
    """Alternatives that are there twice, or that another with `\\w*` at its end covers."""
    for group in alternatives(pattern):
        yield from (one for one, number in Counter(group).items() if one and number > 1)
        stems = [one[: -len(r"\w*")] for one in group if re.fullmatch(r"\w+\\w\*", one)]
        yield from (
            one
            for one in set(group)
            if re.fullmatch(r"\w+", one) and any(one.startswith(stem) for stem in stems)
        )


def test_there_are_patterns() -> None:
    assert len(PATTERNS) > 250
    assert len(hostile_texts()) > 50


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs a timer to break off with")
def test_a_slow_pattern_is_noticed() -> None:
    assert is_slow(re.compile(r"(?:a|a)*b"), "a" * 40)


@pytest.mark.parametrize("text", hostile_texts(), ids=lambda text: repr(text[:12]))
def test_no_pattern_is_slow(text: str) -> None:
    slow = [
        name
        for name, pattern in PATTERNS
        if all(is_slow(pattern, text) for _ in range(TRIES))  # a busy machine is no reason to fail
    ]
    assert slow == []


def test_what_is_said_twice_is_noticed() -> None:
    assert list(said_twice(r"\b(?:a|(?:b|cd|b)|spread|spre\w*|[|(]|a)\b")) == ["b", "a", "spread"]
    assert list(said_twice(r"a(?!b|c)|(?-i:x|y)|\(|\|")) == []


def test_no_pattern_says_anything_twice() -> None:
    found = {name: twice for name, one in PATTERNS if (twice := list(said_twice(one.pattern)))}
    assert found == {}
