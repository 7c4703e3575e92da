"""`python -m bot.server.models list|use NAME|back|add FILE`: which model answers.

A running assistant takes the model up within seconds, without a restart, and the conversations go
on; `GET /status` and the log tell. See docs/operations.md.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Optional, Sequence

from bot.server.kept_models import KeptModel, KeptModels, KeptModelsError


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Do what is asked for; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bot.server.models", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="show the models that are kept")
    use = commands.add_parser("use", help="have a model answer")
    use.add_argument("name", help="its name, or the beginning of it")
    commands.add_parser("back", help="have the model answer that did before")
    add = commands.add_parser("add", help="keep a model that was trained elsewhere, and use it")
    add.add_argument("file", type=Path, help="its archive")
    asked = parser.parse_args(arguments)
    try:
        kept = KeptModels()
        if asked.command == "list":
            _list(kept)
        elif asked.command == "use":
            _say(kept.use(asked.name))
        elif asked.command == "back":
            _say(kept.back())
        else:
            _say(kept.keep(asked.file))
    except (KeptModelsError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _list(kept: KeptModels) -> None:
    live = kept.live()
    for model in reversed(kept.all()):
        mark = "*" if live is not None and model.name == live.name else " "
        refused = f"  refused: {model.refused}" if model.refused else ""
        print(f"{mark} {model.name}  knowledge {model.knowledge or 'unknown'}{refused}")
    if live is None:
        print("No model is kept yet: `make train` or `make run` keeps one.")


def _say(model: Optional[KeptModel]) -> None:
    if model is None:
        print("No models are kept here (KLYNGEBOT_KEEP_MODELS is 0).")
        return
    print(f"{model.name} is to answer. A running assistant takes it up within seconds.")


if __name__ == "__main__":
    raise SystemExit(main())
