"""`python -m bot.knowledge [FOLDER]`: check the knowledge files; a line a mistake, exit code 1."""

from __future__ import annotations

import sys
from typing import Sequence

from bot.knowledge.errors import KnowledgeError
from bot.knowledge.loading import load_knowledge


def main(arguments: Sequence[str]) -> int:
    """Check the files in the folder named first, or of the project; returns the exit code."""
    try:
        knowledge = load_knowledge(arguments[0] if arguments else None, strict=True)
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        return 1
    print(
        f"The knowledge base is in order: {len(knowledge.clusters)} clusters at "
        f"{len(knowledge.levels)} levels, {len(knowledge.metrics)} metrics, "
        f"{len(knowledge.events)} events, {len(knowledge.limits)} known limits, "
        f"{len(knowledge.sectors)} sectors, {len(knowledge.geography.places)} places."
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
