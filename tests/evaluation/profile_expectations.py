"""What a right answer about themes, places and websites holds: names, words, and nothing added.

The labels (`profiles/*/*.yml`) name the clusters and words themselves, so the answer is judged by
what the user reads, whatever response it came from.
"""

from __future__ import annotations

import re
from typing import Any, List, Mapping, Optional, Sequence, Union

from bot.knowledge import KnowledgeBase
from tests.evaluation.nynorsk import in_bokmål, wrong_language
from tests.evaluation.replies import Reply

MAY_NAME_OTHERS = frozenset({"about_cluster", "ask_location", "ask_website", "ask_source"})
FROM_PROFILES = re.compile(
    r"^utter_(?:no_)?(?:clusters_(?:by|reaching|without)|theme|location|website|many|similar|map|"
    r"none_among|unknown_(?:theme|place)|ask_place|no_profile)"
)
_WHOLE = 4  # letters; longer words are stems
_NOT_KNOWN = {
    "nb": ["ikke", "ikkje", "ingen", "inga", "ukjent"],
    "nn": ["ikkje", "ingen", "inga", "ukjend"],
    "en": ["not", "no", "none", "unknown", "don't", "don’t", "doesn't", "isn't", "cannot", "can't"],
}


def judge_profile(item: Mapping[str, Any], reply: Reply, facts: KnowledgeBase) -> Optional[str]:
    """None when a reply is right, else what is wrong with it.

    Args:
        item: a question or turn of `profiles/`; its fields are explained in the files' headers.
        reply: what the bot said.
        facts: the knowledge base, for the names of clusters.
    """
    if not reply.texts:
        return "silence"
    either = "may be taken as Norwegian" in str(item.get("note", ""))
    if not either and (wrong := wrong_language(item, reply)):
        return wrong
    if set(reply.responses) & {"utter_did_you_mean", "utter_not_understood"}:
        return "not understood"
    for part in item.get("all_of") or [item]:
        if wrong := _judge_part(part, reply, facts):
            return wrong
    return None


def judge_old_label(
    item: Mapping[str, Any], kind: str, reply: Reply, language: str, facts: KnowledgeBase
) -> Optional[str]:
    """Questions labelled ask_theme, ask_location or ask_contact before they could be answered.

    Right is what the profile says, or that it isn't known.
    """
    from_profiles = any(FROM_PROFILES.match(name) for name in reply.responses)
    about = any(name.startswith("utter_about_cluster") for name in reply.responses)
    if kind == "ask_contact":
        website = any("website" in name for name in reply.responses)
        return None if reply.declined or website else f"answered: {reply.responses}"
    if not from_profiles and not about and not reply.declined:
        return f"neither answered nor declined: {reply.responses}"
    for name in item.get("clusters") or []:
        words = _profile_words(str(name), kind, language, facts)
        if words and not any(word.lower() in reply.text.lower() for word in words):
            if not _says_any(reply.text, _NOT_KNOWN[language]):
                return f"tells nothing of {name}"
    return None


def _judge_part(item: Mapping[str, Any], reply: Reply, facts: KnowledgeBase) -> Optional[str]:
    named = {str(c.name) for c in facts.clusters if _names(reply.text, str(c.name))}
    expected = set(item.get("expected_clusters") or [])
    if expected - named:
        return f"missing {sorted(expected - named)[:3]}"
    judged = "expected_clusters" in item or "allowed_clusters" in item
    if judged and item["kind"] not in MAY_NAME_OTHERS:
        added = named - expected - set(item.get("allowed_clusters") or [])
        if added:
            return f"wrongly names {sorted(added)[:3]}"
    for wanted in item.get("expected") or []:
        options = wanted if isinstance(wanted, list) else [wanted]
        if not _says_any(reply.text, options) and not _says_any(
            in_bokmål(reply.text, facts), options
        ):
            return f"missing {options[:3]}"
    if "count" in item and not _says_any(reply.text, _number(int(item["count"]))):
        return f"missing the number {item['count']}"
    return None


def _number(count: int) -> List[str]:
    words = {
        1: ["en", "én", "ei", "éi", "one"],
        2: ["to", "two"],
        3: ["tre", "three"],
        4: ["fire", "four"],
    }
    return [str(count), *words.get(count, [])]


def _names(text: str, cluster: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(cluster)}(?![\w-])", text))


def _says_any(text: str, words: Sequence[Union[str, int]]) -> bool:
    lowered = text.lower().replace("’", "'")
    for word in words:
        wanted = re.escape(str(word).lower().replace("’", "'"))
        end = r"(?!\w)" if len(str(word)) <= _WHOLE else ""
        if re.search(rf"(?<!\w){wanted}{end}", lowered):
            return True
    return False


def _profile_words(name: str, kind: str, language: str, facts: KnowledgeBase) -> List[str]:
    profile = facts.profile(name)
    if profile is None:
        return []
    if kind == "ask_theme":
        return [profile.theme.get(language)]
    places = [profile.town, profile.county, *profile.region]
    return [p.name.get(language) for id_ in places if id_ and (p := facts.place(id_))]
