"""Another model while the assistant runs: conversations go on, and a bad model is refused."""

from __future__ import annotations

import asyncio
import gzip
import json
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Awaitable, Callable, Dict, List, Tuple

import pytest
from rasa.core.processor import MessageProcessor
from rasa.shared.core.events import UserUttered
from rasa.utils.endpoints import EndpointConfig

from bot.server import model_swaps, rasa_patches
from bot.server.kept_models import KeptModels
from bot.server.model_swaps import ModelWatch, RefusedModelError
from tests.channels.web_server import Server, stored
from tests.server.conftest import ask, serving_model
from tests.server.test_running import ROOT, environment, free_port, get, post, wait_until_up
from tests.waiting import START_SECONDS, STOP_SECONDS, until, until_sync


class Swaps:
    """A server on the first model, and the models it may take up."""

    def __init__(self, server: Server, kept: KeptModels) -> None:
        self.server = server
        self.kept = kept
        self.watch = ModelWatch(self._app(), kept)
        self.watch.started()

    def _app(self) -> Any:
        return SimpleNamespace(ctx=SimpleNamespace(agent=self.server.agent))

    async def take(self, archive: Path) -> None:
        self.kept.keep(archive)
        await self.watch.check()

    async def back(self) -> None:
        self.kept.back()
        await self.watch.check()


@pytest.fixture
def run(
    tiny_models: Tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Callable[[Swaps], Awaitable[None]]], None]:
    def whole(test: Callable[[Swaps], Awaitable[None]]) -> None:
        async def running() -> None:
            kept = KeptModels(tmp_path / "kept", 3)
            first = kept.keep(tiny_models[0])
            assert first is not None
            store = stored(tmp_path, monkeypatch)
            async with serving_model(kept.path(first), store) as server:
                await test(Swaps(server, kept))

        asyncio.run(asyncio.wait_for(running(), 400))

    return whole


Run = Callable[[Callable[[Swaps], Awaitable[None]]], None]


def test_a_conversation_goes_on_with_the_new_model(
    run: Run, tiny_models: Tuple[Path, Path], caplog: pytest.LogCaptureFixture
) -> None:
    async def test(swaps: Swaps) -> None:
        assert await ask(swaps.server, "om arena") == ["v1: arena"]
        await swaps.take(tiny_models[1])
        assert await ask(swaps.server, "mer") == ["v2: mer om arena"]
        assert await ask(swaps.server, "om gce") == ["v2: gce"]
        assert swaps.watch.state.as_dict() == {"state": "current"}
        assert "answers from now on" in caplog.text

    run(test)


def test_and_with_the_old_one_though_that_knows_less(
    run: Run, tiny_models: Tuple[Path, Path]
) -> None:
    async def test(swaps: Swaps) -> None:
        await swaps.take(tiny_models[1])
        assert await ask(swaps.server, "om gce") == ["v2: gce"]
        await swaps.back()
        assert await ask(swaps.server, "mer") == ["v1: mer om gce"]
        assert await ask(swaps.server, "om gce") == ["v1: ?"]
        assert await ask(swaps.server, "om arena") == ["v1: arena"]
        assert await ask(swaps.server, "mer") == ["v1: mer om arena"]

    run(test)


def junk(folder: Path) -> Path:
    path = folder / "junk.tar.gz"
    path.write_bytes(gzip.compress(b"whole, but no model"))
    return path


