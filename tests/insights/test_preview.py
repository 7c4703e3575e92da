"""`make preview`: what it asks, and what it says of answers that differ."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Dict, Iterator, List, Mapping, Tuple, cast

import pytest

from actions import base
from bot.knowledge import load_knowledge
from bot.testing.channel import Channel, Inside, Message, Reply
from bot.testing.script import Case, Turn
from tests.evaluation import preview
from tests.evaluation.preview import differences, every_case

CASE = Case("figures", "some.yml", 1, (Turn("Hva er effekten?", 2), Turn("Takk", 3)))


class Figures(Channel):
    """Answers with a figure of the knowledge base in use, and thanks with thanks."""

    name = "figures"

    def begin(self, sender: str, slots: Mapping[str, Any]) -> None:
        pass

    def send(self, sender: str, text: str, metadata: Mapping[str, Any]) -> Reply:
        metric = base.knowledge().metric("value_creation")
        assert metric is not None
        said = "Selv takk!" if text == "Takk" else f"Effekten:\n{metric.value} prosentpoeng"
        return Reply((Message(said),), Inside("ask_effect", 1.0, (), {}))


@pytest.fixture(autouse=True)
def _knowledge() -> Iterator[None]:
    before = base._knowledge
    yield
    base._knowledge = before


def test_only_what_differs_is_shown_line_by_line(tmp_path: Path) -> None:
    shutil.copytree("knowledge", tmp_path / "knowledge")
    file = tmp_path / "knowledge" / "effects.yml"
    old = load_knowledge()
    metric = old.metric("value_creation")
    assert metric is not None
    figure = str(metric.value)
    file.write_text(file.read_text("utf-8").replace(figure, "77.7"), "utf-8")
    (found,) = differences(CASE, Figures(), old, load_knowledge(tmp_path / "knowledge"))
    assert str(found) == (
        f"some.yml, figures: Hva er effekten?\n  -{figure} prosentpoeng\n  +77.7 prosentpoeng"
    )


def test_the_same_knowledge_makes_no_difference() -> None:
    assert differences(CASE, Figures(), load_knowledge(), load_knowledge()) == []


def test_it_asks_the_open_questions_and_the_scripts() -> None:
    files = {case.file for case in every_case()}
    assert "tests/evaluation/open" in files
    assert "tests/conversations/effects.yml" in files
    assert not any("frozen" in file or "fresh" in file for file in files)


def test_a_commit_that_is_none_is_said_plainly(capsys: pytest.CaptureFixture[str]) -> None:
    assert preview.main(["--against", "no-such-commit"]) == 1
    assert "git cannot tell" in capsys.readouterr().err


def test_what_was_understood_is_understood_so_again_in_the_same_slots() -> None:
    asked: List[Tuple[str, Any]] = []

    async def understand(message: Any, tracker: Any) -> Dict[str, Any]:
        asked.append((message.text, tracker.current_slot_values()))
        return {"intent": {"name": f"understood {len(asked)}"}}

    processor = SimpleNamespace(parse_message=understand)
    preview.remember_what_is_understood(
        cast(Any, SimpleNamespace(agent=SimpleNamespace(processor=processor)))
    )

    def intent(text: str, **slots: Any) -> str:
        tracker = SimpleNamespace(current_slot_values=lambda: slots)
        message = SimpleNamespace(text=text, metadata={})
        parsed = asyncio.run(processor.parse_message(message, tracker))
        return str(parsed["intent"].pop("name"))

    assert intent("og GCE?", language="nb") == "understood 1"
    assert intent("og GCE?", language="nb") == "understood 1"
    assert intent("og GCE?", language="nb", question={"intent": "ask_goal"}) == "understood 2"
    assert intent("og NCE?", language="nb") == "understood 3"
