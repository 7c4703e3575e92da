"""Rules are looked up; what is found is what Rasa finds by trying all of them."""

from __future__ import annotations

import inspect
import json
from typing import Any, Dict, List

import pytest
from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionReverted,
    ActiveLoop,
    BotUttered,
    DefinePrevUserUtteredFeaturization,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.server.rasa_patches import rule_lookup

DOMAIN = Domain.from_dict(
    {
        "intents": ["greet", "ask"],
        "entities": ["name"],
        "slots": {"name": {"type": "any", "mappings": [{"type": "custom"}]}},
        "actions": ["action_answer", "action_twice", "utter_greet"],
        "forms": {"form": {"required_slots": ["name"]}},
    }
)


def after(intent: str, *actions: str, **entities: Any) -> str:
    """The key of a rule: a message with this intent, then these actions."""
    user = {"intent": intent, **entities}
    states = [
        {"prev_action": {"action_name": action}, "user": user}
        for action in ("action_listen", *actions)
    ]
    return json.dumps(states, sort_keys=True)


LOOKUP = {
    after("greet"): "utter_greet",
    after("greet", "utter_greet"): "action_listen",
    after("ask"): "action_answer",
    after("ask", entities=["name"]): "action_twice",
    after("ask", "action_answer"): "action_listen",
    after("ask", "action_twice"): "action_answer",
    after("ask", "action_twice", "action_answer"): "action_listen",
    '[{"user": {"intent": "greet"}}]': "action_answer",
}
#: Rules that hold words of a user, or anything said.
BY_TEXT = {'[{"prev_action": {"action_name": "action_listen"}, "user": {"text": "hi"}}]': "x"}


def listen() -> Event:
    return ActionExecuted("action_listen")


def said(intent: str, *entities: str) -> List[Event]:
    found = [{"entity": entity, "value": "x"} for entity in entities]
    message = UserUttered("hi", {"name": intent}, found)
    return [message, DefinePrevUserUtteredFeaturization(False)]


CONVERSATIONS: Dict[str, List[Event]] = {
    "nothing": [],
    "waiting": [listen()],
    "asked": [listen(), *said("ask")],
    "asked with a name": [listen(), *said("ask", "name")],
    "answered": [listen(), *said("ask"), ActionExecuted("action_answer"), BotUttered("re")],
    "half answered": [listen(), *said("ask", "name"), ActionExecuted("action_twice")],
    "all answered": [
        *(listen(), *said("ask", "name"), ActionExecuted("action_twice"), SlotSet("name", "x")),
        ActionExecuted("action_answer"),
    ],
    "asked again": [
        *(listen(), *said("greet"), ActionExecuted("utter_greet"), listen(), *said("ask")),
    ],
    "another session": [
        *(listen(), *said("ask"), ActionExecuted("action_session_start"), SessionStarted()),
        *(listen(), *said("greet")),
    ],
    "started again": [listen(), *said("ask"), Restarted(), listen(), *said("greet")],
    "no rule": [listen(), *said("ask"), ActionExecuted("utter_greet")],
    "unknown intent": [listen(), *said("else")],
    "action taken back": [
        *(listen(), *said("ask"), ActionExecuted("action_answer"), ActionReverted()),
    ],
    "message taken back": [listen(), *said("ask"), UserUtteranceReverted(), listen()],
    "form": [listen(), *said("ask"), ActiveLoop("form"), ActionExecuted("form")],
}


def policy(rules: Dict[str, str]) -> RulePolicy:
    made = RulePolicy.create(
        RulePolicy.get_default_config(),
        None,
        None,
        ExecutionContext(GraphSchema({})),
    )
    made.lookup = {RULES: rules, "rules_for_loop_unhappy_path": {}}
    return made


def tracker(events: List[Event], domain: Domain = DOMAIN) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("one", events, domain.slots)


def test_what_is_replaced_is_still_there() -> None:
    parameters = ["self", "tracker", "domain", "use_text_for_last_user_input"]
    assert list(inspect.signature(rule_lookup.stock_find).parameters) == parameters


@pytest.mark.parametrize("by_text", [True, False])
@pytest.mark.parametrize("rules", [LOOKUP, {**LOOKUP, **BY_TEXT}], ids=["intents", "text"])
@pytest.mark.parametrize("name", CONVERSATIONS)
def test_what_applies_is_what_rasa_finds(name: str, rules: Dict[str, str], by_text: bool) -> None:
    one = policy(rules)
    expected = rule_lookup.stock_find(one, tracker(CONVERSATIONS[name]), DOMAIN, by_text)
    found = rule_lookup.find(one, tracker(CONVERSATIONS[name]), DOMAIN, by_text)
    if by_text and expected[0] is None:  # then Rasa looks no further at the rest
        assert found[0] is None
    else:
        assert found == expected


def test_most_of_it_is_not_left_to_rasa(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_lookup, "stock_find", None)
    for name in ("asked", "answered", "half answered", "all answered", "asked again"):
        found = rule_lookup.find(policy(LOOKUP), tracker(CONVERSATIONS[name]), DOMAIN, False)
        assert found[0] is not None


def test_slots_that_rules_see_are_left_to_rasa() -> None:
    seen = Domain.from_dict(
        {
            "intents": ["ask"],
            "slots": {"name": {"type": "text", "mappings": [{"type": "custom"}]}},
            "actions": ["action_answer", "action_twice"],
        }
    )
    with_slot = json.dumps(
        [
            {
                "prev_action": {"action_name": "action_listen"},
                "slots": {"name": [1.0]},
                "user": {"intent": "ask"},
            }
        ]
    )
    rules = {after("ask"): "action_answer", with_slot: "action_twice"}
    events = [SlotSet("name", "x"), listen(), *said("ask")]
    assert rule_lookup.find(policy(rules), tracker(events, seen), seen, False)[0] == "action_twice"


def test_other_rules_are_looked_up_anew() -> None:
    one = policy(dict(LOOKUP))
    asked = tracker(CONVERSATIONS["asked"])
    assert rule_lookup.find(one, asked, DOMAIN, False)[0] == "action_answer"
    one.lookup[RULES] = {after("ask"): "utter_greet"}
    assert rule_lookup.find(one, asked, DOMAIN, False)[0] == "utter_greet"