@pytest.mark.parametrize("trouble", ["cut off", "no model"])
def test_a_broken_model_is_refused_and_the_old_one_answers(
    trouble: str,
    run: Run,
    tiny_models: Tuple[Path, Path],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def test(swaps: Swaps) -> None:
        await ask(swaps.server, "om arena")
        model = swaps.kept.keep(tiny_models[1] if trouble == "cut off" else junk(tmp_path))
        assert model is not None
        if trouble == "cut off":
            path = swaps.kept.path(model)
            path.write_bytes(path.read_bytes()[:-100])
        await swaps.watch.check()
        assert await ask(swaps.server, "mer") == ["v1: mer om arena"]
        state = swaps.watch.state
        assert state.state == "refused"
        assert model.name in state.detail
        assert str(tmp_path) not in state.detail  # everybody may ask for it
        assert state.detail in caplog.text
        assert swaps.kept.all()[-1].refused
        live = swaps.kept.live()
        assert live is not None
        assert live.name != model.name  # the next start is with the old one
        await swaps.watch.check()
        assert swaps.watch.state is state
        await swaps.take(tiny_models[1])
        assert await ask(swaps.server, "mer") == ["v2: mer om arena"]
        assert swaps.watch.state.state == "current"

    run(test)


def test_a_model_that_fails_when_it_is_tried_is_refused(
    run: Run, tiny_models: Tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: Any, **__: Any) -> None:
        raise KeyError("what was said")

    async def test(swaps: Swaps) -> None:
        with monkeypatch.context() as patched:
            patched.setattr(MessageProcessor, "parse_message", fail)
            await swaps.take(tiny_models[1])
        assert "it cannot be loaded (KeyError)" in swaps.watch.state.detail
        assert await ask(swaps.server, "arena") == ["v1: arena"]

    run(test)


def test_a_model_that_wants_other_actions_is_refused(
    tiny_models: Tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def test() -> None:
        async with serving_model(tiny_models[0]) as server:
            endpoint = EndpointConfig.from_dict({rasa_patches.ACTIONS_MODULE: "actions"})
            server.agent.action_endpoint = endpoint
            await asyncio.to_thread(model_swaps.load_processor, server.agent, tiny_models[1])
            load = MessageProcessor._load_model

            def with_another_action(path: Any) -> Any:
                name, metadata, runner = load(path)
                metadata.domain.user_actions.append("action_of_tomorrow")
                return name, metadata, runner

            monkeypatch.setattr(MessageProcessor, "_load_model", staticmethod(with_another_action))
            with pytest.raises(RefusedModelError, match="doesn't have: action_of_tomorrow"):
                await asyncio.to_thread(model_swaps.load_processor, server.agent, tiny_models[1])
            monkeypatch.setenv("ACTION_ENDPOINT_URL", "http://127.0.0.1:1/webhook")
            await asyncio.to_thread(model_swaps.load_processor, server.agent, tiny_models[1])

    asyncio.run(test())


def test_a_turn_ends_with_the_model_it_began_with(
    run: Run, tiny_models: Tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def test(swaps: Swaps) -> None:
        reached, go_on = asyncio.Event(), asyncio.Event()
        extract = MessageProcessor.run_action_extract_slots

        async def waiting(self: MessageProcessor, output: Any, tracker: Any) -> Any:
            reached.set()
            await go_on.wait()
            return await extract(self, output, tracker)

        monkeypatch.setattr(MessageProcessor, "run_action_extract_slots", waiting)
        turn = asyncio.create_task(ask(swaps.server, "om arena"))
        await reached.wait()
        await swaps.take(tiny_models[1])
        go_on.set()
        assert await turn == ["v1: arena"]
        assert await ask(swaps.server, "mer") == ["v2: mer om arena"]

    run(test)


def test_no_turn_is_lost_and_none_waits_while_models_change_under_traffic(
    run: Run, tiny_models: Tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    load = model_swaps.load_processor
    is_loading = False
    meanwhile = 0

    def slowly(*arguments: Any) -> MessageProcessor:
        nonlocal is_loading
        is_loading, before = True, meanwhile
        with suppress(AssertionError):  # were they to wait, `meanwhile` tells
            until_sync(lambda: meanwhile > before + 5)
        try:
            return load(*arguments)
        finally:
            is_loading = False

    monkeypatch.setattr(model_swaps, "load_processor", slowly)

    async def test(swaps: Swaps) -> None:
        over = False
        answers: List[str] = []
        last: Dict[str, str] = {}

        def last_are(version: str) -> bool:
            return len(last) == 6 and all(one.startswith(version) for one in last.values())

        async def talk(sender: str) -> int:
            nonlocal meanwhile
            asked = 0
            while not over:
                for text, expected in (("om arena", ": arena"), ("mer", ": mer om arena")):
                    began = is_loading
                    (answer,) = await ask(swaps.server, text, sender)
                    assert answer in (f"v1{expected}", f"v2{expected}")
                    answers.append(answer)
                    last[sender] = answer
                    asked += 1
                    meanwhile += began and is_loading
            return asked

        people = [asyncio.create_task(talk(f"person-{number}")) for number in range(6)]
        await until(lambda: last_are("v1"))
        await swaps.take(tiny_models[1])
        await swaps.back()
        swaps.kept.use(swaps.kept.all()[-1].name)
        await swaps.watch.check()
        await until(lambda: last_are("v2"))
        over = True
        asked = await asyncio.gather(*people)
        assert {answer[:2] for answer in answers} == {"v1", "v2"}
        assert last_are("v2")
        assert meanwhile > 10
        store = swaps.server.agent.tracker_store
        for number, count in enumerate(asked):
            ids = [id_ for id_ in await store.keys() if id_.endswith(f"person-{number}")]
            tracker = await store.retrieve_full_tracker(ids[0])
            stored_turns = [event for event in tracker.events if isinstance(event, UserUttered)]
            assert len(stored_turns) == count

    run(test)


def test_a_server_that_runs_takes_a_model_up_and_goes_back(
    tiny_models: Tuple[Path, Path], tmp_path: Path
) -> None:
    settings = environment(tmp_path, KLYNGEBOT_KEPT_MODELS=str(tmp_path / "kept"))
    kept = KeptModels(tmp_path / "kept", 3)
    first = kept.keep(tiny_models[0])
    assert first is not None
    port = free_port()
    serve = f"from bot.server.__main__ import serve; serve({str(kept.path(first))!r}, "

    def command(*arguments: str) -> None:
        whole = [sys.executable, "-m", "bot.server.models", *arguments]
        subprocess.run(whole, cwd=ROOT, env=settings, check=True, stdout=subprocess.DEVNULL)

    def wait_for(is_so: Callable[[Any], bool]) -> Any:
        status: Any = None

        def asked() -> bool:
            nonlocal status
            status = get(f"http://127.0.0.1:{port}/status")
            return is_so(status)

        try:
            until_sync(asked, START_SECONDS)
        except AssertionError:
            raise AssertionError(json.dumps(status)) from None
        return status

    process = subprocess.Popen(
        [sys.executable, "-c", f"{serve}'127.0.0.1', {port})"],
        cwd=ROOT,
        env=settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        name = wait_until_up(port, process)["model"]
        assert name == f"{first.name}.tar.gz"
        assert post(port, "om arena", "one")[0]["text"] == "v1: arena"
        command("add", str(tiny_models[1]))
        status = wait_for(lambda status: status["model"] != name)
        assert status["models"] == {"state": "current"}
        assert post(port, "mer", "one")[0]["text"] == "v2: mer om arena"
        command("back")
        wait_for(lambda status: status["model"] == name)
        assert post(port, "mer", "one")[0]["text"] == "v1: mer om arena"
        command("add", str(junk(tmp_path)))
        status = wait_for(lambda status: status["models"]["state"] == "refused")
        assert status["model"] == name
        assert "goes on answering" in status["models"]["detail"]
        assert post(port, "mer", "one")[0]["text"] == "v1: mer om arena"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(STOP_SECONDS)
