"""Conversation scripts: what is read, and the line an editor gets for each mistake."""

from __future__ import annotations

from pathlib import Path
from typing import List

import pytest

from bot.testing.loading import ScriptError, find_scripts, is_script, load_scripts
from bot.testing.script import BotUttered, Button, Case, Slot

HELLO = """\
test_cases:
  - test_case: "Hello"
    steps:
      - user: "hi"
"""


def problems(tmp_path: Path, **files: str) -> List[str]:
    """The lines written for these files, named without `.yml`."""
    for name, text in files.items():
        (tmp_path / f"{name}.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ScriptError) as caught:
        load_scripts([tmp_path], tmp_path)
    return str(caught.value).splitlines()


def load_case(tmp_path: Path, text: str) -> Case:
    """The only test case of a file."""
    (tmp_path / "one.yml").write_text(text, encoding="utf-8")
    [script] = load_scripts([tmp_path], tmp_path)
    [case] = script.cases
    return case


def steps(*lines: str) -> str:
    """A script whose one test case has these lines as steps; the first is line 4."""
    body = "".join(f"      {line}\n" for line in lines)
    return f"test_cases:\n  - test_case: A\n    steps:\n{body}"


def test_everything_the_format_has_is_read(tmp_path: Path) -> None:
    case = load_case(
        tmp_path,
        """\
fixtures:
  - english_first:
      - language: en
  - again:
      - language: nb
      - count: 2
metadata:
  - page:
      language: nb
      site: a
  - other:
      site: b
test_cases:
  - test_case: "All"
    fixtures: [english_first, again]
    metadata: page
    steps:
      - user: "/button"
        intent: hello
        language: nb
        max_messages: 1
        metadata: other
        assertions:
          - action_executed: action_hello
          - slot_was_set:
              - name: language
                value: nb
              - name: count
          - bot_uttered:
              utter_name: utter_hello
              text_matches: "h.i"
              buttons:
                - title: "Yes"
                  payload: "/yes"
          - contains: "one"
          - not_contains: ["two", "three"]
          - matches: "(?i)x"
      - bot: "Hi."
      - utter: utter_hello
      - slot_was_set:
          - language: nb
          - count
      - slot_was_not_set:
          - offered
""",
    )
    assert case.slots == {"language": "nb", "count": 2}  # later fixtures win
    [turn] = case.turns
    assert (turn.user, turn.line) == ("/button", 18)
    assert turn.metadata == {"language": "nb", "site": "b"}
    assert [(one.kind, one.value, one.line) for one in turn.expectations] == [
        ("intent", "hello", 19),
        ("language", "nb", 20),
        ("max_messages", 1, 21),
        ("action_executed", "action_hello", 24),
        ("slot_was_set", (Slot("language", "nb", True), Slot("count")), 25),
        ("bot_uttered", BotUttered("utter_hello", "h.i", (Button("Yes", "/yes"),)), 29),
        ("contains", ("one",), 35),
        ("not_contains", ("two", "three"), 36),
        ("matches", "(?i)x", 37),
        ("bot", "Hi.", 38),
        ("utter", "utter_hello", 39),
        ("slot_was_set", (Slot("language", "nb", True), Slot("count")), 40),
        ("slot_was_not_set", (Slot("offered"),), 43),
    ]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("test_case:\n  - x: 1\n", 1, "did you mean 'test_cases'?"),
        (HELLO.replace("steps", "stps"), 3, "did you mean 'steps'?"),
        (steps("- usr: hi"), 4, "did you mean 'user'?"),
        (steps("- user: hi", "  langauge: nb"), 5, "did you mean 'language'?"),
        (steps("- user: hi", "  7: nb"), 4, "'7' is not known in a user step"),
        (steps("- user: hi", "- bot: ho", "  intent: x"), 6, "'intent' is not known"),
        (
            steps("- user: hi", "  assertions:", "    - contain: x"),
            6,
            "did you mean 'contains'?",
        ),
        (
            steps("- user: hi", "  assertions:", "    - bot_uttered: {utter: x}"),
            6,
            "'utter' is not known in bot_uttered",
        ),
    ],
)
def test_unknown_keys(tmp_path: Path, text: str, line: int, words: str) -> None:
    found = problems(tmp_path, a=text)
    assert any(one.startswith(f"a.yml:{line}: ") and words in one for one in found), found


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("test_cases: hello\n", 1, "'test_cases' must be a list"),
        ("test_cases: []\n", 1, "must be a list, one '- ' a line, not an empty list"),
        ("test_cases:\n  - {}\n", 2, "a test case is empty"),
        ("test_cases:\n  - steps: []\n", 2, "the test case has no name"),
        ("test_cases:\n  - test_case: A\n", 2, "has no 'steps:'"),
        ("fixtures: {a: 1}\n" + HELLO, 1, "'fixtures' must be a list"),
        (HELLO.replace('"Hello"', "12"), 2, "'test_case' must be a text; put '12' in quotes"),
        (HELLO.replace('"Hello"', '"a::b"'), 2, "has no '::' in it"),
        (HELLO.replace('"hi"', "yes"), 4, "'user' must be a text"),
        (HELLO.replace('"hi"', '""'), 4, "'user' is empty"),
        (HELLO + "    fixtures: none_such\n", 5, "'none_such' is not among the fixtures"),
        (HELLO + "    metadata: none_such\n", 5, "'none_such' is not among the metadata"),
        (steps("- hi"), 4, "a step begins with '- user:', not 'hi'"),
        (steps("- {}"), 4, "a step is empty"),
        (steps("- language: nb"), 4, "the step has no 'user:'"),
        (steps("- bot: hi", "- user: ho"), 4, "'bot' stands before the first 'user' step"),
        (steps("- user: hi", "  bot: ho"), 4, "'user' and 'bot' in one step"),
        (steps("- user: hi", "  max_messages: one"), 5, "must be a whole number"),
        (steps("- user: hi", "  max_messages: true"), 5, "must be a whole number"),
        (steps("- user: hi", "  assertions: {contains: x}"), 5, "must be a list"),
        (steps("- user: hi", "  assertions:", "    - {}"), 6, "an assertion is empty"),
        (steps("- user: hi", "  assertions:", "    - contains: [12]"), 6, "put '12' in quotes"),
        (steps("- user: hi", "  assertions:", "    - bot_uttered: {}"), 6, "bot_uttered is empty"),
        (
            steps("- user: hi", "  assertions:", "    - matches: '(a'"),
            6,
            "is not a regular expression",
        ),
        (
            steps("- user: hi", "  assertions:", "    - slot_was_set: [{value: a}]"),
            6,
            "needs the slot's 'name:'",
        ),
        (steps("- user: hi", "- slot_was_set: a"), 5, "'slot_was_set' must be a list"),
        (steps("- user: hi", "- slot_was_set: [{a: 1, b: 2}]"), 5, "is '- slot' or"),
    ],
)
def test_wrong_types(tmp_path: Path, text: str, line: int, words: str) -> None:
    found = problems(tmp_path, a=text)
    assert any(one.startswith(f"a.yml:{line}: ") and words in one for one in found), found


