"""What a message names only to leave it out: "not in Oslo", «alle unntatt Arena»."""

from __future__ import annotations

from typing import Any, Dict, List

import pytest

from actions.found import describe_places, describe_themes
from actions.negation import Meant, how_meant
from actions.question import Context, Question
from actions.resolving import resolve
from actions.searching import search
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after, then

NAMES = {
    "Oslo": ("place", "oslo"),
    "Bergen": ("place", "bergen"),
    "Stavanger": ("place", "stavanger"),
    "Rogaland": ("place", "rogaland"),
    "energy": ("sector", "energy"),
    "energi": ("sector", "energy"),
    "salmon": ("sector", "aquaculture"),
    "boats": ("sector", "maritime"),
    "GCE": ("level", "gce"),
    "Arena": ("level", "arena"),
    "NODE": ("cluster", "GCE NODE"),
}


def entities(text: str) -> List[Dict[str, Any]]:
    found = [
        {"entity": kind, "value": id_, "start": at, "end": at + len(name)}
        for name, (kind, id_) in NAMES.items()
        if (at := text.find(name)) >= 0
    ]
    return sorted(found, key=lambda entity: entity["start"])


def parsed(text: str, intent: str) -> Question:
    return Question.from_parse(
        {"text": text, "intent": {"name": intent}, "entities": entities(text)}
    )


@pytest.mark.parametrize(
    "text",
    [
        "Which clusters are not in Oslo?",
        "Who isn't based in Oslo",
        "which ones don't work with energy?",
        "clusters outside Oslo",
        "Which clusters are outside of Oslo?",
        "everyone except those in Oslo",
        "Hvilke klynger ligger ikke i Oslo?",
        "hvem holder ikke til i Oslo",
        "alle unntatt Arena",
        "alle bortsett fra de i Oslo",
        "Kva klynger er ikkje i Oslo?",
        "dei som ikkje driv med energi",
        "klynger som ikke har noe med energi å gjøre",
        "noen utenfor Oslo?",
        "How many are not GCE?",
        "how many clusters outside Arena?",
        "everything but Arena",
        "og uten Arena?",
        "Er det noen klynger som ikke er i Oslo?",
        "Are there any clusters that aren't in Oslo?",
        "who is left if you take away Oslo",
        "clusters without energy",
        "hvor mange er ikke i GCE",
    ],
)
def test_what_is_left_out(text: str) -> None:
    assert how_meant(text, entities(text)) == [Meant.LEFT_OUT]


@pytest.mark.parametrize(
    "text",
    [
        "Isn't there one in Oslo?",
        "Er det ikke noen i Oslo?",
        "Har dere ikke noe om energi?",
        "Why are there none in Oslo?",
        "Why is it not in Oslo?",
        "our cabin is just outside Oslo",
        "the car died on the motorway outside Oslo",
        "our offices are outside Oslo, who is near?",
        "vi holder til utenfor Oslo",
        "not only in Oslo",
        "not far from Oslo",
        "So it is not a GCE?",
        "Hvorfor er den ikke i Arena?",
        "which clusters are in Oslo",
    ],
)
def test_what_is_asked_about(text: str) -> None:
    assert how_meant(text, entities(text)) == [Meant.NAMED]


@pytest.mark.parametrize("text", ["We are not in Oslo, what is nearby?", "jeg jobber ikke i Oslo"])
def test_where_somebody_is_not_is_no_place_asked_about(text: str) -> None:
    assert how_meant(text, entities(text)) == [Meant.DROPPED]


def test_of_a_cluster_it_is_asked_whether() -> None:
    text = "NODE er altså ikke i Oslo?"
    assert how_meant(text, entities(text)) == [Meant.NAMED, Meant.NAMED]


def test_several_are_left_out_together() -> None:
    text = "Hvilke er ikke i Oslo eller Bergen?"
    assert how_meant(text, entities(text)) == [Meant.LEFT_OUT, Meant.LEFT_OUT]


@pytest.mark.parametrize(
    "text", ["Who is neither in Oslo nor in Bergen?", "hvem er verken i Oslo eller i Bergen"]
)
def test_neither_nor(text: str) -> None:
    assert how_meant(text, entities(text)) == [Meant.LEFT_OUT, Meant.LEFT_OUT]


def test_nothing_of_another_kind_is_left_out_with_it() -> None:
    text = "everything except Oslo and NODE"
    assert how_meant(text, entities(text)) == [Meant.LEFT_OUT, Meant.NAMED]


def test_one_is_left_out_beside_another() -> None:
    question = parsed("Who is in Rogaland but not in Stavanger?", "clusters_by_place")
    assert (question.places, question.not_places) == (("rogaland",), ("stavanger",))


