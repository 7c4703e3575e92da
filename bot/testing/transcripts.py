"""Golden transcripts: what was said, one Markdown file for each script, to review in a diff."""

from __future__ import annotations

from pathlib import Path
from typing import Dict, List

FOLDER = "transcripts"


class Transcripts:
    """Gathers conversations, in any order, and writes the files that are complete."""

    def __init__(self) -> None:
        self._texts: Dict[Path, Dict[int, str]] = {}
        self._sizes: Dict[Path, int] = {}

    def add(self, script: Path, index: int, size: int, text: str) -> None:
        """Add the conversation of the test case number `index` (from 0) of `size` in a file."""
        self._texts.setdefault(script, {})[index] = text
        self._sizes[script] = size

    def write(self) -> List[str]:
        """Write to the folder `transcripts` beside each script; what was done, line by line.

        A file of which only some test cases ran is left as it is.
        """
        lines = []
        for script, texts in sorted(self._texts.items()):
            target = script.parent / FOLDER / f"{script.stem}.md"
            if len(texts) < self._sizes[script]:
                lines.append(f"{target}: not written, as only some of {script.name} was run")
                continue
            target.parent.mkdir(exist_ok=True)
            body = "\n".join(texts[index] for index in sorted(texts))
            text = f"# {script.stem}\n\n{body.rstrip()}\n"
            old = target.read_text(encoding="utf-8") if target.exists() else None
            if text != old:
                target.write_text(text, encoding="utf-8")
            lines.append(f"{target}: {'unchanged' if text == old else 'written'}")
        return lines
