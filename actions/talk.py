"""The conversation itself: follow-ups, yes and no, language, repeating, starting over."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any, Dict, List, Optional, Tuple

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import Answer, say
from actions.base import (
    PICTURE,
    KnowledgeAction,
    after,
    answer_question,
    knowledge,
)
from actions.question import Context, Question
from bot.languages import DEFAULT_LANGUAGE, NORWEGIAN
from bot.slots import LANGUAGE_SLOT, LISTED_SLOT, MENTIONED_SLOT, OFFERED_SLOT, QUESTION_SLOT

_REPEATED = ("language", "sources", PICTURE)  # what channels show besides text and buttons
_CONTEXT = (QUESTION_SLOT, LISTED_SLOT, MENTIONED_SLOT, OFFERED_SLOT)
_NORSK = "no"  # either written form
_LANGUAGE_NAMES = {
    "en": re.compile(r"\b(?:engelsk\w*|english|inglish|eng)\b", re.IGNORECASE),
    "nn": re.compile(r"\bnynorsk\w*\b", re.IGNORECASE),
    "nb": re.compile(r"\b(?:bokmål\w*|riksmål\w*)\b", re.IGNORECASE),
    _NORSK: re.compile(r"\b(?:norsk\w*|norwegian|norge|noreg)\b", re.IGNORECASE),
}


_INTO = r"\b(?:in|to|into|på|til|over\s+til)"
_MASTERY = re.compile(
    r"\b(?:my|mitt|min|don't|dont|do\s+not|ikke|ikkje|dårlig|bad|poor|rusty|dreadful|forstår)\b",
    re.IGNORECASE,
)
_WRITTEN_FORM = re.compile(r"\b(?:bokmål|nynorsk)", re.IGNORECASE)
_REFUSED = re.compile(
    r"\b(?:ikke|ikkje|not|i\s+stedet\s+for|i\s+staden\s+for|instead\s+of|rather\s+than)"
    r"\s+(?:(?:på|in|til|to)\s+)?\w+",
    re.IGNORECASE,
)


class ActionFollowUp(KnowledgeAction):
    """ "And GCE?", "no, I meant Arena": the last question with something new in it."""

    def name(self) -> str:
        """The name used in rules."""
        return "action_follow_up"


class ActionSeveral(KnowledgeAction):
    """Two or more questions in one message, answered in order."""

    def name(self) -> str:
        """The name used in rules."""
        return "action_several"

    def respond(
        self,
        question: Question,
        context: Context,
        language: str,
        tracker: Tracker,
        domain: Dict[str, Any],
    ) -> Answer:
        """Each question in the context that the one before left."""
        utterances = []
        answer = Answer(())
        answered: List[Question] = []
        before: List[Question] = []
        listed: List[str] = []
        for part in _asked(tracker.latest_message.get("parts") or []):
            answer = answer_question(part, context, language)
            utterances += [one for one in answer.utterances if one not in utterances]
            context = after(answer, context)
            answered += [answer.question] if answer.question else []
            before += [*answer.before, *([answer.question] if answer.question else [])]
            listed += answer.listed or ()
        if not utterances:
            return Answer((say("utter_not_understood"),))
        last = same_of_all(answered) or context.last
        shown = listed or context.listed
        return Answer(tuple(utterances), last, shown, answer.offered, tuple(before))


def _asked(parts: List[Dict[str, Any]]) -> List[Question]:
    """The questions of a message, without "forget fintech", which only sets something aside.

    What was set aside is not meant by those that follow either.
    """
    found: List[Question] = []
    dropped: Tuple[str, ...] = ()
    for part in parts:
        question = Question.from_parse(part)
        if question.dropped and not question.names_something and not _ASKS.search(question.text):
            dropped += question.dropped
        else:
            found.append(question.having(dropped=(*dropped, *question.dropped)))
    return found or [Question.from_parse(part) for part in parts]


_ASKS = re.compile(  # something besides what is set aside
    r"\?\W*$|\b(?:hv(?:a|em|or|ilke\w*|orfor|ordan)|kva|kven|kor|kvar|kvifor|korleis|ka|kem|what|which|who|where|how|why|"
    r"list\w*|vis|show|nevn|nemn|name|tell|fortell|fortel|gi|give|forklar|explain)\b",
    re.IGNORECASE,
)


def same_of_all(questions: List[Question]) -> Optional[Question]:
    """One question about all that several ask the same of; None when they ask different things.

    "Who are the GCEs and who are the nodes?" leaves two levels to go on about.
    """
    if len(questions) < 2 or len({question.intent for question in questions}) > 1:
        return None
    return replace(
        questions[-1],
        clusters=tuple(dict.fromkeys(id_ for one in questions for id_ in one.clusters)),
        levels=tuple(dict.fromkeys(id_ for one in questions for id_ in one.levels)),
        metrics=tuple(dict.fromkeys(id_ for one in questions for id_ in one.metrics)),
    )


class ActionAffirm(KnowledgeAction):
    """ "Yes": takes up what was offered last."""

    def name(self) -> str:
        """The name used in rules."""
        return "action_affirm"

    def respond(
        self,
        question: Question,
        context: Context,
        language: str,
        tracker: Tracker,
        domain: Dict[str, Any],
    ) -> Answer:
        """The answer to the first suggestion, if there was one."""
        if not context.offered:
            return Answer((say("utter_affirm"),))
        return answer_question(question_of_payload(context.offered[0]), context, language)


class ActionRepeat(Action):
    """Says the last answer again, as it was said."""

    def name(self) -> str:
        """The name used in rules."""
        return "action_repeat"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]
    ) -> List[Dict[str, Any]]:
        """Utter the bot's last messages again."""
        messages = last_bot_messages(tracker)
        if not messages:
            dispatcher.utter_message(response="utter_nothing_to_repeat")
        for message in messages:
            buttons = (message.get("data") or {}).get("buttons")
            metadata = message.get("metadata") or {}
            kept = {key: metadata[key] for key in _REPEATED if key in metadata}
            dispatcher.utter_message(text=message.get("text"), buttons=buttons, **kept)
        return []


