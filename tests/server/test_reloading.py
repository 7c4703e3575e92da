"""Knowledge files saved while the assistant runs."""

from __future__ import annotations

import asyncio
import os
import shutil
from pathlib import Path
from typing import Iterator

import pytest

from actions import base
from bot.server.knowledge_version import version_of
from bot.server.reloading import KnowledgeWatch
from tests.channels.web_server import serving

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge")
    before = base._knowledge
    yield tmp_path / "knowledge"
    base._knowledge = before


def edit(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    stat = path.stat()  # a later time, however coarse the file system's clock
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + 10_000_000))


def check(watch: KnowledgeWatch) -> None:
    """Twice: the first sees a change, the second that it is over."""
    asyncio.run(watch.check())
    asyncio.run(watch.check())


def value_creation() -> float:
    metric = base.knowledge().metric("value_creation")
    assert metric is not None
    assert metric.value is not None
    return float(metric.value)


def test_a_figure_answers_at_once(folder: Path) -> None:
    watch = KnowledgeWatch(folder)
    before = watch.state.version
    edit(folder, "effects.yml", "15.8", "16.1")
    check(watch)
    assert value_creation() == 16.1
    assert watch.state.state == "current"
    assert watch.state.version == version_of(folder) != before


def test_a_file_that_is_still_being_saved_is_waited_for(folder: Path) -> None:
    watch = KnowledgeWatch(folder)
    edit(folder, "effects.yml", "15.8", "16.1")
    asyncio.run(watch.check())
    edit(folder, "effects.yml", "16.1", "16.2")
    asyncio.run(watch.check())
    assert value_creation() == 15.8
    asyncio.run(watch.check())
    assert value_creation() == 16.2


def test_a_mistake_keeps_the_old_state_and_says_where_it_is(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    watch = KnowledgeWatch(folder)
    before = watch.state.version
    edit(folder, "clusters.yml", "level: arena_pro", "level: arenna_pro")
    check(watch)
    assert base.knowledge().clusters_at("arena_pro")
    assert (watch.state.state, watch.state.version) == ("broken", before)
    assert watch.state.problems[0].startswith("knowledge/clusters.yml:")
    assert "knowledge/clusters.yml:" in caplog.text
    edit(folder, "clusters.yml", "level: arenna_pro", "level: arena_pro")
    check(watch)
    assert watch.state.state == "current"
    assert watch.state.problems == ()


def test_a_missing_file_is_a_mistake_too(folder: Path) -> None:
    watch = KnowledgeWatch(folder)
    (folder / "timeline.yml").unlink()
    check(watch)
    assert watch.state.state == "broken"
    assert "timeline.yml" in watch.state.problems[0]


def test_a_new_alias_needs_training_and_the_facts_answer_already(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    metric = base.load_knowledge(folder).metric("value_creation")
    assert metric is not None
    alias = metric.aliases[0]
    watch = KnowledgeWatch(folder)
    edit(folder, "effects.yml", alias, "a name nobody knew")
    edit(folder, "effects.yml", "15.8", "16.1")
    check(watch)
    assert watch.state.state == "training needed"
    assert watch.state.version == version_of(folder)
    assert "a name nobody knew" in watch.state.detail
    assert "make train" in caplog.text
    assert value_creation() == 16.1


def test_new_words_for_what_is_listed_need_training(folder: Path) -> None:
    watch = KnowledgeWatch(folder)
    edit(folder, "vocabulary.yml", "level: Arena,", "level: Trinn,")
    check(watch)
    assert watch.state.state == "training needed"
    assert "vocabulary.yml" in watch.state.detail


def test_what_the_model_knows_and_is_gone_keeps_the_old_state(folder: Path) -> None:
    watch = KnowledgeWatch(folder)
    before = watch.state.version
    for file in ("clusters.yml", "profiles.yml"):
        text = (folder / file).read_text("utf-8")
        if "NCE Eyde" in text:
            edit(folder, file, "NCE Eyde", "NCE Omdøpt")
    check(watch)
    assert watch.state.state == "training needed"
    assert watch.state.version == before
    assert base.knowledge().cluster("NCE Eyde") is not None


def test_the_status_tells_it_within_seconds_of_a_save(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KLYNGEBOT_KNOWLEDGE", str(folder))

    async def test() -> None:
        async with serving() as server:

            async def version() -> str:
                async with server.http.get(f"{server.url}/status") as answer:
                    return str((await answer.json())["knowledge"]["version"])

            assert await version() == version_of(folder)
            edit(folder, "effects.yml", "15.8", "16.1")
            wanted = version_of(folder)
            while await version() != wanted:
                await asyncio.sleep(0.1)
            assert value_creation() == 16.1

    asyncio.run(asyncio.wait_for(test(), 120))
