"""The report from a store: page, CSV, groups, and no text unless it is wanted."""

from __future__ import annotations

import csv
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, List

import pytest
import yaml

from bot.insights.__main__ import main
from bot.insights.groups import group
from bot.insights.labels import label
from bot.insights.likeness import LetterLikeness, NameMask
from bot.insights.phrases import Phrase, training_block, training_phrases
from bot.insights.summary import Open
from bot.knowledge import load_knowledge
from tests.insights.events import NOON, answered, said, slot, store

SPAN = ["--since", "2026-11-20", "--until", "2026-11-26"]


@pytest.fixture(autouse=True)
def _letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the encoder, so that the tests need no vectors of a training."""
    monkeypatch.setattr("bot.insights.likeness.load_encoder", lambda: None)
    monkeypatch.delenv("KLYNGEBOT_INSIGHTS_TEXT", raising=False)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return store(
        tmp_path / "some.db",
        [
            [
                said("Hva er målet?", time=NOON),
                slot("language", "nb", NOON),
                answered("utter_goal", NOON + 1),
                slot("feedback", {"message": "key00001.1", "value": "up"}, NOON + 5),
            ],
            [
                said("Kan jeg leie <b>lokaler</b>?", "nlu_fallback", NOON + 2, "slack"),
                slot("language", "nb", NOON + 2),
                answered("utter_not_understood", NOON + 3),
                said("Kan vi leie lokaler? kari@example.no", "nlu_fallback", NOON + 9, "slack"),
                answered("utter_not_understood", NOON + 10),
            ],
            [said("Long ago", time=NOON - 90 * 86400), answered("utter_goal", NOON - 90 * 86400)],
        ],
    )


def report(database: Path, folder: Path, *more: str) -> str:
    assert main([*SPAN, "--database", str(database), "--out", str(folder), *more]) == 0
    return (folder / "index.html").read_text("utf-8")


def rows(path: Path) -> List[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_numbers_are_in_the_csv(database: Path, tmp_path: Path) -> None:
    report(database, tmp_path / "out")
    found = rows(tmp_path / "out" / "turns.csv")
    assert sum(int(row["turns"]) for row in found) == 3
    answers = [row for row in found if row["outcome"] == "answered"]
    assert [(row["channel"], row["thumbs_up"]) for row in answers] == [("web", "1")]
    again = [row["asked_again"] for row in found if row["outcome"] == "unanswered"]
    assert again == ["1"]


def test_no_text_is_shown_unless_it_is_wanted(database: Path, tmp_path: Path) -> None:
    page = report(database, tmp_path / "out")
    both = page + (tmp_path / "out" / "open_questions.csv").read_text("utf-8")
    assert "Kan vi leie" not in both
    assert "Kan jeg" not in both
    assert "--with-text" in page


def test_texts_are_masked_and_escaped(database: Path, tmp_path: Path) -> None:
    page = report(database, tmp_path / "out", "--with-text")
    assert "Kan jeg leie &lt;b&gt;lokaler&lt;/b&gt;?" in page
    assert "<b>lokaler" not in page
    texts = [row["text"] for row in rows(tmp_path / "out" / "open_questions.csv")]
    assert "Kan vi leie lokaler? [e-mail]" in texts
    assert "kari@" not in page + "".join(texts)


def test_what_was_written_beside_a_thumbs_down_is_shown_with_the_texts(tmp_path: Path) -> None:
    thought = {"message": "key00001.1", "value": "down", "comment": "Ring kari@example.no <i>"}
    events = [said("Hva er målet?"), answered("utter_goal"), slot("feedback", thought, NOON + 5)]
    database = store(tmp_path / "some.db", [events])
    page = report(database, tmp_path / "out", "--with-text")
    assert "Comment with a thumbs down: “Ring [e-mail] &lt;i&gt;”" in page
    (row,) = rows(tmp_path / "out" / "open_questions.csv")
    assert row["comments"] == "Ring [e-mail] <i>"
    assert "Ring" not in report(database, tmp_path / "out")
    assert "comments" not in rows(tmp_path / "out" / "open_questions.csv")[0]


def test_what_was_answered_well_understood_and_disliked_is_a_part_of_its_own(
    tmp_path: Path,
) -> None:
    """A phrase is no cure for it: pasted under the nearest kind, it would do harm."""
    thought = {"message": "key00001.1", "value": "down"}
    events = [said("Hva er målet?"), answered("utter_goal"), slot("feedback", thought, NOON + 5)]
    page = report(store(tmp_path / "some.db", [events]), tmp_path / "out", "--with-text")
    assert "Answered, but not to people’s liking" in page
    assert "Taken for “The goal of the programme”, <code>ask_goal</code>" in page
    assert "Answer: “…”" in page
    for absent in ("Phrases for", "Nearest known phrase", "asked again in vain"):
        assert absent not in page


def test_what_failed_is_no_question_of_phrases(tmp_path: Path) -> None:
    events = [said("Hva er målet?"), answered("utter_internal_error")]
    page = report(store(tmp_path / "some.db", [events]), tmp_path / "out", "--with-text")
    assert "Failed</h3>" in page
    assert "Phrases for" not in page


@pytest.mark.parametrize(
    ("intent", "name"),
    [
        ("ask_goal", "The goal of the programme"),
        ("list_new_things", "List new things"),
        ("ask_new_things", "New things"),
        ("nlu_fallback", "Not understood at all"),
    ],
)
def test_kinds_have_names_that_people_understand(intent: str, name: str) -> None:
    assert label(intent) == name


def test_the_page_asks_no_one_for_anything(database: Path, tmp_path: Path) -> None:
    class Links(HTMLParser):
        found: List[str] = []

        def handle_starttag(self, tag: str, attrs: Any) -> None:
            self.found += [value for name, value in attrs if name in ("src", "href") and value]
            assert tag not in ("script", "link", "iframe")

    parser = Links()
    parser.feed(report(database, tmp_path / "out", "--with-text"))
    assert parser.found == []


def test_nothing_asked_gives_a_page_that_says_so(tmp_path: Path) -> None:
    page = report(store(tmp_path / "empty.db", []), tmp_path / "out")
    assert "Nothing was asked in this time" in page


def test_a_formula_is_harmless_in_the_csv(tmp_path: Path) -> None:
    events = [said("=HYPERLINK(1)", "nlu_fallback"), answered("utter_not_understood")]
    report(store(tmp_path / "some.db", [events]), tmp_path / "out", "--with-text")
    (row,) = rows(tmp_path / "out" / "open_questions.csv")
    assert row["text"] == "'=HYPERLINK(1)"


def test_a_missing_store_is_said_plainly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--database", str(tmp_path / "none.db")]) == 1
    assert "There is no file" in capsys.readouterr().err


def test_the_store_may_be_named_by_a_file_as_in_containers(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = tmp_path / "tracker_store_url"
    named.write_text(f"sqlite:///{database}\n")
    monkeypatch.setenv("TRACKER_STORE_URL", "")  # so that what is read into it goes afterwards
    monkeypatch.setenv("TRACKER_STORE_URL_FILE", str(named))
    monkeypatch.setenv("KLYNGEBOT_DATABASE", str(tmp_path / "another.db"))
    assert main([*SPAN, "--out", str(tmp_path / "report")]) == 0
    assert len(rows(tmp_path / "report" / "turns.csv")) == 2


def test_a_file_that_is_no_store_is_said_plainly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "other.db").write_text("not a database, whatever its name says" * 50)
    assert main(["--database", str(tmp_path / "other.db")]) == 1
    assert "cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize("since", ["soon", "7", "7x", "2026-13-01"])
def test_a_time_that_makes_no_sense_is_refused(since: str) -> None:
    with pytest.raises(SystemExit):
        main(["--since", since])


def asked(text: str, times: int = 1, language: str = "nb") -> Open:
    question = Open(text, language)
    question.kinds["ask_support"] = times
    question.reasons["unanswered"] = times
    return question


def test_questions_alike_come_together_and_the_most_asked_first() -> None:
    phrases = [
        Phrase("hvilken støtte gir programmet?", "ask_support", "nb"),
        Phrase("når er neste konferanse?", "ask_timeline", "nb"),
    ]
    likeness = LetterLikeness(phrases, NameMask(load_knowledge()))
    groups = group(
        [
            asked("er det konferanse i høst?"),
            asked("kan jeg leie lokaler hos NCE Eyde?", 2),
            asked("kan vi leie lokaler hos GCE NODE?", 3),
        ],
        likeness,
    )
    assert [one.count for one in groups] == [5, 1]
    assert groups[0].questions[0].text == "kan vi leie lokaler hos GCE NODE?"
    assert groups[1].nearest is not None
    assert groups[1].nearest.intent == "ask_timeline"


def test_a_block_is_what_rasa_reads_as_training_phrases() -> None:
    block = training_block("ask_goal", ["hva er: målet?", "# 1", "- strek", "[x](y)"])
    (entry,) = yaml.safe_load(block)
    assert entry["intent"] == "ask_goal"
    lines = entry["examples"].splitlines()
    assert lines == ["- hva er: målet?", "- # 1", "- - strek"]  # brackets would be an annotation


def test_the_projects_phrases_are_found_with_their_intents() -> None:
    phrases = training_phrases()
    assert (
        Phrase(
            "hva er det meningen at klyngene skal gjøre for medlemsbedriftene når alt fungerer?",
            "ask_goal",
            "nb",
        )
        in phrases
    )
    assert {phrase.language for phrase in phrases} == {"nb", "en"}


def test_a_report_needs_no_rasa() -> None:
    code = "import bot.insights.__main__, sys; assert not {'rasa', 'tensorflow'} & set(sys.modules)"
    command = [sys.executable, "-W", "ignore", "-c", code]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
