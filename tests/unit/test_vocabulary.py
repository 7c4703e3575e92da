"""The words of the domain and a programme's own wording: what may be written, and its effect."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import List

import pytest

from actions.question import Context, Question
from actions.timeline import ActionTimeline
from bot.knowledge import KnowledgeBase, KnowledgeError, load_knowledge
from bot.knowledge.loading import DEFAULT_DIRECTORY, load_vocabulary, phrases_directory
from bot.knowledge.own_wording import OwnWording, load_wording
from bot.knowledge.schema import LANGUAGES
from bot.nlu.expressions import find_expressions
from bot.nlu.language import LanguageIdentifier
from bot.nlu.unknown_names import unknown_names
from bot.server.wording import check_wording
from tests.unit.mistakes import complaints

ROOT = DEFAULT_DIRECTORY.parent
SCHOOLS = ROOT / "tests" / "fixtures" / "fjordskole"


@pytest.fixture(scope="module")
def schools() -> KnowledgeBase:
    return load_knowledge(SCHOOLS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the made-up programme, to make mistakes in."""
    return Path(shutil.copytree(SCHOOLS, tmp_path / "schools"))


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"the test is out of date: {old!r} is not in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


# --- What is listed has the name that the folder says


@pytest.mark.parametrize("text", ["Holme-skolene", "holmeskolene", "Holmeskoler"])
def test_its_words_are_endings_of_names(schools: KnowledgeBase, text: str) -> None:
    assert [match.id for match in schools.names.find(f"er {text} med?")] == ["islet"]


def test_those_of_the_other_programme_are_none(
    schools: KnowledgeBase, knowledge: KnowledgeBase
) -> None:
    assert not schools.names.find("holmeklyngene")
    assert [match.id for match in knowledge.names.find("arenaklyngene")] == ["arena"]
    assert not knowledge.names.find("arenaskolene")


@pytest.mark.parametrize(
    ("text", "is_word"), [("skulane", True), ("schools", True), ("clusters", False)]
)
def test_words_for_what_is_listed(schools: KnowledgeBase, text: str, is_word: bool) -> None:
    assert bool(schools.vocabulary.word.search(f"kor mange {text}?")) is is_word


def test_a_name_that_calls_itself_one(schools: KnowledgeBase) -> None:
    own_name = schools.vocabulary.own_name
    assert own_name.search("Solvik ungdomsskole")
    assert own_name.search("Fyr Dypvann")  # as others begin with that level
    assert not own_name.search("Skjær Dypvann")
    assert not own_name.search("Solvik Cluster")


def test_an_unknown_name_with_its_last_word_written_small(schools: KnowledgeBase) -> None:
    small = schools.vocabulary.names_end_small
    known = {"er", "skole", "havblikk", "med", "hvilken"}

    def names(text: str) -> List[str]:
        return [text[a:b] for a, b, _ in unknown_names(text, [], known, frozenset(known), small)]

    assert names("er Havblikk skole med?") == ["Havblikk skole"]
    assert names("er Havblikk med?") == []  # an ordinary word, for all one can tell
    assert names("Hvilken skole er med?") == []


def test_the_one_of_a_kind(schools: KnowledgeBase, knowledge: KnowledgeBase) -> None:
    assert schools.vocabulary.the_one.search("hvor er skolen?")
    assert schools.vocabulary.the_one.search("the coastal school")
    assert not schools.vocabulary.the_one.search("hvor er klyngen?")
    assert knowledge.vocabulary.the_one.search("the seafood cluster")


def test_ordinals_before_the_word(schools: KnowledgeBase, knowledge: KnowledgeBase) -> None:
    def ordinals(text: str, facts: KnowledgeBase) -> List[str]:
        found = find_expressions(text, facts.vocabulary.member)
        return [one["value"] for one in found if one["entity"] == "ordinal"]

    assert ordinals("tell me more of their second school please", schools) == ["2"]
    assert ordinals("tell me more of their second school please", knowledge) == []
    assert ordinals("tell me more of their second cluster please", knowledge) == ["2"]


