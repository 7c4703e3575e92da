"""Words that negate, and messages that ask whether, in which such words leave nothing out."""

from __future__ import annotations

import re

#: A pattern for "not" in either language, nynorsk and dialect included.
NOT_WORD = r"(?:not|ikke|ikkje|itj|itte)"
#: How a message begins that wants yes or no: "aren't there any …?", «ligger det noen …?».
WHETHER = re.compile(
    r"^\W*(?:(?:og|and|men|but|so|så)\s+)?(?:er|is|are|was|were|do|does|did|has|have|can|could|har|"
    r"ligg\w*|jobb\w+|arbeid\w+|driv\w*|hold\w*|held|finnes|finst|fins|kan)(?:n['’]t)?\b",
    re.IGNORECASE,
)
