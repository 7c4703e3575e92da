"""How facts read within a sentence: lists, numbers, bullets. Sentences are in `domain.yml`."""

from __future__ import annotations

import json
from typing import Iterable, Sequence, Union

_AND = {"nb": "og", "en": "and"}


def join(items: Sequence[str], language: str) -> str:
    """ "a, b og c" or "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {_AND.get(language, 'og')} {items[-1]}"


def bullets(items: Iterable[str]) -> str:
    """A Markdown list."""
    return "\n".join(f"- {item}" for item in items)


def number(value: Union[float, int], language: str) -> str:
    """ "15,8" in Norwegian, "15.8" in English."""
    text = str(int(value)) if float(value).is_integer() else str(value)
    return text if language == "en" else text.replace(".", ",")


def capitalised(text: str) -> str:
    """The text with its first letter in upper case, the rest as it is."""
    return text[:1].upper() + text[1:]


def payload(intent: str, **entities: str) -> str:
    """What a button sends: an intent with entities, in Rasa's format."""
    return f"/{intent}{json.dumps(entities, ensure_ascii=False)}" if entities else f"/{intent}"
