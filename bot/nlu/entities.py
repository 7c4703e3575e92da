"""Entities as the linker and its helpers give them."""

from __future__ import annotations

from typing import Any, Dict


def as_entity(
    kind: str, value: str, start: int, end: int, confidence: float = 1.0
) -> Dict[str, Any]:
    """An entity in Rasa's format.

    Args:
        start, end: of what was said, in characters of the message.
        confidence: 0 to 1; below 1 where something was put right to find it.
    """
    return {
        "entity": kind,
        "value": value,
        "start": start,
        "end": end,
        "confidence_entity": confidence,
        "extractor": "KnowledgeLinker",
    }
