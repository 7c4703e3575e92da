"""Conversation scripts held over a made-up channel: checks, reports, coverage, command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Mapping, Tuple

import pytest

from bot.testing.__main__ import CANNOT_RUN, FAILED, PASSED, main
from bot.testing.channel import Channel, ChannelError, Inside, Message, Reply
from bot.testing.coverage import Coverage, Touched, Universe, patterns_of
from bot.testing.loading import load_scripts
from bot.testing.report import failure_report, transcript
from bot.testing.rest import RestChannel
from bot.testing.runner import CaseResult, run_case
from bot.testing.script import Button
from bot.testing.transcripts import Transcripts

REPLY = Reply(
    (
        Message("There are **12** clusters.", (), "utter_count", "en"),
        Message("What else?", (Button("Source", "/source"),), "utter_more", "en"),
        Message("Bye.", (), "utter_bye", "en"),
    ),
    Inside("count", 0.9, ("action_count", "utter_bye"), {"language": "en", "offered": []}),
)
BARE = Reply(REPLY.messages[:1])


class FakeChannel(Channel):
    """Gives one reply to everything and remembers what it was told."""

    name = "fake"

    def __init__(self, reply: Reply = REPLY) -> None:
        self.reply = reply
        self.slots: Dict[str, Any] = {}
        self.sent: List[Tuple[str, Dict[str, Any]]] = []
        self.senders: List[str] = []

    def begin(self, sender: str, slots: Mapping[str, Any]) -> None:
        if "no_such" in slots:
            raise ChannelError("there is no such slot")
        self.slots = dict(slots)

    def send(self, sender: str, text: str, metadata: Mapping[str, Any]) -> Reply:
        self.sent.append((text, dict(metadata)))
        self.senders.append(sender)
        if text == "crash":
            raise ChannelError("nobody there")
        return self.reply

    def domain(self) -> Mapping[str, Any]:
        return {"intents": ["count"], "actions": ["action_count"], "responses": {"utter_bye": []}}


class PlainChannel(FakeChannel):
    """As over a network: no slots, no metadata, messages cut up."""

    splits_messages = True
    carries_metadata = False
    begin = Channel.begin
    domain = Channel.domain


def run(tmp_path: Path, text: str, channel: Channel) -> CaseResult:
    """Run the one test case of a script."""
    (tmp_path / "a.yml").write_text(text, encoding="utf-8")
    [script] = load_scripts([tmp_path], tmp_path)
    return run_case(script.cases[0], channel)


def script(assertions: str = "", after: str = "", user: str = "") -> str:
    """A test case of one user step."""
    own = "".join(f"        {line}\n" for line in user.splitlines())
    own += f"        assertions: [{assertions}]\n" if assertions else ""
    later = "".join(f"      - {line}\n" for line in after.splitlines())
    return f"test_cases:\n  - test_case: A\n    steps:\n      - user: hi\n{own}{later}"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("contains: '12 clusters'", "contains: '13'"),  # bold marks are no matter
        ("contains: ['12', Bye]", "contains: ['12', Hello]"),
        ("not_contains: '13'", "not_contains: [x1, '12']"),
        ("matches: '(?i)BYE'", "matches: '^Bye'"),
        ("action_executed: action_count", "action_executed: action_list"),
        (
            "slot_was_set: [{name: language, value: en}]",
            "slot_was_set: [{name: language, value: nb}]",
        ),
        ("slot_was_set: [{name: language}]", "slot_was_set: [{name: offered}]"),
        ("slot_was_not_set: [{name: offered}]", "slot_was_not_set: [{name: language}]"),
        (
            "slot_was_not_set: [{name: language, value: nb}]",
            "slot_was_not_set: [{name: language, value: en}]",
        ),
        ("bot_uttered: {utter_name: utter_bye}", "bot_uttered: {utter_name: utter_hi}"),
        ("bot_uttered: {text_matches: '^Bye'}", "bot_uttered: {text_matches: Hello}"),
        (
            "bot_uttered: {buttons: [{title: Source}]}",
            "bot_uttered: {buttons: [{title: Source, payload: /other}]}",
        ),
        (  # one message must be all of it
            "bot_uttered: {utter_name: utter_more, text_matches: else}",
            "bot_uttered: {utter_name: utter_bye, text_matches: else}",
        ),
    ],
)  # fmt: skip
def test_assertions(tmp_path: Path, right: str, wrong: str) -> None:
    assert not run(tmp_path, script(f"{{{right}}}"), FakeChannel()).failures
    assert len(run(tmp_path, script(f"{{{wrong}}}"), FakeChannel()).failures) == 1


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("intent: count", "intent: list"),
        ("language: en", "language: nb"),
        ("max_messages: 3", "max_messages: 2"),
    ],
)
def test_our_keys_of_a_user_step(tmp_path: Path, right: str, wrong: str) -> None:
    assert not run(tmp_path, script(user=right), FakeChannel()).failures
    assert len(run(tmp_path, script(user=wrong), FakeChannel()).failures) == 1


def test_the_words_tell_a_missing_translation_that_the_slot_does_not(tmp_path: Path) -> None:
    mixed = Reply((Message("Det er ikke noe som jeg vet.", (), "utter_a", "en"),), Inside())
    [failure] = run(tmp_path, script(user="language: en"), FakeChannel(mixed)).failures
    assert failure.got.startswith("nb (as the text reads)")


@pytest.mark.parametrize(
    ("after", "failures"),
    [
        ("bot: 'There are **12** clusters.'\nutter: utter_more\nbot: Bye.", 0),
        ("bot: 'There are **12** clusters.'\nbot: Bye.", 0),  # may leave out messages
        ("utter: utter_bye", 0),
        ("bot: Bye.\nutter: utter_more", 1),  # but not go back
        ("utter: utter_more\nbot: 'There are **12** clusters.'", 1),
        ("utter: utter_bye\nutter: utter_bye", 1),  # one message meets one step
        ("bot: 'There are 12 clusters.'", 1),  # the exact text
        ("slot_was_set: [language: en]\nutter: utter_count\nslot_was_not_set: [offered]", 0),
        ("slot_was_set: [language: nb]\nslot_was_not_set: [language]\nutter: utter_count", 2),
    ],
)
def test_steps_keep_their_order(tmp_path: Path, after: str, failures: int) -> None:
    assert len(run(tmp_path, script(after=after), FakeChannel()).failures) == failures


def test_fixtures_metadata_and_a_sender_of_its_own(tmp_path: Path) -> None:
    text = "fixtures: [{f: [{language: en}]}]\nmetadata: [{m: {page: a}}]\n" + script(
        after="user: again"
    ).replace("    steps", "    fixtures: f\n    metadata: m\n    steps")
    channel = FakeChannel()
    run(tmp_path, text, channel)
    run(tmp_path, text, channel)
    assert channel.slots == {"language": "en"}
    assert channel.sent[:2] == [("hi", {"page": "a"}), ("again", {"page": "a"})]
    assert [len(set(channel.senders[:2])), len(set(channel.senders))] == [1, 2]
    assert run(tmp_path, text, PlainChannel()).not_possible == "metadata cannot be sent over fake"


def test_over_a_network_what_cannot_be_known_is_skipped_and_the_rest_checked(
    tmp_path: Path,
) -> None:
    assertions = "{action_executed: a}, {slot_was_set: [{name: b}]}, {contains: '13'}"
    result = run(tmp_path, script(assertions, "utter: x", "intent: c"), PlainChannel(BARE))
    assert [check.what for check in result.failures] == ["contains '13'"]
    assert result.skipped_checks == 4
    assert run(tmp_path, "fixtures: [{f: [{a: 1}]}]\n" + script().replace(
        "    steps", "    fixtures: f\n    steps"), PlainChannel()).not_possible  # fmt: skip
    whole = 'bot: "There are **12** clusters.\\n\\nWhat else?"\nbot: Bye.'
    assert not run(tmp_path, script(after=whole), PlainChannel(Reply(REPLY.messages))).failures


def test_a_fixture_for_an_unknown_slot_names_file_and_line(tmp_path: Path) -> None:
    text = "fixtures: [{f: [{no_such: 1}]}]\n" + script().replace(
        "    steps", "    fixtures: f\n    steps"
    )
    with pytest.raises(ChannelError, match=r"a\.yml:3: there is no such slot"):
        run(tmp_path, text, FakeChannel())


def test_rest_carries_metadata() -> None:
    assert RestChannel.carries_metadata


def test_the_report_of_a_failure(tmp_path: Path) -> None:
    text = script(after="user: again\nbot: Hello.")
    report = failure_report(run(tmp_path, text, FakeChannel()))
    assert report.splitlines()[0] == "A  (a.yml:2)"
    assert "   user: hi" in report
    assert ">> user: again" in report
    assert ">>       count (0.90), action_count, utter_bye" in report
    assert ">>       [Source → /source]" in report
    assert ">> slots: language='en', offered=[]" in report
    assert "a.yml:6: bot says exactly" in report
    assert "  - Hello.\n  + There are **12** clusters." in report


def test_transcripts_are_written_when_a_file_is_complete(tmp_path: Path) -> None:
    text = transcript(run(tmp_path, script(), FakeChannel()))
    assert text.startswith("## A\n\n**User:** hi\n\n> There are **12** clusters.\n")
    assert "> What else?\n>\n> `[Source]`" in text
    file = tmp_path / "transcripts" / "a.md"
    some = Transcripts()
    some.add(tmp_path / "a.yml", 0, 2, text)
    assert "not written" in some.write()[0]
    assert not file.exists()
    some.add(tmp_path / "a.yml", 1, 2, text)
    assert some.write() == [f"{file}: written"]
    assert some.write() == [f"{file}: unchanged"]
    assert file.read_text(encoding="utf-8").count("## A") == 2


UNIVERSE = Universe(
    intents=["count", "list"],
    actions=["action_count"],
    responses=["utter_bye", "utter_label_a", "utter_label_b", "utter_more"],
    labels={"utter_label_a": {"nb": ["Om {x}"], "en": ["About {x}"]}},
    rules={
        "one": [["intent count", "intent list"], ["action action_count"]],
        "two": [["intent count"], ["action utter_bye"]],
    },
)


def test_coverage_arithmetic(tmp_path: Path) -> None:
    touched = Touched.by(run(tmp_path, script(), FakeChannel()))
    touched.add(Touched(titles={("About NCE", "en")}))
    touched = Touched.from_data(touched.to_data())
    coverage = Coverage(touched, Universe.from_data(UNIVERSE.to_data()))
    shares = {share.kind: (share.percent, share.missing) for share in coverage.shares()}
    assert shares["intents"] == (50.0, ("list",))
    assert shares["actions"] == (100.0, ())
    assert shares["responses"][0] == 25.0  # bye, more and label_a, in English
    assert shares["rules"] == (50.0, ("two",))  # not one right after the other
    assert coverage.too_low({"intents": 50, "rules": 51}) == [
        "coverage of rules is 50.0 %, below 51 %"
    ]


def test_what_coverage_leaves_out() -> None:
    patterns = patterns_of(["utter_label_*, utter_bye", "none_*"])
    assert patterns == ["utter_label_*", "utter_bye", "none_*"]
    coverage = Coverage(Touched(), UNIVERSE, ["list"], patterns)
    shares = {share.kind: share.total for share in coverage.shares()}
    assert shares == {"intents": 1, "actions": 1, "responses": 3, "rules": 2}
    assert "no such response: none_*" in coverage.report()
    assert patterns_of(None) == []


@pytest.mark.parametrize(
    ("arguments", "text", "code"),
    [
        ([], script("{contains: '12'}"), PASSED),
        ([], script("{contains: '13'}"), FAILED),
        ([], script().replace("user", "usr"), CANNOT_RUN),
        ([], script().replace("hi", "crash"), CANNOT_RUN),
        (["-k", "zzz"], script(), CANNOT_RUN),
        (["--min-actions", "100"], script(), PASSED),
        (["--min-responses", "51"], script(), FAILED),
        (["--min-responses", "100", "--ignore-responses", "utter_*"], script(), PASSED),
    ],
)
def test_exit_codes_of_the_command_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: List[str],
    text: str,
    code: int,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yml").write_text(text, encoding="utf-8")
    assert main(["a.yml", *arguments], FakeChannel()) == code
    assert any(capsys.readouterr())


def test_the_command_line_writes_transcripts(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(script(), encoding="utf-8")
    assert main([str(tmp_path), "--update-transcripts"], FakeChannel()) == PASSED
    assert (tmp_path / "transcripts" / "a.md").exists()


def test_no_bot_at_a_url(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.yml").write_text(script(), encoding="utf-8")
    assert main([str(tmp_path), "--url", "http://127.0.0.1:9"]) == CANNOT_RUN
    assert "Is it running there?" in capsys.readouterr().err
