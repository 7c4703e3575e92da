"""What a right answer holds, by kind of question: facts, language, and nothing wrong added.

Judged on the words the user reads; the names of the responses used count only where
wording cannot tell (declines and small talk).
"""

from __future__ import annotations

import re
from typing import Any, Callable, Dict, List, Mapping, Optional, Tuple

from bot.knowledge import KnowledgeBase
from bot.knowledge.models import Cluster
from bot.languages import LANGUAGES
from tests.evaluation.nynorsk import language_of_facts, may_be_nynorsk, wrong_language
from tests.evaluation.profile_expectations import judge_old_label, judge_profile
from tests.evaluation.replies import DECLINES, Reply

LIMITS = [
    "ask_members",
    "ask_leaders",
    "ask_money",
    "ask_other_years",
    "ask_application",
    "ask_history",
    "ask_effect_details",
]
ANSWERED_SINCE = ["ask_contact", "ask_location", "ask_theme"]
NOT_ANSWERS = DECLINES - {"utter_effect_no_figure"} | {"utter_did_you_mean", "utter_ask_level"}
SMALL_TALK: Dict[str, Tuple[str, ...]] = {
    "greet": ("utter_greet", "utter_how_are_you"),
    "goodbye": ("utter_goodbye", "utter_thanks"),
    "thanks": ("utter_thanks", "utter_praise", "utter_goodbye"),
    "help": ("utter_help",),
    "bot_challenge": ("utter_bot_challenge",),
    "ask_creator": ("utter_creator",),
    "how_are_you": ("utter_how_are_you", "utter_greet"),
    "praise": ("utter_praise", "utter_thanks"),
    "complaint": ("utter_complaint",),
    "affirm": ("utter_affirm",),
    "deny": ("utter_deny",),
    "start_over": ("utter_start_over",),
    "ask_privacy": ("utter_privacy", "utter_privacy_no_limit"),
}


Check = Callable[[Mapping[str, Any], Reply, str, KnowledgeBase], Optional[str]]


def judge(item: Mapping[str, Any], reply: Reply, facts: KnowledgeBase) -> Optional[str]:
    """None when a reply is right, else what is wrong with it.

    Args:
        item: a labelled question or turn (see README.md of this folder).
        reply: what the bot said.
        facts: the knowledge base the labels are about.
    """
    if item.get("profiles"):
        return judge_profile(item, reply, facts)
    if not reply.texts:
        return "silence"
    if item.get("kind") != "noise" and (wrong := wrong_language(item, reply)):
        return wrong
    if "all_of" in item:
        counted = [level for part in item["all_of"] for level in part.get("levels") or []]
        of_all = any(p["kind"] == "count_clusters" and not p.get("levels") for p in item["all_of"])
        asked = {"counted": counted, "all_counted": of_all}
        parts = [{**part, **asked} for part in item["all_of"]]
        problems = [_judge_part(part, reply, facts) for part in parts]
        return next((problem for problem in problems if problem), None)
    kinds = [item["kind"], *item.get("or_kinds", [])]
    problems = [_judge_kind(item, kind, reply, facts) for kind in kinds]
    return None if None in problems else problems[0]


def _judge_part(part: Mapping[str, Any], reply: Reply, facts: KnowledgeBase) -> Optional[str]:
    """One of several questions in a message, be it about profiles or not."""
    if part.get("profiles"):
        return judge_profile(part, reply, facts)
    return _judge_kind(part, part["kind"], reply, facts)


def _judge_kind(
    item: Mapping[str, Any], kind: str, reply: Reply, facts: KnowledgeBase
) -> Optional[str]:
    language = language_of_facts(item, reply)
    if kind in SMALL_TALK:
        expected = SMALL_TALK[kind]
        right = any(response in expected for response in reply.responses)
        return None if right else f"expected {expected[0]}, got {reply.responses}"
    if kind in ANSWERED_SINCE:
        return judge_old_label(item, kind, reply, language, facts)
    if kind in LIMITS or kind in ("out_of_scope", "unknown_cluster"):
        return None if reply.declined else f"answered: {reply.responses}"
    if kind == "noise":
        talk = {name for names in SMALL_TALK.values() for name in names}
        right = reply.declined or set(reply.responses) <= talk | {
            "utter_language_en",
            "utter_language_nb",
            "utter_language_nn",
        }
        return None if right else f"answered: {reply.responses}"
    if kind == "change_language":
        wanted = str(item.get("answer_in") or item.get("language") or language)
        languages = [wanted, "nn"] if wanted == "nb" and may_be_nynorsk(item, reply) else [wanted]
        switched = any(f"utter_language_{one}" in reply.responses for one in languages)
        return None if switched else f"no switch: {reply.responses}"
    if kind == "repeat":
        right = reply.text == reply.previous or "utter_nothing_to_repeat" in reply.responses
        return None if right else "did not repeat"
    if set(reply.responses) & NOT_ANSWERS and "all_of" not in item and len(reply.texts) == 1:
        return f"declined: {reply.responses}"
    return _CHECKS[kind](item, reply, language, facts)


