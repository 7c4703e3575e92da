"""Pictures in Slack: drawn, uploaded, shown in the message; without one, the text stands alone."""

from __future__ import annotations

import logging
from io import BytesIO
from pathlib import Path
from typing import Any, Dict, List

import pytest
from matplotlib.image import imread
from rasa.core.channels.channel import UserMessage

from actions.pictures import cluster_map, effect_chart, level_diagram
from bot.channels.drawing import draw
from bot.channels.drawing.norway import norway, projected
from bot.channels.slack.choices import mark_chosen
from bot.knowledge import load_knowledge
from tests.channels.slack_bot import Scene, blocks_of, run, workspace
from tests.channels.slack_standin.schema import check_blocks

FACTS = load_knowledge()
LANGUAGES = ("nb", "en")
ALL = [cluster.id for cluster in FACTS.clusters]
MAKERS = {
    "bar_chart": lambda language: effect_chart([], language, FACTS),
    "levels": lambda language: level_diagram(language, FACTS),
    "map": lambda language: cluster_map(ALL, language, FACTS),
}


def with_picture(message: UserMessage) -> List[Dict[str, Any]]:
    picture = effect_chart([], "nb", FACTS)
    return [{"text": "Tre tall.", "language": "nb", "picture": picture}]


async def image_of(scene: Scene, number: int = -1) -> Dict[str, Any]:
    """The image block of a message in the direct messages of Kari."""
    await scene.bot.idle()
    (image,) = blocks_of(scene.slack.posted("D1")[number], "image")
    return image


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", MAKERS)
def test_every_picture_is_drawn_large_enough_to_read(kind: str, language: str) -> None:
    png = draw(MAKERS[kind](language))
    assert png is not None
    assert png.startswith(b"\x89PNG")
    height, width = imread(BytesIO(png)).shape[:2]
    assert 1000 <= width <= 2400
    assert 500 <= height <= 3000
    assert len(png) < 600_000


def test_pictures_of_other_figures_differ() -> None:
    chart = effect_chart([], "nb", FACTS)
    assert chart is not None
    taller = {
        **chart,
        "bars": [{**bar, "value": index + 1} for index, bar in enumerate(chart["bars"])],
    }
    assert draw(chart) != draw(taller)


@pytest.mark.parametrize("payload", [{}, {"type": "globe"}, {"type": "bar_chart"}, {"type": "map"}])
def test_what_cannot_be_drawn_is_no_picture(payload: Dict[str, Any]) -> None:
    assert draw(payload) is None


#: From d3-geo, with which the web chat projects; the same are in bot/web/test/pictures.test.ts.
PROJECTED = {
    "Oslo": (59.9127, 10.7461, -0.037197, 1.265191),
    "Hammerfest": (70.6634, 23.6821, 0.050167, 1.454734),
    "Kristiansand": (58.1467, 7.9956, -0.064571, 1.236646),
}


@pytest.mark.parametrize("town", PROJECTED)
def test_places_lie_where_the_web_chat_has_them(town: str) -> None:
    latitude, longitude, x, y = PROJECTED[town]
    assert projected(latitude, longitude) == pytest.approx((x, y), abs=1e-6)
    land = norway(430, 26)
    across, down = land.place(latitude, longitude)
    assert 26 <= across <= 404
    assert 26 <= down <= land.height - 26


def test_a_picture_is_uploaded_and_shown_in_the_message_that_it_belongs_to(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path, with_picture) as scene:
            await scene.sender.direct("effekten?")
            image = await image_of(scene)
            file = scene.slack.files[image["slack_file"]["id"]]
            assert file["content"].startswith(b"\x89PNG")
            assert "15,8 prosentpoeng høyere" in image["alt_text"]
            assert file["alt_txt"] == image["alt_text"]
            assert scene.slack.posted("D1")[0]["text"].startswith("Tre tall.")

    run(scenario())


def test_the_same_picture_is_uploaded_once(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path, with_picture) as scene:
            await scene.sender.direct("effekten?")
            first = await image_of(scene)
            await scene.sender.direct("en gang til")
            assert await image_of(scene) == first
            assert len(scene.slack.files) == 1

    run(scenario())


@pytest.mark.parametrize(
    "fault",
    [
        {"method": "files.getUploadURLExternal", "error": "fatal_error"},
        {"method": "upload", "status": 403, "error": "no"},
        {"method": "files.completeUploadExternal", "error": "file_not_found"},
    ],
)
def test_a_failed_upload_leaves_the_text(tmp_path: Path, fault: Dict[str, Any]) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path, with_picture) as scene:
            scene.slack.fail(**fault, times=5)
            await scene.sender.direct("effekten?")
            assert await scene.texts("D1") == ["Tre tall."]
            assert blocks_of(scene.slack.posted("D1")[0], "image") == []

    run(scenario())


def test_without_the_scope_the_text_is_posted_and_the_log_says_why(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path, with_picture) as scene:
            scene.slack.scopes = scene.slack.scopes.replace("files:write", "files:read")
            await scene.sender.direct("effekten?")
            await scene.sender.direct("en gang til")
            assert await scene.texts("D1") == ["Tre tall.", "Tre tall."]

    with caplog.at_level(logging.WARNING):
        run(scenario())
    told = [one for one in caplog.messages if "the app has not got the scope files:write" in one]
    assert len(told) == 1  # of two pictures


def test_a_file_that_slack_is_still_reading_is_waited_for(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path, with_picture) as scene:
            scene.slack.unready = 2
            await scene.sender.direct("effekten?")
            assert await image_of(scene)
            assert len(scene.slack.posted("D1")) == 1

    run(scenario())


def test_a_file_that_slack_refuses_is_left_out_and_uploaded_anew_later(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path, with_picture) as scene:
            scene.slack.unready = 4
            await scene.sender.direct("effekten?")
            await scene.bot.idle()
            (message,) = scene.slack.posted("D1")
            assert blocks_of(message, "image") == []
            assert blocks_of(message, "section") != []
            await scene.sender.direct("en gang til")
            await image_of(scene)
            assert len(scene.slack.files) == 2

    run(scenario())


def test_a_drawing_that_fails_leaves_the_text(tmp_path: Path) -> None:
    def reply(message: UserMessage) -> List[Dict[str, Any]]:
        broken = {"type": "levels", "alt": "Nivåer", "steps": [{"mark": "x"}]}
        return [{"text": "Nivåene.", "language": "nb", "picture": broken}]

    async def scenario() -> None:
        async with workspace(tmp_path, reply) as scene:
            await scene.sender.direct("nivåer?")
            assert await scene.texts("D1") == ["Nivåene."]

    run(scenario())


def test_answers_only_the_asker_sees_have_no_picture(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path, with_picture) as scene:
            await scene.sender.command("effekten?")
            await scene.bot.idle()
            ((message,),) = scene.slack.ephemeral.values()
            assert "Tre tall." in message["text"]
            assert blocks_of(message, "image") == []
            assert scene.slack.files == {}

    run(scenario())


def test_a_press_keeps_the_picture_of_the_message() -> None:
    image = {
        "type": "image", "block_id": "b1", "alt_text": "Søyler", "image_width": 1120,
        "slack_file": {"id": "F00000001", "url": "https://files.slack.com/x.png"},
    }  # fmt: skip
    (kept,) = mark_chosen([image], {})
    assert kept["slack_file"] == {"id": "F00000001"}
    assert check_blocks([kept], 50) == []
