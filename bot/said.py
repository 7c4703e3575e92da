"""Words of people that both the components of NLU and the actions go by, in both languages.

Numbers, words that negate, and how a message begins that asks whether: in such a one, words that
negate leave nothing out. The linker is trained with them, so its fingerprint looks at this file.
"""

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
#: Numbers in words, up to twelve.
CARDINALS = {
    word: position
    for position, words in enumerate(
        (
            "en ein ett one",
            "to two",
            "tre three",
            "fire four",
            "fem five",
            "seks six",
            "sju syv seven",
            "åtte eight",
            "ni nine",
            "ti ten",
            "elleve eleven",
            "tolv twelve",
        ),
        start=1,
    )
    for word in words.split()
}
