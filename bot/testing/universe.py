"""Reads from a Rasa project what there is to cover: from the model's domain and the rules."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Dict, Iterator, List, Mapping, Sequence, Tuple

import yaml

from bot.slots import LANGUAGE_SLOT
from bot.testing.coverage import DEFAULT_LANGUAGES, LABEL_PREFIX, Universe

_RULES = re.compile(r"^rules\s*:", re.MULTILINE)


def universe_of(
    domain: Mapping[str, Any], data: Path, languages: Sequence[str] = DEFAULT_LANGUAGES
) -> Universe:
    """What scripts could touch.

    Args:
        domain: `Domain.as_dict()` of the model.
        data: folder of the training data; its files with `rules:` are read.
        languages: values of the language slot; the first is that of responses without one.
    """
    responses: Mapping[str, Any] = domain.get("responses") or {}
    return Universe(
        intents=_names(domain.get("intents")),
        actions=_names(domain.get("actions")),
        responses=sorted(responses),
        languages=list(languages),
        labels={
            name: _texts(variations, languages)
            for name, variations in responses.items()
            if name.startswith(LABEL_PREFIX)
        },
        rules=dict(_rules(data)),
    )


def _names(entries: Any) -> List[str]:
    """Names of a domain's list, where an entry with options is a mapping: `name: {…}`."""
    return sorted(
        str(entry if isinstance(entry, str) else next(iter(entry))) for entry in entries or ()
    )


def _texts(variations: Any, languages: Sequence[str]) -> Dict[str, List[str]]:
    """The texts of a response by language; those without condition are for all others."""
    texts: Dict[str, List[str]] = {language: [] for language in languages}
    default: List[str] = []
    for variation in variations:
        text = str(variation.get("text") or "")
        chosen = [
            condition.get("value")
            for condition in variation.get("condition") or []
            if condition.get("name") == LANGUAGE_SLOT
        ]
        for language in chosen:
            texts.setdefault(str(language), []).append(text)
        if not chosen:
            default.append(text)
    return {language: found or default for language, found in texts.items()}


def _rules(data: Path) -> Iterator[Tuple[str, List[List[str]]]]:
    for file in sorted(data.rglob("*.yml")):
        text = file.read_text(encoding="utf-8")
        if _RULES.search(text):
            for rule in yaml.safe_load(text).get("rules") or []:
                yield str(rule["rule"]), list(_steps(rule.get("steps") or []))


def _steps(steps: Sequence[Mapping[str, Any]]) -> Iterator[List[str]]:
    """Each step as its alternatives; slots, loops and checkpoints leave no trace of their own."""
    for step in steps:
        alternatives = step.get("or") or [step]
        names = [
            f"{kind} {alternative[kind]}"
            for alternative in alternatives
            for kind in ("intent", "action")
            if kind in alternative and alternative[kind] != "action_listen"
        ]
        if names:
            yield names