def test_phrases_beside_the_knowledge(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KLYNGEBOT_KNOWLEDGE", str(SCHOOLS))
    assert phrases_directory() == SCHOOLS / "nlu"
    monkeypatch.delenv("KLYNGEBOT_KNOWLEDGE")
    assert phrases_directory() == ROOT / "data" / "nlu"


# --- Which languages there are


def test_every_folder_declares_its_languages(
    schools: KnowledgeBase, knowledge: KnowledgeBase
) -> None:
    assert set(schools.vocabulary.languages) == {"nb", "en"}
    assert set(knowledge.vocabulary.languages) <= set(LANGUAGES)


def test_a_text_in_a_language_that_is_not_declared(folder: Path) -> None:
    replace(folder / "vocabulary.yml", "languages: [nb, en]", "languages: [nb]")
    found = complaints(folder)
    assert len(found) > 20
    (source,) = [line for line in found if line.startswith("schools/sources.yml")]
    assert "source 'fjord_school_report': 'en'" in source
    assert "vocabulary.yml declares only nb; remove this text" in source


def test_fewer_languages_than_the_code_can_speak(folder: Path) -> None:
    for path in folder.glob("*.yml"):
        if path.name not in ("vocabulary.yml", "wording.yml"):
            text = path.read_text(encoding="utf-8").splitlines()
            kept = [line for line in text if not line.strip().startswith("en:")]
            path.write_text("\n".join(map(_without_english, kept)), encoding="utf-8")
    replace(folder / "vocabulary.yml", "languages: [nb, en]", "languages: [nb]")
    facts = load_knowledge(folder)
    assert facts.programme.goal.get("en") == facts.programme.goal.get("nb")
    assert facts.vocabulary.language("en") == "nb"
    identifier = LanguageIdentifier(
        LanguageIdentifier.get_default_config(), None, None, None, facts.vocabulary.languages
    )
    assert identifier.answered("en") == "nb"


def _without_english(line: str) -> str:
    return re.sub(r",\s*en: (?:\"[^\"]*\"|[^}\"]*)(?=\})", "", line)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("languages: [nb, en]", "languages: [nb, sv]", "'sv' is not one of"),
        ("languages: [nb, en]", "languages: [en]", "must hold 'nb'"),
        ("forms: [school]", "forms: []", "'forms' is an empty list"),
        ("Hva betyr {name}?", "Hva betyr det?", "must hold {name} once"),
        ("stand_ins:", "standins:", "'stand_ins' is missing"),
    ],
)
def test_mistakes_in_the_vocabulary(folder: Path, old: str, new: str, said: str) -> None:
    replace(folder / "vocabulary.yml", old, new)
    assert any(said in line and "schools/vocabulary.yml:" in line for line in complaints(folder))
    with pytest.raises(KnowledgeError):
        load_vocabulary(folder)


# --- Themes and places


def test_none_of_the_three_files_is_needed(schools: KnowledgeBase) -> None:
    assert not schools.sectors
    assert not schools.geography.places
    assert schools.profile("Tangvika skole") is None
    assert schools.origin("nb") == ""


def test_but_one_of_them_needs_the_others(folder: Path) -> None:
    shutil.copy(DEFAULT_DIRECTORY / "sectors.yml", folder)
    found = complaints(folder)
    assert any("places.yml:1: the file is missing" in line for line in found)
    assert any("profiles.yml:1: the file is missing" in line for line in found)


# --- Wording


def test_words_take_the_place_of_others() -> None:
    wording = OwnWording(
        words={
            "nb": {"klyngen": "skolen", "bedriftene i klyngene": "elevene"},
            "en": {"clusters": "schools"},
        },
        responses={"utter_own": [{"text": "Hei"}]},
    )
    english = [{"type": "slot", "name": "language", "value": "en"}]
    responses = {
        "utter_a": [
            {"text": "Klyngen {klyngen}, bedriftene i klyngene. `/klyngen`"},
            {
                "condition": english,
                "text": "Clusters: {clusters}",
                "buttons": [{"title": "clusters"}],
            },
        ],
        "utter_own": [{"text": "Hallo"}],
    }
    changed = wording.applied_to(responses)
    assert changed["utter_a"][0]["text"] == "Skolen {klyngen}, elevene. `/klyngen`"
    assert changed["utter_a"][1]["text"] == "Schools: {clusters}"
    assert changed["utter_a"][1]["buttons"] == [{"title": "schools"}]
    assert changed["utter_own"] == [{"text": "Hei"}]
    assert responses["utter_own"] == [{"text": "Hallo"}]