def _missing(reply: Reply, *texts: str) -> Optional[str]:
    absent = [text for text in texts if text.lower() not in reply.text.lower()]
    return f"missing {absent[:3]}" if absent else None


def _clusters_at(item: Mapping[str, Any], facts: KnowledgeBase) -> List[Cluster]:
    return [c for level in item.get("levels") or [] for c in facts.clusters_at(level)]


def _only_these(reply: Reply, clusters: List[Cluster], facts: KnowledgeBase) -> Optional[str]:
    wrong = _missing(reply, *(str(cluster.name) for cluster in clusters))
    if wrong:
        return wrong
    listed = set(re.findall(r"^- (.+)$", reply.text, re.MULTILINE))
    others = {str(c.name) for c in facts.clusters} - {str(c.name) for c in clusters}
    added = sorted(listed & others)
    return f"wrongly lists {added[:3]}" if added else None


def _list(
    item: Mapping[str, Any], reply: Reply, language: str, facts: KnowledgeBase
) -> Optional[str]:
    return _only_these(reply, _clusters_at(item, facts), facts)


def _all(
    item: Mapping[str, Any], reply: Reply, language: str, facts: KnowledgeBase
) -> Optional[str]:
    return _only_these(reply, list(facts.clusters), facts)


def _filtered(
    item: Mapping[str, Any], reply: Reply, language: str, facts: KnowledgeBase
) -> Optional[str]:
    names = item.get("names") or []
    if not names:
        return (
            None if any("no_clusters_name" in name for name in reply.responses) else "listed some"
        )
    return _only_these(reply, [c for c in facts.clusters if c.name in names], facts)


def _level_of(
    item: Mapping[str, Any], reply: Reply, language: str, facts: KnowledgeBase
) -> Optional[str]:
    for name in item.get("clusters") or []:
        cluster = facts.cluster(name)
        assert cluster is not None, name
        level = facts.level_of(cluster).name.get(language)
        lines = [line for line in reply.text.splitlines() if name in line]
        if not any(_has_level(line, level) for line in lines):
            return f"does not say that {name} is at {level}"
    return None


def _has_level(text: str, level: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(level)}(?!\w)(?! Pro)", text))


def _check_level(
    item: Mapping[str, Any], reply: Reply, language: str, facts: KnowledgeBase
) -> Optional[str]:
    wrong = _level_of(item, reply, language, facts)
    if wrong or len(item.get("clusters") or []) != 1 or not item.get("levels"):
        return wrong
    name = str(item["clusters"][0])
    cluster = facts.cluster(name)
    assert cluster is not None
    is_at = cluster.level in item["levels"]
    opposite = r"(Nei|No)\b" if is_at else r"(Ja|Yes)\b"
    # Of several questions in a message, each is answered in lines of its own.
    about_it = [line for line in reply.text.splitlines() if name in line] or [reply.text]
    return "yes and no mixed up" if re.match(opposite, about_it[0]) else None


def _same_level(
    item: Mapping[str, Any], reply: Reply, language: str, facts: KnowledgeBase
) -> Optional[str]:
    clusters = [facts.cluster(name) for name in item.get("clusters") or []]
    levels = {facts.level_of(cluster).name.get(language) for cluster in clusters if cluster}
    return _missing(reply, *levels, *(item.get("clusters") or []))


def _count(
    item: Mapping[str, Any], reply: Reply, language: str, facts: KnowledgeBase
) -> Optional[str]:
    levels = item.get("levels") or []
    counts = [len(facts.clusters_at(level)) for level in levels] or [len(facts.clusters)]
    absent = [n for n in counts if not re.search(rf"(?<!\d){n}(?!\d)", reply.text)]
    if absent:
        return f"missing the number {absent}"
    without_names = reply.text
    for name in sorted((str(cluster.name) for cluster in facts.clusters), key=len, reverse=True):
        without_names = without_names.replace(name, "")  # the 2 of "H2Cluster" counts nothing
    asked = [len(facts.clusters_at(level)) for level in item.get("counted") or levels]
    others = {len(facts.clusters_at(one.id)) for one in facts.levels} - {*asked, *counts}
    said = {int(n) for n in re.findall(r"(?<![\w,.])\d{1,2}(?![\d,.]\d|\w)", without_names)}
    if item.get("all_counted"):  # "how many in all, and how many of them Arena?"
        return None
    if len(levels) == 1 and said & (others | {len(facts.clusters)}):
        return "gives other counts too"
    return None