class ActionChangeLanguage(Action):
    """Switches language."""

    def name(self) -> str:
        """The name used in rules."""
        return "action_change_language"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]
    ) -> List[Dict[str, Any]]:
        """Confirm in the new language; the language slot chooses later responses."""
        text = str(tracker.latest_message.get("text") or "")
        current = str(tracker.get_slot(LANGUAGE_SLOT) or DEFAULT_LANGUAGE)
        language = requested_language(text) or current
        if language == _NORSK:
            language = current if current in NORWEGIAN else DEFAULT_LANGUAGE
        language = knowledge().vocabulary.language(language)
        dispatcher.utter_message(response=f"utter_language_{language}", language=language)
        return [SlotSet(LANGUAGE_SLOT, language)]


class ActionStartOver(Action):
    """Forgets what the conversation was about, but not its language."""

    def name(self) -> str:
        """The name used in rules."""
        return "action_start_over"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]
    ) -> List[Dict[str, Any]]:
        """Clear the slots that hold the context."""
        dispatcher.utter_message(response="utter_start_over")
        return [SlotSet(slot, None) for slot in _CONTEXT]


def requested_language(text: str) -> Optional[str]:
    """The language a message asks for: "in English", else the one named last.

    "no" is Norwegian in the form the conversation has, if it has one.

    None when none is named, or one only as what the user doesn't master ("my Norwegian is
    dreadful"): then the language of the message is the answer.
    """
    wanted = _REFUSED.sub(" ", text)
    for language, pattern in _LANGUAGE_NAMES.items():
        if re.search(rf"{_INTO}\s+(?:\w+\s+)?{pattern.pattern}", wanted, re.IGNORECASE):
            return language
    if _MASTERY.search(text) and not _WRITTEN_FORM.search(wanted):
        return None
    places = {
        language: max((match.start() for match in pattern.finditer(wanted)), default=-1)
        for language, pattern in _LANGUAGE_NAMES.items()
    }
    last = max(places, key=lambda language: places[language])
    return last if places[last] >= 0 else None


def question_of_payload(payload: str) -> Question:
    """The question a button payload asks: "/intent{json}"."""
    intent, _, entities = payload.lstrip("/").partition("{")
    values = json.loads("{" + entities) if entities else {}
    return Question.from_parse(
        {
            "intent": {"name": intent},
            "entities": [{"entity": name, "value": value} for name, value in values.items()],
        }
    )


def last_bot_messages(tracker: Tracker) -> List[Dict[str, Any]]:
    """The bot's messages of the turn before this one, in order."""
    messages: List[Dict[str, Any]] = []
    user_turns = 0
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            user_turns += 1
            if user_turns > 1 and messages:
                break
        elif event.get("event") == "bot" and user_turns == 1 and event.get("text"):
            messages.append(event)
    return messages[::-1]
