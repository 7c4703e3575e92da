"""Asking actions without a model: a parsed message in, what is said and remembered out."""

from __future__ import annotations

import asyncio
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from string import Formatter
from typing import Any, Dict, List, Optional, Tuple

import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

import actions
from bot.languages import CODES, DEFAULT_LANGUAGE
from tests.unit.written import words_of_the_other

for module in iter_modules(actions.__path__):  # a family of actions is known once imported
    import_module(f"actions.{module.name}")

ROOT = Path(__file__).resolve().parents[2]
DOMAIN: Dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
LANGUAGES = CODES
Said = List[Dict[str, Any]]
Slots = Dict[str, Any]


def message(intent: str, text: str = "", **names: Any) -> Dict[str, Any]:
    """A parsed message in Rasa's format."""
    entities = [
        {"entity": entity, "value": value}
        for entity, values in names.items()
        for value in (values if isinstance(values, (list, tuple)) else [values])
    ]
    return {"text": text, "intent": {"name": intent, "confidence": 0.9}, "entities": entities}


def tracker(latest: Dict[str, Any], slots: Slots, events: Optional[List[Any]] = None) -> Tracker:
    return Tracker("me", slots, latest, events or [], False, None, {}, None)


def run(
    action: Any, latest: Dict[str, Any], slots: Slots, events: Any = None
) -> Tuple[Said, Slots]:
    """What an action says, and the slots after it."""
    dispatcher = CollectingDispatcher()
    result = asyncio.run(action.run(dispatcher, tracker(latest, slots, events), DOMAIN))
    return dispatcher.messages, {**slots, **{event["name"]: event["value"] for event in result}}


def text_of(said: Dict[str, Any], language: str) -> str:
    """The text a user reads: the response in a language with its variables filled in."""
    variations = DOMAIN["responses"][said["response"]]
    wanted = [v for v in variations if _language_of(v) == language]
    needed = {name for _, name, _, _ in Formatter().parse(wanted[0]["text"]) if name}
    missing = needed - set(said)
    assert not missing, f"{said['response']} lacks {missing}"
    return str(wanted[0]["text"].format(**{name: said[name] for name in needed}))


def check_case(case: Any, language: str) -> None:
    """A case is (action, message, responses, what a reader must find in nb and in en).

    In nynorsk it is what the two have in common: names and numbers. No answer mixes.
    """
    action, latest, responses, nb, en = case
    said, _ = run(action(), latest, {"language": language})
    assert [one["response"] for one in said] == responses
    text = "\n".join(text_of(one, language) for one in said)
    both = [part for part in nb if part in en]
    for part in {"nb": nb, "nn": both, "en": en}[language]:
        assert part in text
    assert words_of_the_other(text, language) == set()


def _language_of(variation: Dict[str, Any]) -> str:
    conditions = variation.get("condition") or [{"value": DEFAULT_LANGUAGE}]
    return str(conditions[0]["value"])
