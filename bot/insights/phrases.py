"""The training phrases with their intents, read without Rasa."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, List, Optional

import yaml

from bot.knowledge.loading import phrases_directory

# [text](entity) and [text]{"entity": …}, which may stand in a phrase
_ANNOTATION = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")


@dataclass(frozen=True)
class Phrase:
    """A training phrase as people would type it."""

    text: str
    intent: str
    language: str


def training_phrases(folder: Optional[Path] = None) -> List[Phrase]:
    """All phrases in the folders of the languages; none if there are no such folders."""
    folder = folder or phrases_directory()
    found = [phrase for path in sorted(folder.glob("*/*.yml")) for phrase in _phrases(path)]
    return list(dict.fromkeys(found))


def _phrases(path: Path) -> Iterator[Phrase]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=loader) or {}
    for entry in data.get("nlu") or []:
        intent, examples = entry.get("intent"), entry.get("examples")
        if not intent or not isinstance(examples, str):
            continue
        for line in examples.splitlines():
            text = _ANNOTATION.sub(r"\1", line.strip().removeprefix("-").strip())
            if text:
                yield Phrase(text, str(intent), path.parent.name)


def training_block(intent: str, texts: List[str]) -> str:
    """The texts as phrases of an intent, to be pasted into a file under `nlu:`."""
    lines = [f"- intent: {intent}", "  examples: |"]
    return "\n".join([*lines, *(f"    - {text}" for text in texts if fits_phrase(text))]) + "\n"


def fits_phrase(text: str) -> bool:
    """Whether a text can stand as a phrase: in brackets Rasa would see an annotation."""
    return bool(text.strip()) and not any(char in text for char in "[]{}\n")
