"""`python -m tests.evaluation.preview`: what would be answered differently after an edit.

Puts the open evaluation questions and the conversation scripts to the model twice, in-process:
with `knowledge/` as it was committed (or at another commit), and as it is in the working tree.
Prints the answers that differ. No training: what the model finds in messages is what it was
trained on; where an edit needs a training, this says so.
"""

from __future__ import annotations

import argparse
import copy
import difflib
import io
import os
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional, Sequence, Set

from bot.knowledge import KnowledgeBase, KnowledgeError, load_knowledge
from bot.knowledge.loading import DEFAULT_DIRECTORY
from bot.testing.channel import Channel
from bot.testing.in_process import InProcessChannel, model_path
from bot.testing.loading import load_scripts
from bot.testing.runner import run_case
from bot.testing.script import Case, Turn
from tests.evaluation.running import load

ROOT = DEFAULT_DIRECTORY.parent
SCRIPTS = Path("tests/conversations")
OUT = Path("reports/preview.txt")
_SAID_EVERY = 200  # conversations


@dataclass(frozen=True)
class Difference:
    """A message that is answered differently."""

    where: str
    asked: str
    before: str
    after: str

    def __str__(self) -> str:
        lines = difflib.unified_diff(
            self.before.splitlines(), self.after.splitlines(), lineterm="", n=0
        )
        shown = [line for line in lines if not line.startswith(("---", "+++", "@@"))]
        return "\n".join([f"{self.where}: {self.asked}", *(f"  {line}" for line in shown)])


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Print and write the differences; returns the exit code: 1 when it cannot be told."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.preview")
    parser.add_argument("--against", default="HEAD", help="the commit to compare with (HEAD)")
    parser.add_argument("--only", default="", help="files and scripts with this in their name")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        try:
            committed = _committed(options.against, Path(folder))
            before, after = load_knowledge(committed), load_knowledge()
        except (KnowledgeError, GitError) as error:
            print(error, file=sys.stderr)
            return 1
        gone = {(name.entity, name.id) for name in before.names.names} - {
            (name.entity, name.id) for name in after.names.names
        }
        if gone:
            shown = ", ".join(sorted(id_ for _, id_ in gone))
            print(f"Gone or renamed: {shown}. Train first (`make train`), then see.")
            return 1
        if _texts(before) != _texts(after):
            names = ", ".join(sorted(_texts(before) ^ _texts(after)))
            print(f"Names changed, which needs a training to be understood: {names}")
        # The model's own components read the folder while the model is loaded.
        os.environ["KLYNGEBOT_KNOWLEDGE"] = str(committed)
        channel = InProcessChannel.load(model_path(ROOT))
    remember_what_is_understood(channel)
    cases = [case for case in every_case() if options.only.lower() in _name(case).lower()]
    print(f"{len(cases)} conversations are held twice; this takes minutes.", flush=True)
    found: List[Difference] = []
    for number, case in enumerate(cases, 1):
        if number % _SAID_EVERY == 0:
            print(f"… {number} of {len(cases)}", file=sys.stderr, flush=True)
        different = differences(case, channel, before, after)
        for difference in different:  # at once: all of it takes minutes
            print(difference, end="\n\n", flush=True)
        found += different
    channel.close()
    text = "\n\n".join(str(difference) for difference in found)
    summary = (
        f"{len(found)} of {sum(len(case.turns) for case in cases)} messages would be answered "
        "differently."
    )
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(f"{text}\n\n{summary}\n".lstrip(), encoding="utf-8")
    print(f"{summary} Also in {OUT}")
    return 0


def remember_what_is_understood(channel: InProcessChannel) -> None:
    """Understand the second time as the first: that hangs on the message and the slots only."""
    processor = channel.agent.processor
    understand = processor.parse_message
    known: Dict[str, Dict[str, Any]] = {}

    async def remembered(message: Any, tracker: Any, *more: Any) -> Dict[str, Any]:
        slots = sorted(tracker.current_slot_values().items())
        key = repr((message.text, message.metadata, slots))
        if key not in known:
            known[key] = await understand(message, tracker, *more)
        return copy.deepcopy(known[key])

    processor.parse_message = remembered


class GitError(Exception):
    """The committed knowledge cannot be had."""


def every_case() -> Iterator[Case]:
    """The open evaluation questions and conversations, and the conversation scripts."""
    items = load("open")
    for question in items["questions"]:
        yield Case("evaluation", "tests/evaluation/open", 0, (Turn(str(question["text"]), 0),))
    for conversation in items["conversations"]:
        turns = tuple(Turn(str(turn["text"]), 0) for turn in conversation["turns"])
        yield Case(str(conversation["name"]), "tests/evaluation/open", 0, turns)
    for script in load_scripts([ROOT / SCRIPTS], ROOT):
        yield from script.cases


def differences(
    case: Case, channel: Channel, before: KnowledgeBase, after: KnowledgeBase
) -> List[Difference]:
    """The messages of one conversation whose answers differ between two knowledge bases."""
    old, new = _answers(case, channel, before), _answers(case, channel, after)
    return [
        Difference(_name(case), turn.user, one, other)
        for turn, one, other in zip(case.turns, old, new)
        if one != other
    ]


def _answers(case: Case, channel: Channel, facts: KnowledgeBase) -> List[str]:
    from actions.base import use_knowledge

    use_knowledge(facts)
    return [
        "\n".join(
            "\n".join([message.text, *(f"[{button.title}]" for button in message.buttons)])
            for message in turn.reply.messages
        )
        for turn in run_case(case, channel).turns
    ]


def _committed(commit: str, folder: Path) -> Path:
    """The knowledge folder at a commit, unpacked."""
    command = ["git", "archive", "--format=tar", commit, "--", "knowledge"]
    packed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if packed.returncode != 0:
        reason = packed.stderr.decode("utf-8", "replace").strip()
        raise GitError(f"git cannot tell what knowledge/ was at {commit}: {reason}")
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(folder)
    return folder / "knowledge"


def _texts(facts: KnowledgeBase) -> Set[str]:
    return {name.text for name in facts.names.names}


def _name(case: Case) -> str:
    return f"{case.file}, {case.name}" if case.name != "evaluation" else case.file


if __name__ == "__main__":
    raise SystemExit(main())
