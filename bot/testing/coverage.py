"""Which intents, actions, responses and rules the scripts touch, and which they don't.

`Touched` gathers what conversations used and `Universe` holds all there is; both are turned
into plain data to travel from parallel workers. `Coverage` compares them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any, Dict, List, Mapping, Optional, Sequence, Set, Tuple

from bot.languages import CODES
from bot.testing.runner import CaseResult

LABEL_PREFIX = "utter_label_"
KINDS = ("intents", "actions", "responses", "rules")
# Of a response without conditions; also that of a conversation with no language yet.
DEFAULT_LANGUAGES = CODES

Steps = Tuple[str, ...]


@dataclass
class Touched:
    """What conversations used.

    Args:
        responses: (name, language) of each response uttered.
        titles: (title, language) of each button shown.
        flows: for each conversation its intents and actions in order.
    """

    responses: Set[Tuple[str, str]] = field(default_factory=set)
    titles: Set[Tuple[str, str]] = field(default_factory=set)
    flows: Set[Steps] = field(default_factory=set)

    @classmethod
    def by(cls, result: CaseResult, default_language: str = DEFAULT_LANGUAGES[0]) -> Touched:
        """What one test case used; nothing where the channel doesn't tell."""
        touched = cls()
        flow: List[str] = []
        for turn in result.turns:
            inside = turn.reply.inside
            if inside is None:
                continue
            flow += [f"intent {inside.intent}", *(f"action {name}" for name in inside.actions)]
            for message in turn.reply.messages:
                language = message.language or default_language
                if message.response:
                    touched.responses.add((message.response, language))
                for button in message.buttons:
                    touched.titles.add((button.title or "", language))
        if flow:
            touched.flows.add(tuple(flow))
        return touched

    def add(self, other: Touched) -> None:
        """Take in what another test case used."""
        self.responses |= other.responses
        self.titles |= other.titles
        self.flows |= other.flows

    def to_data(self) -> Dict[str, Any]:
        """As lists, for JSON."""
        return {
            "responses": sorted(map(list, self.responses)),
            "titles": sorted(map(list, self.titles)),
            "flows": sorted(map(list, self.flows)),
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Touched:
        """The other way round."""
        return cls(
            {(name, language) for name, language in data["responses"]},
            {(title, language) for title, language in data["titles"]},
            {tuple(flow) for flow in data["flows"]},
        )


@dataclass
class Universe:
    """All there is to touch.

    Args:
        labels: of each response that is a button's label, its text by language.
        rules: of each rule its intents and actions in order, each as a set of alternatives.
    """

    intents: Sequence[str]
    actions: Sequence[str]
    responses: Sequence[str]
    languages: Sequence[str] = DEFAULT_LANGUAGES
    labels: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    rules: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)

    def to_data(self) -> Dict[str, Any]:
        """As plain data, for JSON."""
        return dict(vars(self))

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Universe:
        """The other way round."""
        return cls(**data)


@dataclass(frozen=True)
class Share:
    """How much of one kind was touched."""

    kind: str
    total: int
    missing: Tuple[str, ...]

    @property
    def percent(self) -> float:
        """From 0 to 100; 100 when there is nothing to touch."""
        return 100.0 * (self.total - len(self.missing)) / self.total if self.total else 100.0


class Coverage:
    """Compares what was touched with all there is."""

    def __init__(
        self,
        touched: Touched,
        universe: Universe,
        ignored: Sequence[str] = (),
        ignored_responses: Sequence[str] = (),
    ) -> None:
        """Leave out names no script can touch, such as the apology after a crash.

        Args:
            touched: what conversations used.
            universe: all there is.
            ignored: names of any kind.
            ignored_responses: patterns for names of responses, such as `utter_label_*`.
        """
        self._touched = touched
        self._universe = universe
        self._ignored = set(ignored)
        self._patterns = tuple(ignored_responses)
        self._steps = {step for flow in touched.flows for step in flow}

    def shares(self) -> List[Share]:
        """One share for each of `KINDS`."""
        universe = self._universe
        intents = {name: f"intent {name}" in self._steps for name in universe.intents}
        actions = {name: f"action {name}" in self._steps for name in universe.actions}
        responses = {
            f"{name} [{language}]": self._uttered(name, language)
            for name in universe.responses
            if name not in self._ignored and not self._is_left_out(name)
            for language in universe.languages
        }
        rules = {name: self._followed(steps) for name, steps in universe.rules.items()}
        parts = zip(KINDS, (intents, actions, responses, rules), strict=True)
        return [self._share(kind, names) for kind, names in parts]

    def report(self) -> str:
        """The shares, each with the names that no script touches."""
        lines = []
        for share in self.shares():
            touched = share.total - len(share.missing)
            lines.append(f"{share.kind}: {touched} of {share.total} ({share.percent:.0f} %)")
            lines += [f"  not touched: {name}" for name in share.missing]
        unknown = self._ignored - {
            *self._universe.intents,
            *self._universe.actions,
            *self._universe.responses,
            *self._universe.rules,
        }
        lines += [f"ignored, but there is no such name: {name}" for name in sorted(unknown)]
        lines += [
            f"ignored, but there is no such response: {pattern}"
            for pattern in self._patterns
            if not any(fnmatchcase(name, pattern) for name in self._universe.responses)
        ]
        return "\n".join(lines)

    def too_low(self, thresholds: Mapping[str, float]) -> List[str]:
        """A line for each kind below its threshold in percent."""
        return [
            f"coverage of {share.kind} is {share.percent:.1f} %, below {thresholds[share.kind]:g} %"
            for share in self.shares()
            if share.percent < thresholds.get(share.kind, 0)
        ]

    def _share(self, kind: str, names: Mapping[str, bool]) -> Share:
        counted = {name: used for name, used in names.items() if name not in self._ignored}
        missing = tuple(name for name, used in counted.items() if not used)
        return Share(kind, len(counted), missing)

    def _is_left_out(self, response: str) -> bool:
        return any(fnmatchcase(response, pattern) for pattern in self._patterns)

    def _uttered(self, name: str, language: str) -> bool:
        if (name, language) in self._touched.responses:
            return True
        texts = self._universe.labels.get(name, {}).get(language, ())
        shown = [title for title, shown_in in self._touched.titles if shown_in == language]
        return any(_is_made_from(text, title) for text in texts for title in shown)

    def _followed(self, steps: Sequence[Sequence[str]]) -> bool:
        """Whether a conversation has these steps one after the other.

        Conditions on slots are not looked at: rules that differ in them only count together.
        """
        return bool(steps) and any(_has_in_order(flow, steps) for flow in self._touched.flows)


def patterns_of(given: Optional[Sequence[str]]) -> List[str]:
    """The patterns of an option that may be given often, and each time several."""
    return [pattern for one in given or () for pattern in re.split(r"[,\s]+", one) if pattern]


def _has_in_order(flow: Steps, steps: Sequence[Sequence[str]]) -> bool:
    return any(
        all(flow[start + offset] in step for offset, step in enumerate(steps))
        for start in range(len(flow) - len(steps) + 1)
    )


def _is_made_from(text: str, title: str) -> bool:
    """Whether a button's title is this text, with its {variables} filled in."""
    pattern = ".+".join(re.escape(part) for part in re.split(r"\{[^{}]*\}", text))
    return re.fullmatch(pattern, title, re.DOTALL) is not None