def test_nothing_of_a_place_is_found_when_it_is_left_out(knowledge: KnowledgeBase) -> None:
    found = search(Question("clusters_by_place", not_places=("oslo",)), knowledge)
    inside = knowledge.clusters_in_place(["oslo"]).certain
    assert inside
    assert not [one for one in (*found.fitting, *found.reaching, *found.perhaps) if one in inside]
    assert knowledge.cluster("GCE NODE") in found.fitting


def test_what_may_be_there_is_told_apart(knowledge: KnowledgeBase) -> None:
    found = search(Question("clusters_by_place", not_places=("oslo",)), knowledge)
    unplaced = knowledge.clusters_without_place()
    assert {one.id for one in unplaced} <= {one.id for one in found.perhaps}
    assert len(found.fitting) + len(found.perhaps) < len(knowledge.clusters)


def test_sectors_are_left_out(knowledge: KnowledgeBase) -> None:
    found = search(Question("clusters_by_theme", not_sectors=("energy",)), knowledge)
    rest = search(Question("clusters_by_theme", sectors=("energy",)), knowledge)
    assert len(found.fitting) + len(rest.fitting) == len(knowledge.clusters)


def test_all_other_levels(knowledge: KnowledgeBase) -> None:
    question = parsed("Which are not in GCE?", "list_clusters_at_level")
    meant = resolve(question, Context(), knowledge)
    clusters = [one for id_ in meant.levels for one in knowledge.clusters_at(id_)]
    assert len(clusters) == len(knowledge.clusters) - len(knowledge.clusters_at("gce"))


def test_a_level_in_another_question_is_what_it_is_about(knowledge: KnowledgeBase) -> None:
    question = Question("explain_level", "all but not GCE?", not_levels=("gce",))
    assert resolve(question, Context(), knowledge).levels == ("gce",)


def test_left_out_of_the_last_search(knowledge: KnowledgeBase) -> None:
    last = Question("clusters_by_theme", "energy?", sectors=("energy",))
    listed = tuple(one.id for one in search(last, knowledge).fitting)
    question = parsed("but not in Stavanger", "follow_up")
    meant = resolve(question, then(Context(), last, listed), knowledge)
    assert (meant.sectors, meant.not_places) == (("energy",), ("stavanger",))


@pytest.mark.parametrize(
    ("language", "places", "themes"),
    [
        ("nb", "i Rogaland, men ikke i Stavanger", "annet enn energi"),
        ("en", "in Rogaland, but not in Stavanger", "things other than energy"),
    ],
)
def test_it_is_said(language: str, places: str, themes: str, knowledge: KnowledgeBase) -> None:
    question = Question(
        "clusters_by_place",
        places=("rogaland",),
        not_places=("stavanger",),
        not_sectors=("energy",),
    )
    assert describe_places(question, language, knowledge) == places
    assert describe_themes(question, language, knowledge) == themes
    outside = Question("clusters_by_place", not_places=("oslo", "bergen"))
    told = {"nb": "utenfor Oslo og Bergen", "en": "outside Oslo and Bergen"}
    assert describe_places(outside, language, knowledge) == told[language]


def test_a_list_is_left_out_together() -> None:
    text = "which clusters aren't GCE, Arena or something?"
    assert how_meant(text, entities(text)) == [Meant.LEFT_OUT, Meant.LEFT_OUT]


def test_one_instead_of_another_is_not_left_out_with_it() -> None:
    text = "not in Oslo, Bergen"
    assert how_meant(text, entities(text)) == [Meant.LEFT_OUT, Meant.NAMED]


def test_both_means_together(knowledge: KnowledgeBase) -> None:
    together = search(
        Question("clusters_by_theme", "både energi og maritim", sectors=("energy", "maritime")),
        knowledge,
    )
    either = search(
        Question("clusters_by_theme", "energi og maritim", sectors=("energy", "maritime")),
        knowledge,
    )
    assert 0 < len(together.fitting) < len(either.fitting)


def test_which_of_them_are_at_a_level_after_one_of_them(knowledge: KnowledgeBase) -> None:
    context = then(
        after("clusters_by_place", ("Autonomiklyngen", "NCE Aquatech"), places=("trondheim",)),
        Question("ask_theme", "what does it do?", clusters=("NCE Aquatech",)),
    )
    question = Question(
        "list_clusters_at_level", "er nokon av dei på Arena-nivå?", levels=("arena",)
    )
    meant = resolve(question, context, knowledge)
    assert meant.intent == "check_level_of_cluster"
    assert meant.clusters == ("Autonomiklyngen", "NCE Aquatech")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Jeg googler, men finner ikke NODE. Har du lenka?", Meant.NAMED),
        ("ikke NODE, men den andre", Meant.DROPPED),
        ("nei, ikke NODE", Meant.DROPPED),
    ],
)
def test_a_cluster_not_found_is_not_one_that_was_not_meant(text: str, meant: Meant) -> None:
    assert how_meant(text, entities(text)) == [meant]
