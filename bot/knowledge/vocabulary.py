"""The words of the domain, in `vocabulary.yml`: what those listed are called, in which languages.

The code speaks of clusters, since it was written for a programme of clusters; what a message calls
them is here. Another programme has other words: schools, museums, ports.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Dict, FrozenSet, Iterable, List, Optional, Pattern, Sequence, Tuple

from pydantic import Field, validator

from bot.knowledge.names import fold
from bot.knowledge.schema import LANGUAGES, Identifier, Strict, Text
from bot.languages import DEFAULT_LANGUAGE

_ANY_NAME = "Xyz"  # what the sentence encoder reads in place of a name


def _known_language(code: str) -> str:
    if code not in LANGUAGES:
        raise ValueError(f"'{code}' is not one of {', '.join(LANGUAGES)}")
    return code


class Noun(Strict):
    """One noun in all its forms; `forms` begins with the dictionary form."""

    language: Text
    stem: Optional[Text] = None
    forms: List[Text] = Field(min_items=1)
    definite: List[Text] = Field(default_factory=list)
    plural: List[Text] = Field(default_factory=list)

    _language = validator("language", allow_reuse=True)(_known_language)

    @property
    def all_forms(self) -> Tuple[str, ...]:
        """Every form, the dictionary form first."""
        return (*self.forms, *self.definite, *self.plural)

    @property
    def pattern(self) -> str:
        """A regular expression that matches any form."""
        if not self.stem:
            return one_of(self.all_forms)
        others = [form for form in self.all_forms if not form.startswith(self.stem)]
        return "|".join([rf"{re.escape(self.stem)}\w*", *map(re.escape, others)])


class StandIns(Strict):
    """What the sentence encoder reads in place of a name, by the kind of name."""

    level: Text
    programme: Text
    sector: Optional[Text] = None
    place: Optional[Text] = None


class Carrier(Strict):
    """A training phrase in which names take turns."""

    intent: Identifier
    language: Text
    text: Text

    _language = validator("language", allow_reuse=True)(_known_language)

    @validator("text")
    def _has_a_place(cls, text: str) -> str:
        if text.count("{name}") != 1:
            raise ValueError("must hold {name} once, where the name is to stand")
        return text


class VocabularyFile(Strict):
    """`vocabulary.yml`."""

    languages: List[Text] = Field(min_items=1)
    member: List[Noun] = Field(min_items=1)
    related: List[Noun] = Field(default_factory=list)
    names_end_in: List[Text] = Field(default_factory=list)
    names_end_small: List[Text] = Field(default_factory=list)
    stand_ins: StandIns
    carriers: Dict[Identifier, List[Carrier]] = Field(default_factory=dict)

    _language = validator("languages", each_item=True, allow_reuse=True)(_known_language)

    @validator("languages")
    def _has_the_default(cls, languages: List[str]) -> List[str]:
        if DEFAULT_LANGUAGE not in languages:
            raise ValueError(f"must hold '{DEFAULT_LANGUAGE}', which answers fall back on")
        return languages


class Vocabulary:
    """What the code asks of the words: patterns and sets, made once."""

    def __init__(self, file: VocabularyFile, levels: Iterable[str], names: Sequence[str]) -> None:
        """Prepare the words of `file`.

        Args:
            file: what `vocabulary.yml` holds.
            levels: the names and aliases of the levels.
            names: the official names of those listed, for the levels that these begin with.
        """
        self.file = file
        self.languages: Tuple[str, ...] = tuple(file.languages)
        self.stand_ins: Dict[str, str] = {
            **dict.fromkeys(("cluster", "unknown_name"), _ANY_NAME),
            **file.stand_ins.dict(exclude_none=True),
        }
        self.carriers: Dict[str, List[Carrier]] = {**file.carriers}
        self.nouns: Tuple[Noun, ...] = tuple(file.member)
        self.related: Tuple[Noun, ...] = tuple(file.related)
        self.names_end_in = _with_endings(file.names_end_in)
        self.names_end_small: FrozenSet[str] = frozenset(file.names_end_small)
        self._level_words = sorted({name for name in levels if name.isalpha()})
        first_words = {fold(name.split()[0]) for name in names if " " in name}
        self.levels_in_names: Tuple[str, ...] = tuple(
            level for level in self._level_words if fold(level) in first_words
        )

    def language(self, code: Optional[str]) -> str:
        """The language to answer in: `code` where it is declared, else the first that is."""
        return code if code in self.languages else self.languages[0]

    @cached_property
    def member(self) -> str:
        """A regular expression for a word that means one or several of those listed."""
        return "|".join(noun.pattern for noun in self.nouns)

    @cached_property
    def word(self) -> Pattern[str]:
        """A word that means one or several of those listed, or a word related to it."""
        patterns = [noun.pattern for noun in (*self.nouns, *self.related)]
        return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)

    @cached_property
    def the_one(self) -> Pattern[str]:
        """A word or two that mean a certain one: «klyngen», "the seafood cluster"."""
        definite = [form for noun in self.nouns for form in noun.definite]
        bare = [form for noun in self.nouns if not noun.definite for form in noun.forms]
        return re.compile(
            rf"\b(?:{one_of(definite)})\b|\bthe\s+\w+\s+(?:{one_of(bare)})\b", re.IGNORECASE
        )

    @cached_property
    def own_name(self) -> Pattern[str]:
        """A name that calls itself one of those listed, by how it ends or by a level in front."""
        begin = one_of(self.levels_in_names)
        return re.compile(rf"(?:{self.names_end_in})$|^(?:{begin})\b", re.IGNORECASE)

    @cached_property
    def next_name(self) -> Pattern[str]:
        """ "Og nordsjø tang cluster?": a name by how it ends, and (2) what stands before that."""
        definite = one_of(form for noun in self.nouns for form in noun.definite)
        return re.compile(
            r"^\W*(?:og|å|and|hva\s+med|kva\s+med|ka\s+med?|what\s+about|how\s+about|enn)\s+"
            rf"(((?:[^\W_]+\s+){{1,3}})(?:{self.names_end_in}|{definite}))\W*$",
            re.IGNORECASE,
        )

    @cached_property
    def no_name(self) -> Pattern[str]:
        """Words that a name nobody knows doesn't consist of: those for members and for levels."""
        words = f"{self.member}|{one_of(self._level_words)}"
        return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)

    @cached_property
    def forms(self) -> FrozenSet[str]:
        """All forms of the nouns, as written."""
        return frozenset(form for noun in self.nouns for form in noun.all_forms)


def one_of(words: Iterable[str]) -> str:
    """A regular expression for any of some words, longest first; matches nothing without any."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)"


def lemmas_of(nouns: Iterable[Noun]) -> Dict[str, str]:
    """The dictionary form of each form of some nouns, dialect among them; in small letters."""
    return {form.lower(): noun.forms[0].lower() for noun in nouns for form in noun.all_forms}


def _with_endings(words: Iterable[str]) -> str:
    """As `one_of`; a star at the end of a word stands for any ending."""
    patterns = (re.escape(word.rstrip("*")) + r"\w*" * word.endswith("*") for word in words)
    return "|".join(patterns) or r"(?!)"
