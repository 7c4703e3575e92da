"""What all models of the knowledge files are made of.

Every text a user may read is a `Localized` with one text in each language that `vocabulary.yml`
declares, so a missing translation is a missing field.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Dict, Iterator, List, Sequence, Tuple

from pydantic import BaseModel, Field, ValidationError, constr, root_validator
from pydantic.error_wrappers import ErrorWrapper
from pydantic.errors import MissingError, NoneIsNotAllowedError

from bot.languages import CODES

LANGUAGES = CODES  # that the code can speak; a knowledge base may declare fewer

_declared: ContextVar[Tuple[str, ...]] = ContextVar("declared", default=LANGUAGES)


@contextmanager
def declaring(languages: Sequence[str]) -> Iterator[None]:
    """Within, each text must be there in each of these languages, and in no other."""
    token = _declared.set(tuple(languages))
    try:
        yield
    finally:
        _declared.reset(token)


if TYPE_CHECKING:  # pydantic's constrained types are no static types
    Text = str
    Identifier = str
else:
    Text = constr(strict=True, strip_whitespace=True, min_length=1)
    Identifier = constr(strict=True, regex=r"^[a-z][a-z0-9_]*$")


class Strict(BaseModel):
    """Base of all models: unknown fields are mistakes, and facts don't change once loaded."""

    class Config:
        extra = "forbid"
        frozen = True


class Localized(Strict):
    """One text in each declared language."""

    nb: Text = Field(None)
    nn: Text = Field(None)
    en: Text = Field(None)

    @root_validator(pre=True)
    def _in_each_language(cls, values: Dict[str, Any]) -> Dict[str, Any]:
        declared = _declared.get()
        wrong: List[Any] = []
        for language in LANGUAGES:
            if language in declared and language not in values:
                wrong.append(ErrorWrapper(MissingError(), loc=language))
            elif language not in declared and language in values:
                message = f"vocabulary.yml declares only {', '.join(declared)}; remove this text"
                wrong.append(ErrorWrapper(ValueError(message), loc=language))
            elif language in values and values[language] is None:
                wrong.append(ErrorWrapper(NoneIsNotAllowedError(), loc=language))
        if wrong:
            raise ValidationError(wrong, cls)  # type: ignore[arg-type]
        return values

    def get(self, language: str) -> str:
        """The text in `language`; in the first there is for any other code."""
        text = getattr(self, language) if language in LANGUAGES else None
        return self.texts[0] if text is None else str(text)

    @property
    def texts(self) -> Tuple[str, ...]:
        """The texts in all languages, Norwegian first."""
        found = (getattr(self, language) for language in LANGUAGES)
        return tuple(str(text) for text in found if text is not None)