def test_the_project_has_no_wording_of_its_own(knowledge: KnowledgeBase) -> None:
    assert load_wording(DEFAULT_DIRECTORY) is None
    assert knowledge.reworded("Klynger", "nb") == "Klynger"


def test_pictures_have_the_words_too(schools: KnowledgeBase) -> None:
    assert schools.reworded("Tallet viser hvor mange klynger det var i {year}.", "nb") == (
        "Tallet viser hvor mange skoler det var i {year}."
    )


def test_mistakes_in_the_wording(folder: Path) -> None:
    domain = ROOT / "domain.yml"
    assert check_wording(domain, folder) == []
    replace(folder / "wording.yml", '"level":"reef"', '"level":"reeef"')
    replace(folder / "wording.yml", "utter_ask_cluster:", "utter_ask_school:")
    said = [str(problem) for problem in check_wording(domain, folder)]
    assert any("utter_greet: a button names level 'reeef'" in line for line in said)
    assert any("utter_ask_school: no response of domain.yml has this name" in line for line in said)


def test_a_limit_that_nothing_asks_for(folder: Path) -> None:
    replace(folder / "limits.yml", "- id: leaders", "- id: headmasters")
    text = (folder / "limits.yml").read_text(encoding="utf-8")
    line = text[: text.index("headmasters")].count("\n") + 1
    (said,) = map(str, check_wording(ROOT / "domain.yml", folder))
    assert said.startswith(f"{folder.name}/limits.yml:{line}: topic 'headmasters': ")
    assert "domain.yml has no intent ask_headmasters; add it" in said


def test_an_unknown_field_of_the_wording(folder: Path) -> None:
    replace(folder / "wording.yml", "responses:", "answers:")
    assert any("wording.yml" in line and "'answers'" in line for line in complaints(folder))


def test_a_year_of_which_nothing_is_known_has_the_years_around_it(schools: KnowledgeBase) -> None:
    """The year of the list has no event here; an empty list would be no answer."""
    question = Question("ask_timeline", years=(schools.year,))
    (utterance,) = ActionTimeline().answer(question, Context(), "en", schools).utterances
    assert "**1996**: The autumn storm" in str(utterance.variables["lines"])
    question = Question("ask_timeline", years=(1996,))
    (utterance,) = ActionTimeline().answer(question, Context(), "en", schools).utterances
    assert "1991" not in str(utterance.variables["lines"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("hva med Raufoss-klyngen?", ["Raufoss-klyngen"]),
        ("hva med raufoss-klyngen?", []),
        ("hva med Raufoss?", []),
        ("vi er femten i bedriften", []),
        ("hei med. Hvilken Raufoss vi er", []),
    ],
)
def test_a_known_word_is_a_name_where_the_noun_is_joined_to_it(text: str, found: List[str]) -> None:
    known = {"hva", "med", "raufoss", "klyngen", "vi", "er", "i", "bedriften", "hvilken"}
    spans = unknown_names(text, [], known, frozenset(known), (), "klynge\\w*")
    assert [text[start:end] for start, end, _ in spans] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Biotech North, is it at that level?", ["Biotech North"]),
        ("Biotech North: at which level are they?", ["Biotech North"]),
        ("Good North, is it at that level?", []),
        ("Biotech is north, is it?", []),
    ],
)
def test_a_name_of_ordinary_words_set_apart_before_its_question(
    text: str, found: List[str]
) -> None:
    known = {"biotech", "north", "good", "is", "it", "at", "that", "which", "level", "are", "they"}
    spans = unknown_names(text, [], known, frozenset(known))
    assert [text[start:end] for start, end, _ in spans] == found
