"""Which question a message of several sentences asks, from what is understood of each part."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Sequence

import pytest
from rasa.shared.core.events import SlotSet
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.parts import QuestionCollector

COLLECTOR = QuestionCollector(
    {
        **QuestionCollector.get_default_config(),
        "small_talk": ["thanks", "affirm"],
        "least_telling": ["affirm"],
        "of_answers": ["ask_source"],
        "off_subject": ["out_of_scope"],
        "comparing": ["compare_clusters"],
        "searching": ["by_theme", "by_place"],
    }
)
NODE = {"entity": "cluster", "value": "GCE NODE", "start": 14, "end": 18}


def understood(text: str, entities: Sequence[Any] = (), **ranking: float) -> Message:
    entries = [{"name": name, "confidence": value} for name, value in ranking.items()]
    data = {"text": text, "entities": list(entities)}
    return Message({**data, "intent": entries[0], "intent_ranking": entries})


def collected(messages: List[Message], last: Optional[str] = None) -> Dict[str, Any]:
    tracker = DialogueStateTracker("me", [AnySlot("question", [{}])])
    if last:
        tracker.update(SlotSet("question", {"intent": last}))
    (whole,) = COLLECTOR.process(messages, tracker)
    return dict(whole.data)


def test_the_message_and_its_question_are_weighed_together() -> None:
    # "of it" asks about the programme by itself; with what was told, about the cluster
    whole = understood(
        "We flirt with NODE. Are they part of it?", [NODE], check=0.24, ask_members=0.2
    )
    told = understood("We flirt with NODE.", [NODE], about_cluster=0.4)
    asked = understood("Are they part of it?", (), ask_owner=0.4, check=0.25)
    data = collected([whole, told, asked])
    assert data["intent"] == {"name": "check", "confidence": 0.25}
    assert [entry["name"] for entry in data["intent_ranking"]][:3] == [
        "check",
        "ask_members",
        "ask_owner",
    ]
    assert data["corrected_text"] == "Are they part of it?"
    assert data["entities"] == [NODE]


@pytest.mark.parametrize("last", [None, "check"])
def test_is_that_right_asks_about_what_was_named_before_it(last: Optional[str]) -> None:
    whole = understood("Someone calls NODE a GCE. Is that right?", [NODE], check=0.7)
    told = understood("Someone calls NODE a GCE.", [NODE], about_cluster=0.5, check=0.1)
    asked = understood("Is that right?", (), ask_source=0.9)
    assert collected([whole, told, asked], last)["intent"]["name"] == "check"


def test_is_that_right_asks_about_the_answer_where_nothing_is_told() -> None:
    whole = understood("Hm, odd. Is that right?", (), ask_source=0.6, check=0.3)
    told = understood("Hm, odd.", (), thanks=0.5)
    asked = understood("Is that right?", (), ask_source=0.9)
    assert collected([whole, told, asked], "check")["intent"]["name"] == "ask_source"


def test_a_bare_question_word_does_not_outweigh_the_message() -> None:
    whole = understood("It answers to somebody. Who?", (), ask_owner=0.98)
    parts = [
        understood("It answers to somebody.", (), ask_owner=0.5),
        understood("Who?", (), names=0.9),
    ]
    assert collected([whole, *parts])["intent"]["name"] == "ask_owner"


def test_two_questions_are_asked_even_if_one_is_about_the_source() -> None:
    parts = [
        understood("Tell me about NODE.", [NODE], about_cluster=0.9),
        understood("Where is that from?", (), ask_source=0.9),
    ]
    whole = understood("Tell me about NODE. Where is that from?", [NODE], ask_source=0.7)
    assert collected([whole, *parts])["intent"]["name"] == "ask_several"


def test_thanks_around_a_question_do_not_hide_it() -> None:
    whole = understood("Thanks! Who owns it?", (), thanks=0.8, ask_owner=0.1)
    asked = understood("Who owns it?", (), ask_owner=0.6)
    data = collected([whole, understood("Thanks!", (), thanks=1.0), asked])
    assert data["intent"] == {"name": "ask_owner", "confidence": 0.6}


def test_two_sure_questions_are_both_answered() -> None:
    parts = [understood("Who owns it?", (), ask_owner=0.9), understood("Why?", (), ask_why=0.8)]
    data = collected([understood("Who owns it? Why?", (), ask_owner=0.5), *parts])
    assert data["intent"]["name"] == "ask_several"
    assert [part["text"] for part in data["parts"]] == ["Who owns it?", "Why?"]


def test_what_is_said_besides_yes_counts() -> None:
    whole = understood("Yes. Thank you", (), affirm=0.6, thanks=0.3)
    parts = [understood("Yes.", (), affirm=1.0), understood("Thank you", (), thanks=1.0)]
    assert collected([whole, *parts])["intent"]["name"] == "thanks"


def test_what_is_guessed_of_a_part_does_not_hide_what_the_message_names() -> None:
    arena = {"entity": "level", "value": "arena", "extractor": "KnowledgeLinker"}
    guess = {"entity": "level", "value": "arena_pro", "extractor": "DescribedLevelExtractor"}
    whole = understood("Node or Arena? How do the two differ?", [arena], compare=0.5)
    parts = [
        understood("Node or Arena?", [arena], explain=0.2),
        understood("How do the two differ?", [guess], compare=0.7),
    ]
    assert collected([whole, *parts])["entities"] == [arena]


def test_what_is_guessed_of_a_question_beside_another_is_left_out() -> None:
    pro = {"entity": "level", "value": "arena_pro", "extractor": "KnowledgeLinker"}
    guess = {"entity": "level", "value": "arena", "extractor": "DescribedLevelExtractor"}
    text = "How crowded is Arena Pro? What's the idea behind that level?"
    parts = [
        understood("How crowded is Arena Pro?", [pro], count=0.9),
        understood("What's the idea behind that level?", [guess], explain=0.9),
    ]
    data = collected([understood(text, [pro], explain=0.5), *parts])
    assert [part["entities"] for part in data["parts"]] == [[pro], []]


def test_thanks_outweigh_a_sentence_that_asks_nothing() -> None:
    whole = understood("I'll sleep on it. Thanks for the help", (), effect=0.37, thanks=0.3)
    parts = [
        understood("I'll sleep on it.", (), effect=0.4),
        understood("Thanks for the help", (), thanks=1.0),
    ]
    assert collected([whole, *parts])["intent"]["name"] == "thanks"


def test_where_we_rank_beside_another_is_of_the_two() -> None:
    eyde = {"entity": "cluster", "value": "NCE Eyde"}
    text = "I work at NODE. Where do we rank compared with Eyde?"
    whole = understood(text, [NODE, eyde], compare_clusters=0.6)
    told = understood("I work at NODE.", [NODE], about_cluster=0.4)
    asked = understood("Where do we rank compared with Eyde?", [eyde], compare_clusters=0.7)
    assert collected([whole, told, asked])["entities"] == [eyde, NODE]


def test_what_stands_before_several_questions_is_what_they_are_about() -> None:
    text = "Here it comes: NODE. What do they do and where are they?"
    named = {**NODE, "start": 15, "end": 19}
    parts = [
        understood("Here it comes: NODE.", [named], about_cluster=0.2),
        understood("What do they do", (), ask_theme=0.9),
        understood("where are they?", (), ask_location=0.9),
    ]
    data = collected([understood(text, [named], ask_theme=0.5), *parts])
    assert [part["entities"] for part in data["parts"]] == [[named], [named]]


def test_what_is_named_in_a_question_is_not_handed_to_the_next() -> None:
    text = "What level is NODE and who owns it?"
    parts = [
        understood("What level is NODE", [NODE], ask_level_of_cluster=0.9),
        understood("who owns it?", (), ask_owner=0.9),
    ]
    data = collected([understood(text, [NODE], ask_owner=0.5), *parts])
    assert [part["entities"] for part in data["parts"]] == [[NODE], []]


def test_a_question_about_the_answer_stays_beside_another() -> None:
    metric = {"entity": "metric", "value": "employment", "start": 11, "end": 15}
    text = "I cite the jobs. What figure is it, and is it significant?"
    config = {**QuestionCollector.get_default_config(), "of_answers": ["significance"]}
    parts = [
        understood("I cite the jobs.", [metric], effect=0.2),
        understood("What figure is it", (), effect=0.8),
        understood("is it significant?", (), significance=0.9),
    ]
    whole = understood(text, [metric], significance=0.5)
    (message,) = QuestionCollector(config).process([whole, *parts], None)
    assert [part["intent"]["name"] for part in message.get("parts")] == ["effect", "significance"]


def test_a_guess_from_a_part_does_not_hide_what_is_told_around_it() -> None:
    place = {"entity": "place", "value": "helgeland", "start": 11, "end": 20}
    text = "We live on Helgeland. Is there a network for small ones?"
    guess = {"entity": "level", "value": "nodes", "extractor": "DescribedLevelExtractor"}
    parts = [
        understood("We live on Helgeland.", [place], goodbye=0.2),
        understood("Is there a network for small ones?", [guess], clusters_by_theme=0.8),
    ]
    whole = understood(text, [place], clusters_by_theme=0.5)
    assert collected([whole, *parts])["entities"] == [place]


PLACE = {"entity": "place", "value": "lofoten", "start": 14, "end": 21}
NETS = {"entity": "sector", "value": "aquaculture", "start": 8, "end": 12}


def test_places_told_beside_a_question_are_marked_as_told() -> None:
    whole = understood("We farm fish in Lofoten. Who does food?", [PLACE], theme=0.5)
    told = understood("We farm fish in Lofoten.", [PLACE], place=0.4)
    food = {"entity": "sector", "value": "food", "start": 9, "end": 13}
    asked = understood("Who does food?", [food], theme=0.9)
    assert collected([whole, told, asked])["entities"] == [food, {**PLACE, "entity": "told_place"}]


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("Is there a cluster for such things in Bergen?", True),
        ("Er det noe for sånne i Bergen?", True),
        ("Which clusters are there in Bergen?", False),
    ],
)
def test_a_theme_told_before_counts_if_the_question_points_at_it(question: str, kept: bool) -> None:
    bergen = {"entity": "place", "value": "bergen", "start": 3, "end": 9}
    whole = understood(f"We make nets. {question}", [NETS, bergen], place=0.5)
    told = understood("We make nets.", [NETS], theme=0.4)
    asked = understood(question, [bergen], place=0.9)
    entities = collected([whole, told, asked])["entities"]
    assert entities == [bergen, NETS] if kept else entities == [bergen]


def test_what_the_whole_message_says_outweighs_a_question_that_says_little() -> None:
    whole = understood(
        "I need to quote the official objectives. Could you list them?", purpose=0.5, names=0.2
    )
    told = understood("I need to quote the official objectives.", purpose=0.6)
    asked = understood("Could you list them?", names=0.7, purpose=0.1)
    assert collected([whole, told, asked])["intent"]["name"] == "purpose"


@pytest.mark.parametrize("around", [(), ("media",)])
def test_a_place_told_before_a_question_for_a_theme_is_not_searched(around: Sequence[str]) -> None:
    place = {"entity": "place", "value": "lofoten", "start": 10, "end": 17}
    cod = {"entity": "sector", "value": "cod", "start": 33, "end": 36}
    beside = [{"entity": "sector", "value": one, "start": 0, "end": 3} for one in around]
    text = "He fished off Lofoten; which cluster does cod?"
    whole = understood(text, [*beside, place, cod], by_place=0.7, by_theme=0.2)
    told = understood("He fished off Lofoten;", [*beside, place], out_of_scope=0.8)
    asked = understood("which cluster does cod?", [{**cod, "start": 19}], by_theme=0.4)
    data = collected([whole, told, asked])
    of_all = bool(around)  # another theme was told besides
    assert data["intent"]["name"] == ("by_place" if of_all else "by_theme")
    assert "told_place" in {one["entity"] for one in data["entities"]} or of_all


def test_thanks_do_not_hide_a_question_that_nobody_knows() -> None:
    thanks = understood("Thanks, I'll apply there.", (), thanks=0.9)
    vacancies = understood("Are they hiring at the moment?", (), out_of_scope=0.5, members=0.2)
    text = "Thanks, I'll apply there. Are they hiring at the moment?"
    for whole in (understood(text, (), thanks=0.8), understood(text, (), members=0.2)):
        data = collected([whole, thanks, vacancies])
        assert data["intent"]["name"] == "out_of_scope"
        assert [one["name"] for one in data["intent_ranking"]] == ["out_of_scope", "members"]


def test_thanks_that_ask_nothing_stay_thanks() -> None:
    thanks = understood("Thanks, right?", (), thanks=0.9)
    rest = understood("I'll be off.", (), out_of_scope=0.5)
    whole = understood("Thanks, right? I'll be off.", (), thanks=0.8)
    assert collected([whole, thanks, rest])["intent"]["name"] == "thanks"


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("Anything in Bergen?", True),
        ("Noe på Vestlandet?", True),
        ("Who else is in Bergen?", False),
    ],
)
def test_a_theme_told_before_counts_if_anything_is_asked_for(question: str, kept: bool) -> None:
    hydrogen = {"entity": "sector", "value": "hydrogen", "start": 11, "end": 19}
    place = {"entity": "place", "value": "bergen", "start": 30, "end": 36}
    whole = understood(f"We do make hydrogen. {question}", [hydrogen, place], by_place=0.9)
    told = understood("We do make hydrogen.", [hydrogen], out_of_scope=0.5)
    asked = understood(question, [place], by_place=0.8)
    data = collected([whole, told, asked])
    assert ("sector" in {one["entity"] for one in data["entities"]}) is kept


def test_thanks_do_not_hide_a_long_question_without_its_mark() -> None:
    thanks = understood("takk.", (), thanks=0.9)
    asked = understood("kem av dem e på høgast nivå", (), compare=0.2, thanks=0.1)
    whole = understood("takk. kem av dem e på høgast nivå", (), thanks=0.7)
    data = collected([whole, thanks, asked])
    assert data["intent"] == {"name": "compare", "confidence": 0.0}  # and so the gate declines it