def test_duplicate_names_over_files_and_within_one(tmp_path: Path) -> None:
    twice = HELLO + HELLO.partition("\n")[2]
    assert problems(tmp_path, a=HELLO, b=HELLO) == [
        "b.yml:2: test case 'Hello' has the same name as a.yml:2; give it another"
    ]
    (tmp_path / "b.yml").unlink()
    assert problems(tmp_path, a=twice) == [
        "a.yml:5: test case 'Hello' has the same name as a.yml:2; give it another"
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('test_cases:\n  - test_case: "A\n', 3),
        ("test_cases:\n  - test_case: A\n   steps: x\n", 3),
        ("test_cases:\n\t- a\n", 2),
    ],
)
def test_broken_yaml_is_one_line(tmp_path: Path, text: str, line: int) -> None:
    [found] = problems(tmp_path, a=text)
    assert found.startswith(f"a.yml:{line}: is not valid YAML")


@pytest.mark.parametrize("text", ["", "- a\n", "hello\n"])
def test_a_file_without_fields(tmp_path: Path, text: str) -> None:
    [found] = problems(tmp_path, a=text)
    assert found.startswith("a.yml:1: the file must begin with 'test_cases:'")


def test_a_key_twice_is_not_silently_dropped(tmp_path: Path) -> None:
    [found] = problems(tmp_path, a=steps("- user: hi", "  language: nb", "  language: en"))
    assert found.startswith("a.yml:6: field 'language' stands here twice")


def test_all_mistakes_of_all_files_come_at_once(tmp_path: Path) -> None:
    found = problems(tmp_path, a=HELLO.replace("user", "usr"), b=steps("- user: 1", "- user: 2"))
    assert [line.split(" ")[0] for line in found] == ["a.yml:4:", "b.yml:4:", "b.yml:5:"]


def test_scripts_are_found_in_folders_but_not_rasas_own_files(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.yaml").write_text(HELLO, encoding="utf-8")
    (tmp_path / "a.yml").write_text(HELLO, encoding="utf-8")
    (tmp_path / "stories.yml").write_text("stories:\n- story: a\n", encoding="utf-8")
    assert [path.name for path in find_scripts(tmp_path)] == ["a.yml", "b.yaml"]
    assert not is_script(tmp_path / "README.md")


def test_an_empty_folder_and_a_missing_one(tmp_path: Path) -> None:
    with pytest.raises(ScriptError, match="no conversation scripts here"):
        load_scripts([tmp_path])
    with pytest.raises(ScriptError, match="no such file or folder"):
        load_scripts([tmp_path / "none"])
