"""What people type, made safe and equal to the eye before anything reads it."""

from __future__ import annotations

import re
import unicodedata

_LINES = "\n\t"
#: Invisible characters that reorder text, or hide in it. The joiners (U+200C, U+200D) stay:
#: emoji and some scripts need them.
_HIDDEN = frozenset("\u200b\u200e\u200f\u2028\u2029\u2060\ufeff\u061c") | {
    chr(code) for code in [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
}
_LEADING_SLASHES = re.compile(r"^[\s/]+")


def clean(text: str) -> str:
    """The text in Unicode NFC, without control characters, lone surrogates and outer space.

    Line breaks become `\\n` and are kept, as are tabs. The result can be empty.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(char for char in lines if char in _LINES or not _unwanted(char))
    return unicodedata.normalize("NFC", kept).strip()


def is_blank(text: str) -> bool:
    """Whether nothing of a cleaned text can be seen: joiners and variation marks alone."""
    return not any(unicodedata.category(char)[0] in "LNPS" for char in text)


def without_command(text: str) -> str:
    """Typed text as Rasa may read it: never as a command, which begins with "/".

    Rasa's `RegexMessageHandler` takes "/intent{…}" for the understanding of a message.
    """
    return _LEADING_SLASHES.sub("", text)


def _unwanted(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs") or char in _HIDDEN
