"""The languages the assistant answers in, and what differs between them besides the texts.

The one list: knowledge files, responses, channels and checks all go by it. Nynorsk is a language
of answers only; its messages are split, looked up and classified as Norwegian ones, with the
training phrases in `data/nlu/nb`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, Mapping, Optional, Tuple


@dataclass(frozen=True)
class Language:
    """One language.

    Args:
        code: its BCP 47 code, as in the slot `language`, in knowledge files and in conditions.
        name: what its speakers call it.
        understood_as: the language of spaCy's tokenizer, of the lemma table and of the folder of
            training phrases that its messages are understood with.
        decimal_mark: what stands before the decimals of a number.
    """

    code: str
    name: str
    understood_as: str
    decimal_mark: str


_ALL = (
    Language("nb", "Bokmål", understood_as="nb", decimal_mark=","),
    Language("nn", "Nynorsk", understood_as="nb", decimal_mark=","),
    Language("en", "English", understood_as="en", decimal_mark="."),
)

#: By code, in the order in which people are shown them.
LANGUAGES: Dict[str, Language] = {language.code: language for language in _ALL}
CODES: Tuple[str, ...] = tuple(LANGUAGES)
DEFAULT_LANGUAGE = "nb"
NORWEGIAN: Tuple[str, ...] = ("nb", "nn")
#: The languages of understanding: folders of training phrases, tokenizers, lemma tables.
UNDERSTOOD: Tuple[str, ...] = tuple(dict.fromkeys(one.understood_as for one in _ALL))


def known(value: object) -> Optional[str]:
    """The value if it is the code of one of our languages, else None."""
    return value if isinstance(value, str) and value in LANGUAGES else None


def of_locale(locale: str) -> Optional[str]:
    """Our language for a locale: "nn" for "nn-NO", "nb" for "no"; None for one we don't speak."""
    code = locale.strip().lower().replace("_", "-").partition("-")[0]
    return DEFAULT_LANGUAGE if code == "no" else known(code)


def of_user(locale: object) -> Optional[str]:
    """The language to talk in to a user with a locale: English where we don't speak theirs.

    None without a locale.
    """
    return (of_locale(locale) or "en") if isinstance(locale, str) and locale else None


def of_metadata(metadata: Mapping[str, object]) -> Optional[str]:
    """The language that a channel says a message's user has: its `language`, or its `locale`."""
    return of_user(metadata.get("language") or metadata.get("locale"))
