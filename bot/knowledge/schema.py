"""What all models of the knowledge files are made of.

Every text a user may read is a `Localized` with one text a language, so a missing
translation is a missing field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, constr

LANGUAGES = ("nb", "en")

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
    """One text in each language of the assistant."""

    nb: Text
    en: Text

    def get(self, language: str) -> str:
        """The text in `language` ("nb" or "en"); Norwegian for any other code."""
        return str(self.en if language == "en" else self.nb)
