"""When the message was not understood: what its names and form tell; else a few suggestions."""

from __future__ import annotations

import re
from typing import Any, Dict, List, Mapping, Union

from rasa_sdk import Tracker

from actions.answer import Answer, ask, say
from actions.base import KnowledgeAction, answer_question, knowledge
from actions.question import Context, Names, Question
from actions.resolving import resolve
from actions.resolving.described import names_page
from actions.resolving.ellipsis import complete
from actions.resolving.intents import FIND, LIST
from actions.resolving.searches import find_intent, is_search
from actions.wording import payload
from bot.knowledge.own_wording import language_of
from bot.languages import DEFAULT_LANGUAGE

MINIMUM_CONFIDENCE = 0.12
MINIMUM_TOGETHER = 0.4
MAXIMUM_SUGGESTIONS = 3
_NEVER_OFFERED = frozenset({"nlu_fallback", "out_of_scope", "follow_up", "correction"})
_LABEL = "utter_label_"
_THEME_LIKELY, _THEME_WORDS = 0.05, 5
_SEARCH_LIKELY, _SEARCH_RATHER = 0.15, 0.25  # rather than off the subject
_SEARCHES = FIND | {"count_clusters", "clusters_by_county", LIST}
_BETWEEN_THEMES = re.compile(
    r"\b(?:og|eller|i|på|av|til|med|for|and|or|in|of|with|the|a|an)\b", re.IGNORECASE
)


class ActionFallback(KnowledgeAction):
    """Reads a message by its names and its form: "iKuben?", "energy plus Rogaland, what's there?".

    If that tells nothing, "Did you mean" with up to three buttons, or that it wasn't understood.
    """

    def name(self) -> str:
        """The name used in rules."""
        return "action_fallback"

    def respond(
        self,
        question: Question,
        context: Context,
        language: str,
        tracker: Tracker,
        domain: Dict[str, Any],
    ) -> Answer:
        """The first reading that fits: a bare name is a question about it; last, suggestions."""
        bare = question.names_something and _is_bare(question)
        if bare and question.intent != "out_of_scope":
            return answer_question(question.asking("follow_up"), context, language)
        resolved = resolve(question, context, knowledge())
        if resolved.intent == "check_cluster_in_programme":
            return answer_question(resolved, context, language)
        named = question.levels or question.metrics or question.topical
        if context.clusters and names_page(question.text) and not named:
            return answer_question(question.asking("ask_website"), context, language)
        completed = complete(question, context, knowledge())
        if completed.intent != question.intent:  # its form says what the classifier couldn't
            return answer_question(completed, context, language)
        # "energy plus Rogaland, what's there?"
        if _is_search(question, context, tracker.latest_message):
            return answer_question(question.asking(find_intent(question)), context, language)
        themes = _nothing_but_themes(question, tracker.latest_message)
        if themes:  # "floating windmills", and no word besides
            asked = question.asking("clusters_by_theme", sectors=themes)
            return answer_question(asked, context, language)
        if question.intent == "out_of_scope":
            return Answer((say("utter_out_of_scope"),), before=(question,))  # its names are known
        labels = labels_in(domain, language)
        ranking = tracker.latest_message.get("intent_ranking") or []
        likely = [
            (str(entry["name"]), float(entry["confidence"]))
            for entry in ranking
            if entry["confidence"] >= MINIMUM_CONFIDENCE
        ]
        offered = [name for name, _ in likely if name in labels and name not in _NEVER_OFFERED]
        declined = bool(likely) and likely[0][0] in ("out_of_scope", "nlu_fallback")
        together = sum(confidence for name, confidence in likely if name in offered)
        if declined or together < MINIMUM_TOGETHER:
            return Answer((say("utter_not_understood"),))
        buttons = [
            (labels[name], _payload(question.asking(name)))
            for name in offered[:MAXIMUM_SUGGESTIONS]
        ]
        payloads = [payload for _, payload in buttons]
        return Answer((ask("utter_did_you_mean", buttons),), offered=payloads)


def _is_search(question: Question, context: Context, parse: Mapping[str, Any]) -> bool:
    """Whether a message names two of a theme, a place and a level, and a search is not unlikely."""
    kinds = (question.sectors, question.places, question.levels)
    likely = sum(
        float(one["confidence"])
        for one in parse.get("intent_ranking") or []
        if one["name"] in _SEARCHES
    )
    several = sum(map(bool, kinds)) > 1
    named = several or _clusters_of(question)
    named = named and not question.clusters and not question.unknown_names
    off_subject = question.intent == "out_of_scope" and not is_search(context.last)
    needed = _SEARCH_RATHER if off_subject and several else _SEARCH_LIKELY
    return named and likely >= needed


def _clusters_of(question: Question) -> bool:
    """Whether the word for what is listed stands right after a theme: "a fashion cluster"."""
    if question.hinted or not question.sectors:
        return False
    nouns = [match.start() for match in knowledge().vocabulary.word.finditer(question.text)]
    themes = [one for one in knowledge().names.find(question.text) if one.entity == "sector"]
    return any(one.start <= noun <= one.end + 1 for one in themes for noun in nouns)


def _nothing_but_themes(question: Question, parse: Mapping[str, Any]) -> Names:
    """The themes of a message of a few words that are all words of themes; () for others.

    One word alone ("pizza") may be anything, and so may words which the classifier holds to be
    no question for a theme at all.
    """
    words = question.text.split()
    ranking = {one["name"]: float(one["confidence"]) for one in parse.get("intent_ranking") or []}
    likely = ranking.get("clusters_by_theme", 0.0) >= _THEME_LIKELY
    if not likely or not 1 < len(words) <= _THEME_WORDS:
        return ()
    named = knowledge().names.find(question.text)
    found = [*named, *knowledge().hints.find(question.text)]
    themes = [match for match in found if match.entity == "sector"]
    rest = list(question.text)
    for match in themes:
        rest[match.start : match.end] = " " * (match.end - match.start)
    left = _BETWEEN_THEMES.sub(" ", "".join(rest))
    if any(char.isalnum() for char in left):
        return ()
    return tuple(dict.fromkeys(match.id for match in themes))


def labels_in(domain: Dict[str, Any], language: str) -> Dict[str, str]:
    """What to call an intent on a button: the responses `utter_label_<intent>`."""
    labels = {}
    for name, variations in (domain.get("responses") or {}).items():
        if name.startswith(_LABEL):
            texts = {language_of(one): str(one["text"]) for one in variations}
            labels[name[len(_LABEL) :]] = texts.get(language) or texts.get(DEFAULT_LANGUAGE, "")
    return labels


def _payload(question: Question) -> str:
    entities: Dict[str, Union[str, List[str]]] = {
        kind: list(names) if len(names) > 1 else names[0]
        for kind, names in question.known_names.items()
    }
    return payload(question.intent, **entities)


def _is_bare(question: Question) -> bool:
    """Whether a message is hardly more than a name; small letters alone make no new name."""
    new = any(name != name.lower() for name in question.unknown_names)
    return bool(question.known_names or new) and question.words <= 3
