"""The lists of intents in `config.yml` and in the code of the actions hold intents there are.

Rasa and Python take any string: one that is misspelt, or was renamed elsewhere, does nothing.
"""

from __future__ import annotations

import ast
from dataclasses import fields
from importlib import import_module
from pathlib import Path
from typing import Any, Dict, Iterator, List, Set, Tuple

import pytest
import yaml

from actions.base import KnowledgeAction
from actions.question import Question

ROOT = Path(__file__).resolve().parents[2]
INTENTS: Set[str] = set(
    yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"]
)
PIPELINE: Dict[str, Dict[str, Any]] = {
    component["name"].rpartition(".")[2]: component
    for component in yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
}
TREES = {
    str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "actions").rglob("*.py"))
}


def strings(value: Any) -> Iterator[str]:
    """The strings of lists in one another, and the keys and values of tables."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from strings([*value, *value.values()])
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)


def constants(*nodes: Any) -> List[str]:
    """The strings that stand outright among some expressions, or in a choice between two."""
    found = []
    for node in nodes:
        if isinstance(node, ast.IfExp):
            found += constants(node.body, node.orelse)
        elif isinstance(node, (ast.Tuple, ast.List, ast.Set)):
            found += constants(*node.elts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.append(node.value)
    return found


def named_in_code() -> Iterator[Tuple[str, str]]:
    """(Where, name) of what the actions take for an intent."""
    for file, tree in TREES.items():
        for node in ast.walk(tree):
            names: List[str] = []
            if isinstance(node, ast.Set):  # they hold nothing else there
                names = constants(node)
            elif isinstance(node, ast.Dict):
                keys = constants(*node.keys)
                names = keys if 2 * len(INTENTS.intersection(keys)) > len(keys) else []
            elif isinstance(node, ast.Compare):
                sides = [node.left, *node.comparators]
                if any(isinstance(one, ast.Attribute) and one.attr == "intent" for one in sides):
                    names = constants(*sides)
            elif isinstance(node, ast.Call) and _name(node) == "frozenset":
                names = constants(*node.args)
            elif isinstance(node, ast.Call) and _name(node) in _TAKE_AN_INTENT:
                names = constants(*node.args[:1])
            for name in names:
                yield f"{file}:{node.lineno}", name


_TAKE_AN_INTENT = ("asking", "payload", "level_buttons", "Question")


def _name(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def lists(component: str) -> Dict[str, Set[str]]:
    """The options of a component that are lists of intents."""
    options = PIPELINE[component]
    return {
        name: set(value)
        for name, value in options.items()
        if isinstance(value, list) and all(isinstance(one, str) for one in value)
    }


@pytest.mark.parametrize("component", PIPELINE)
def test_every_intent_of_the_configuration_exists(component: str) -> None:
    options = [value for value in PIPELINE[component].values() if isinstance(value, (list, dict))]
    assert set(strings(options)) - INTENTS == set()


def test_no_intent_is_of_two_families_or_twice_in_a_list() -> None:
    families = [intent for family in PIPELINE["ContextPrior"]["families"] for intent in family]
    assert len(families) == len(set(families))
    for component in PIPELINE.values():
        for value in component.values():
            if isinstance(value, list) and value and isinstance(value[0], str):
                assert len(value) == len(set(value))


def test_the_lists_of_talk_agree() -> None:
    small_talk = lists("QuestionCollector")["small_talk"]
    least_telling = lists("QuestionCollector")["least_telling"]
    gate = PIPELINE["UncertaintyGate"]
    becomes_something = {*gate["with_names"], *gate["with_known"]}
    assert least_telling == small_talk - lists("ContextPrior")["anytime"]
    assert set(gate["talk"]) == small_talk - becomes_something - {"bot_challenge", "start_over"}


def test_what_needs_a_conversation_is_the_same_to_all() -> None:
    assert lists("ContextPrior")["contextual"] == lists("QuestionCollector")["contextual"]


def test_every_intent_in_the_code_exists() -> None:
    named = [(where, name) for where, name in named_in_code() if name]  # "": of no intent yet
    assert len(named) > 300
    assert [(where, name) for where, name in named if name not in INTENTS] == []


def test_every_intent_that_an_action_answers_exists() -> None:
    modules = [import_module(file[: -len(".py")].replace("/", ".")) for file in TREES]
    families = {
        one
        for module in modules
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, KnowledgeAction)
    }
    assert len(families) > 10
    for family in families:
        assert family.intents - INTENTS == set(), family.__name__


def test_asking_changes_fields_there_are() -> None:
    """Type checks can't tell: `asking` takes any keyword."""
    known = {one.name for one in fields(Question)}
    wrong = [
        (file, node.lineno, keyword.arg)
        for file, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _name(node) == "asking"
        for keyword in node.keywords
        if keyword.arg is not None and keyword.arg not in known
    ]
    assert wrong == []


def test_two_actions_cannot_answer_the_same_intent() -> None:
    with pytest.raises(
        TypeError, match=r"ask_effect: answered by actions\.effects\.ActionEffect and"
    ):

        class Second(KnowledgeAction):
            intents = frozenset({"ask_effect"})

            def name(self) -> str:
                return "action_second"
