"""Which rule applies: looked up by the last action and intent, over the states that rules look at.

Rasa describes every state of the conversation, twice for each prediction (for rules that hold a
user's words, and for those with intents), and tries all rules on each. Here it is the last states
only, as many as the longest rule has, and the few rules that end as the conversation does. Where
more could matter (forms, slots that rules see, events taken back) or no rule applies, Rasa's own
way is taken.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional, Tuple
from weakref import WeakKeyDictionary

from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.shared.core.constants import (
    ACTION_LISTEN_NAME,
    PREVIOUS_ACTION,
    SHOULD_NOT_BE_SET,
    USER,
)
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import (
    ActionExecuted,
    ActionReverted,
    ActiveLoop,
    Restarted,
    SessionStarted,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME, INTENT

Found = Tuple[Optional[str], Optional[str], bool]
_End = Tuple[Optional[str], Optional[str]]

stock_find = RulePolicy._find_action_from_rules
_debugging = logging.getLogger(RulePolicy.__module__)
_BEGINNINGS = (Restarted, SessionStarted)
_INTRICATE = (ActionReverted, ActiveLoop, UserUtteranceReverted)


@dataclass
class _Moment:
    """What Rasa makes a state of, without slots and forms."""

    latest_message: Optional[UserUttered] = None
    latest_action: Optional[Dict[str, str]] = None
    slots: Dict[str, Any] = field(default_factory=dict)
    active_loop: Any = None
    active_loop_name: Any = None


class _Rules:
    """The rules of a policy by how they end."""

    def __init__(self, rules: Dict[str, str]) -> None:
        self.rules = rules
        self.longest = 1
        self.need_intents = True
        self._by_end: Dict[_End, Dict[str, str]] = {}
        for key, action in rules.items():
            states = RulePolicy._rule_key_to_state(key)
            self.longest = max(self.longest, len(states))
            end = _end(states[-1]) if states else (None, None)
            self.need_intents &= end[0] not in (None, ACTION_LISTEN_NAME) or end[1] is not None
            self._by_end.setdefault(end, {})[key] = action

    def ending(self, state: State) -> Dict[str, str]:
        """The rules whose last state may be this one."""
        action, intent = _end(state)
        found: Dict[str, str] = {}
        for end in {(action, intent), (action, None), (None, intent), (None, None)}:
            found.update(self._by_end.get(end, {}))
        return found


_known: WeakKeyDictionary[RulePolicy, _Rules] = WeakKeyDictionary()


def find(
    self: RulePolicy,
    tracker: DialogueStateTracker,
    domain: Domain,
    use_text_for_last_user_input: bool,
) -> Found:
    """`RulePolicy._find_action_from_rules`."""
    found = None
    if not _debugging.isEnabledFor(logging.DEBUG) and _is_plain(self, tracker, domain):
        found = _find(self, tracker, domain, use_text_for_last_user_input)
    return found or stock_find(self, tracker, domain, use_text_for_last_user_input)


def _find(
    policy: RulePolicy, tracker: DialogueStateTracker, domain: Domain, by_text: bool
) -> Optional[Found]:
    rules = _rules(policy)
    if by_text:  # none can apply where all that follow a message want an intent
        return (None, None, False) if rules.need_intents else None
    states = recent_states(tracker, domain, rules.longest)
    policy.featurizer._choose_last_user_input([states], by_text)
    keys = policy._get_possible_keys(rules.ending(states[-1]), states)
    if not keys:
        return None
    best = max(keys, key=len)
    return rules.rules[best], best, False


def recent_states(tracker: DialogueStateTracker, domain: Domain, count: int) -> List[State]:
    """The last states of `RulePolicy._prediction_states` for a conversation that is plain."""
    moments = [_Moment()]
    open_messages = [moments[0]]  # those whose message is further back
    for event in reversed(tracker.events):
        if isinstance(event, _BEGINNINGS):
            break
        if isinstance(event, UserUttered):
            for moment in open_messages:
                moment.latest_message = event
            open_messages = []
            if len(moments) > count:
                break
        elif isinstance(event, ActionExecuted):
            moments[-1].latest_action = event.as_sub_state()
            moments.append(_Moment())
            open_messages.append(moments[-1])
    return [domain.get_active_state(moment) for moment in reversed(moments[:count])]


def _is_plain(policy: RulePolicy, tracker: DialogueStateTracker, domain: Domain) -> bool:
    """Whether states consist of messages and actions, one after the other."""
    return (
        bool(tracker.latest_action)
        and getattr(policy.featurizer, "max_history", None) is None
        and not tracker.active_loop_name
        and not any(slot.has_features() for slot in tracker.slots.values())
        and not any(isinstance(event, _INTRICATE) for event in tracker.events)
    )


def _rules(policy: RulePolicy) -> _Rules:
    known = _known.get(policy)
    if known is None or known.rules is not policy.lookup[RULES]:
        known = _known[policy] = _Rules(policy.lookup[RULES])
    return known


def _end(state: State) -> _End:
    return (
        _set(state.get(PREVIOUS_ACTION, {}).get(ACTION_NAME)),
        _set(state.get(USER, {}).get(INTENT)),
    )


def _set(value: Any) -> Optional[str]:
    return value if isinstance(value, str) and value != SHOULD_NOT_BE_SET else None
