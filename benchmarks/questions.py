"""What the load generator asks: common questions again and again, and messages never seen before.

All of them are answered by a custom action. The embedding of a message that was asked before, or
that differs only in the names it holds, is remembered; so the two kinds are measured apart.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import List

ROOT = Path(__file__).resolve().parents[1]

COMMON = (
    "Hvilke klynger er i Arena Pro?",
    "What level is NCE Eyde at?",
    "Hva er effekten på verdiskapingen?",
    "Which levels are there?",
    "Hvor mange klynger er det?",
    "Hvilket nivå er iKuben på?",
    "Is GCE NODE a mature cluster?",
    "Hva er forskjellen på Arena og GCE?",
    "What happened in 2022?",
    "Hva er formålet med programmet?",
    "How was the effect calculated?",
    "Hvilke klynger begynner på N?",
    "What support do the clusters get?",
    "Er NCE et eget program?",
    "Are Legasea and iKuben at the same level?",
    "Hvor mange klynger er i Arena?",
    "What does Arena Pro mean?",
    "Hva vet du om Norwegian Wood Cluster?",
    "List all clusters",
    "Hvor mye mer omsetning har klyngebedriftene?",
    "Which clusters are at GCE?",
    "Hvilket nivå er NCE Media på?",
    "Where do the figures come from?",
    "Hva skjedde i 2024?",
)

#: Those whose answers stay as long however many clusters there are.
FEW = tuple(
    text for text in COMMON if not re.search(r"(?i)hvilke klynger|which clusters|list", text)
)


def new_messages() -> List[str]:
    """The users' messages of the conversation scripts, each once, in their order."""
    found = {}
    for script in sorted((ROOT / "tests" / "conversations").glob("*.yml")):
        for line in script.read_text(encoding="utf-8").splitlines():
            match = re.match(r"\s*-?\s*user:\s*(.+)", line)
            if match:
                text = match.group(1).strip().strip("\"'")
                if text and not text.startswith(("/", "{", "|", ">")):
                    found[text] = None
    return [text for text in found if text not in COMMON]