def _explain(
    item: Mapping[str, Any], reply: Reply, language: str, facts: KnowledgeBase
) -> Optional[str]:
    levels = [facts.level(level) for level in item.get("levels") or []]
    return _missing(reply, *(level.description.get(language) for level in levels if level))


def _levels(
    item: Mapping[str, Any], reply: Reply, language: str, facts: KnowledgeBase
) -> Optional[str]:
    return _missing(reply, *(level.name.get(language) for level in facts.programme_levels()))


def _status(
    item: Mapping[str, Any], reply: Reply, language: str, facts: KnowledgeBase
) -> Optional[str]:
    return _missing(reply, *(b.status.get(language) for b in facts.brands() if b.status))


def _effect(
    item: Mapping[str, Any], reply: Reply, language: str, facts: KnowledgeBase
) -> Optional[str]:
    asked = item.get("metrics") or [m.id for m in facts.metrics_with_figures()]
    for metric in facts.metrics:
        value = None if metric.value is None else f"{metric.value:g}"
        text = value.replace(".", LANGUAGES[language].decimal_mark) if value else value
        if metric.id in asked:
            if value is None and "utter_effect_no_figure" not in reply.responses:
                return f"does not say that {metric.id} has no figure"
            if text and text not in reply.text:
                return f"missing {text}"
        elif text and text in reply.text and item.get("metrics") and len(asked) == 1:
            if not {"utter_effect"} & set(reply.responses):
                return f"adds {metric.id}"
    return None


def _texts(get: Callable[[KnowledgeBase, str], List[str]]) -> Check:
    def check(
        item: Mapping[str, Any], reply: Reply, language: str, facts: KnowledgeBase
    ) -> Optional[str]:
        return _missing(reply, *get(facts, language))

    return check


def _timeline(
    item: Mapping[str, Any], reply: Reply, language: str, facts: KnowledgeBase
) -> Optional[str]:
    years = re.findall(r"20\d\d", str(item.get("text", ""))) or ["2021", "2022"]
    known = [year for year in years if any(str(e.year) == year for e in facts.events)]
    return _missing(reply, *known)


_WORDS = {"nb": {"2021": "budsjett"}, "nn": {"2021": "budsjett"}, "en": {"2021": "budget"}}

_CHECKS: Dict[str, Check] = {
    "list_clusters_at_level": _list,
    "list_all_clusters": _all,
    "filter_clusters": _filtered,
    "ask_level_of_cluster": _level_of,
    "about_cluster": _level_of,
    "check_cluster_in_programme": _level_of,
    "check_level_of_cluster": _check_level,
    "compare_clusters": _same_level,
    "count_clusters": _count,
    "explain_level": _explain,
    "compare_levels": _explain,
    "list_levels": _levels,
    "ask_nce_status": _status,
    "ask_programme": _texts(lambda f, lang: [f.programme.summary.get(lang)]),
    "ask_owner": _texts(lambda f, lang: [str(f.programme.owner)]),
    "ask_purpose": _texts(lambda f, lang: [p.get(lang) for p in f.programme.purposes]),
    "ask_goal": _texts(lambda f, lang: [f.programme.goal.get(lang)]),
    "ask_support": _texts(lambda f, lang: [s.get(lang) for s in f.programme.support]),
    "ask_intake": _texts(lambda f, lang: ["2021", "2022", _WORDS[lang]["2021"]]),
    "ask_redesign": _texts(lambda f, lang: [f.redesign.focus.get(lang)]),
    "ask_new_programme": _texts(lambda f, lang: ["2023", "2024"]),
    "ask_timeline": _timeline,
    "ask_effect": _effect,
    "ask_effect_comparison": _texts(lambda f, lang: [f.method.comparison_group.get(lang)]),
    "ask_effect_period": _texts(lambda f, lang: [f.method.period.get(lang)]),
    "ask_effect_calculated_by": _texts(lambda f, lang: [str(f.method.calculated_by)]),
    "ask_effect_significance": _texts(lambda f, lang: ["signifi"]),
    "ask_effect_previous_year": _texts(lambda f, lang: [f.method.previous_year.get(lang)]),
    "ask_effect_unit": _texts(
        lambda f, lang: ["percentage point" if lang == "en" else "prosentpoeng"]
    ),
    "ask_source": _texts(lambda f, lang: ["Innovasjon Norge", "2022"]),
}
