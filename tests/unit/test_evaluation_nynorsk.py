"""Evaluation: a question labelled `nb` may be answered in nynorsk if it is in nynorsk."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

import pytest

from bot.knowledge import KnowledgeBase
from tests.evaluation.expectations import judge
from tests.evaluation.nynorsk import in_bokmål, language_of_facts
from tests.evaluation.replies import Reply, language_of

EFFECT = (
    "Salsinntekter: **18,6 prosentpoeng høgare** for bedriftene i klyngene enn for ei "
    "kontrollgruppe, i gjennomsnitt per år. Talet gjeld dei tre første åra."
)
NODES = "HelseINN var oppført under **Nodar** i 2022."


def item(text: str, kind: str, **fields: Any) -> Dict[str, Any]:
    return {"text": text, "kind": kind, "language": "nb", **fields}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (EFFECT, "nn"),
        ("Det veit eg ikkje.", "nn"),
        ("Det vet jeg ikke.", "nb"),
        ("Under **GCE** var det 3 klynger i 2022:\n- GCE NODE", "nb"),
        ("I don’t know: my sources say nothing.", "en"),
    ],
)
def test_the_language_of_a_reply(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "previous", "problem"),
    [
        ("Kor mykje aukar omsetnaden?", "", None),
        ("og for omsetning?", "Det veit eg ikkje.", None),  # the conversation is in nynorsk
        ("Hvor mye øker omsetningen?", "Det veit eg ikkje.", "answered in nn"),
        ("og for omsetning?", "Det vet jeg ikke.", "answered in nn"),
    ],
)
def test_nynorsk_is_right_for_nynorsk_only(
    text: str, previous: str, problem: Optional[str], knowledge: KnowledgeBase
) -> None:
    reply = Reply([EFFECT], ["utter_effect_metric"], previous=previous)
    question = item(text, "ask_effect", metrics=["sales_revenue"])
    assert judge(question, reply, knowledge) == problem


def test_facts_are_looked_up_in_the_language_of_the_answer(knowledge: KnowledgeBase) -> None:
    reply = Reply([NODES], ["utter_level_of_cluster"], language="nn")
    question = item("Kva nivå er HelseINN på?", "ask_level_of_cluster", clusters=["HelseINN"])
    assert language_of_facts(question, reply) == "nn"
    assert judge(question, reply, knowledge) is None
    wrong = Reply([NODES.replace("Nodar", "Arena")], ["utter_level_of_cluster"], language="nn")
    assert judge(question, wrong, knowledge) == "does not say that HelseINN is at Nodar"


def test_a_change_to_nynorsk_counts_as_one_to_norwegian(knowledge: KnowledgeBase) -> None:
    said = ["Då held vi fram på nynorsk. Kva lurer du på?"]
    reply = Reply(said, ["utter_language_nn"], language="nn")
    asked = item("kan du ta det på nynorsk?", "change_language", answer_in="nb")
    assert judge(asked, reply, knowledge) is None
    bokmål = item("kan du ta det på norsk? Jeg skjønner ikke", "change_language", answer_in="nb")
    assert judge(bokmål, reply, knowledge) == "answered in nn"


def test_words_expected_in_bokmål_are_found_in_nynorsk(knowledge: KnowledgeBase) -> None:
    reply = "**Nordic Edge** arbeider med smarte byar og lokalsamfunn i Nord-Noreg."
    assert in_bokmål(reply, knowledge) == (
        "**Nordic Edge** arbeider med smarte byer og lokalsamfunn i Nord-Norge."
    )
    question = item("Kva jobbar Nordic Edge med?", "ask_theme", profiles=True)
    expected: List[Any] = ["smarte byer"]
    told = Reply([reply + " Det veit eg ikkje meir om."], ["utter_theme_of_cluster"])
    assert judge({**question, "expected": expected}, told, knowledge) is None
    assert judge({**question, "expected": ["hydrogen"]}, told, knowledge) == "missing ['hydrogen']"
