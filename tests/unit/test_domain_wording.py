"""The wording in `domain.yml` is complete in every language and fits rules and actions."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path
from string import Formatter
from typing import Any, Dict, Iterator, List, Set, Tuple

import pytest
import yaml

import actions

ROOT = Path(actions.__file__).resolve().parents[1]
DOMAIN: Dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
RESPONSES: Dict[str, List[Dict[str, Any]]] = DOMAIN["responses"]
RULES = [
    rule
    for file in sorted((ROOT / "data" / "rules").glob("*.yml"))
    for rule in yaml.safe_load(file.read_text(encoding="utf-8"))["rules"]
]
ACTIONS = Path(actions.__file__).parent
SOURCES = {
    str(path.relative_to(ACTIONS)): path.read_text(encoding="utf-8")
    for path in sorted(ACTIONS.rglob("*.py"))
}
UTTERANCES = ("say", "fact", "from_pages", "ask")  # of actions/answer.py
NO_VARIABLES = {"pages", "sources", "buttons"}  # that they take besides
OTHERS = {code: [{"type": "slot", "name": "language", "value": code}] for code in ("nn", "en")}
TRANSLATED = [name for name in RESPONSES if not name.startswith("utter_language_")]


def variables(variation: Dict[str, Any]) -> Set[str]:
    return {name for _, name, _, _ in Formatter().parse(variation["text"]) if name}


def literals() -> Iterator[str]:
    """Every whole string in the code of the actions that starts as a response does."""
    for source in SOURCES.values():
        tree = ast.parse(source)
        parts = {
            id(v) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for v in node.values
        }
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in parts
            ):
                if node.value.startswith("utter_") and not node.value.endswith("_"):
                    yield node.value


def prefixes() -> Set[str]:
    """How the names begin that the code puts together: f"utter_effect_{aspect}"."""
    found = set()
    for source in SOURCES.values():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                if str(node.values[0].value).startswith("utter_"):
                    found.add(str(node.values[0].value))
            if isinstance(node, ast.Constant) and node.value == "utter_label_":
                found.add("utter_label_")
    return found


def calls() -> Iterator[Tuple[Tuple[str, ...], Set[str]]]:
    """(responses it may utter, variables) of each message whose response is named outright."""
    for source in SOURCES.values():
        for node in ast.walk(ast.parse(source)):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id not in UTTERANCES or not node.args:
                continue
            names = {keyword.arg for keyword in node.keywords}
            if None in names:  # **variables: tested by running, in test_actions.py
                continue
            given = {str(name) for name in names} - NO_VARIABLES
            first = node.args[0]
            options = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
            responses = tuple(str(one.value) for one in options if isinstance(one, ast.Constant))
            if responses:
                yield responses, given


@pytest.mark.parametrize("name", TRANSLATED)
def test_a_response_has_a_bokmål_default_then_nynorsk_then_english(name: str) -> None:
    bokmål, nynorsk, english = RESPONSES[name]
    assert "condition" not in bokmål
    assert [nynorsk["condition"], english["condition"]] == [OTHERS["nn"], OTHERS["en"]]
    assert all(variation["text"].strip() for variation in RESPONSES[name])
    words = "".join(part for part, _, _, _ in Formatter().parse(bokmål["text"]))
    if any(char.isalpha() for char in words):  # else it holds nothing but facts
        assert english["text"] not in (bokmål["text"], nynorsk["text"])


@pytest.mark.parametrize("name", TRANSLATED)
def test_all_languages_use_the_same_variables(name: str) -> None:
    bokmål, nynorsk, english = RESPONSES[name]
    assert variables(bokmål) == variables(nynorsk) == variables(english)


@pytest.mark.parametrize("name", TRANSLATED)
def test_all_languages_have_the_same_buttons(name: str) -> None:
    payloads = [[b["payload"] for b in v.get("buttons", [])] for v in RESPONSES[name]]
    assert payloads[0] == payloads[1] == payloads[2]


@pytest.mark.parametrize("name", ["utter_language_nb", "utter_language_nn", "utter_language_en"])
def test_a_change_of_language_is_confirmed_in_one_language_only(name: str) -> None:
    (only,) = RESPONSES[name]
    assert "condition" not in only


def test_every_response_that_the_code_names_exists() -> None:
    assert set(literals()) - set(RESPONSES) == set()


def test_every_name_that_the_code_puts_together_begins_some_response() -> None:
    lonely = {p for p in prefixes() if not any(name.startswith(p) for name in RESPONSES)}
    assert lonely == set()


def test_every_response_is_used() -> None:
    in_rules = {step.get("action") for rule in RULES for step in rule["steps"]}
    used = in_rules | set(literals())
    used |= {f"{name}_despite_name" for name in used if name}
    idle = [n for n in RESPONSES if n not in used and not any(n.startswith(p) for p in prefixes())]
    assert idle == []


CALLS = sorted({(names, tuple(sorted(given))) for names, given in calls()})


@pytest.mark.parametrize(("names", "given"), CALLS)
def test_every_variable_of_a_response_is_passed(
    names: Tuple[str, ...], given: Tuple[str, ...]
) -> None:
    for name in names:
        for variation in RESPONSES[name]:
            assert variables(variation) <= set(given)


@pytest.mark.parametrize(("names", "given"), CALLS)
def test_every_variable_that_is_passed_is_used(
    names: Tuple[str, ...], given: Tuple[str, ...]
) -> None:
    """By one of the responses that may be uttered there."""
    used = {one for name in names for variation in RESPONSES[name] for one in variables(variation)}
    assert set(given) <= used


def test_every_intent_has_exactly_one_rule() -> None:
    counts = Counter(step["intent"] for rule in RULES for step in rule["steps"] if "intent" in step)
    assert set(counts) == set(DOMAIN["intents"])
    assert [intent for intent, count in counts.items() if count != 1] == []


def test_every_rule_ends_in_an_action_that_exists() -> None:
    names = {next(iter(a)) if isinstance(a, dict) else a for a in DOMAIN["actions"]}
    for rule in RULES:
        intent, action = rule["steps"]
        assert set(intent) == {"intent"}
        assert action["action"] in names | set(RESPONSES)


def test_every_action_of_the_domain_is_in_the_code() -> None:
    declared = {next(iter(a)) if isinstance(a, dict) else a for a in DOMAIN["actions"]}
    named = {
        str(node.value)
        for source in SOURCES.values()
        for function in ast.walk(ast.parse(source))
        if isinstance(function, ast.FunctionDef) and function.name == "name"
        for node in ast.walk(function)
        if isinstance(node, ast.Constant) and str(node.value).startswith("action_")
    }
    assert declared == named


def test_buttons_send_intents_of_the_domain() -> None:
    for variations in RESPONSES.values():
        for variation in variations:
            for button in variation.get("buttons", []):
                assert button["payload"].lstrip("/").split("{")[0] in DOMAIN["intents"]
