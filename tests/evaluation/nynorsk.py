"""Labels say `nb` for every Norwegian question; a nynorsk one may be answered in nynorsk.

What an answer must hold is written, or kept in the knowledge base, in bokmål too: it is looked
up in the language of the answer.
"""

from __future__ import annotations

import re
from typing import Any, Dict, Iterator, Mapping, Optional

from bot.knowledge import KnowledgeBase
from bot.knowledge.models import Localized, Strict
from bot.languages import DEFAULT_LANGUAGE
from bot.nlu.written_norwegian import written_form
from tests.evaluation.replies import Reply, language_of

NYNORSK = "nn"
_SET = "nynorsk"  # of questions collected as nynorsk


def may_be_nynorsk(item: Mapping[str, Any], reply: Reply) -> bool:
    """Whether a question may be answered in nynorsk.

    It is written in nynorsk or asks for it, or it is not in bokmål and the conversation was in
    nynorsk already.
    """
    text = str(item.get("text", "")).lower()
    written = written_form(re.findall(r"[^\W\d_]+", text))
    if written == DEFAULT_LANGUAGE and _SET not in text:
        return item.get("set") == _SET
    told = reply.previous_language or (language_of(reply.previous) if reply.previous else "")
    goes_on = told == NYNORSK
    return written == NYNORSK or item.get("set") == _SET or _SET in text or goes_on


def wrong_language(item: Mapping[str, Any], reply: Reply) -> Optional[str]:
    """None when a question is answered in the right language, else in which one it is."""
    wanted = item.get("answer_in") or item.get("language")
    got = language_of(reply.text)
    if not wanted or got == wanted:
        return None
    nynorsk = wanted == DEFAULT_LANGUAGE and got == NYNORSK and may_be_nynorsk(item, reply)
    return None if nynorsk else f"answered in {got}"


def language_of_facts(item: Mapping[str, Any], reply: Reply) -> str:
    """The language that the facts of an answer are to be looked up in."""
    labelled = str(item.get("language") or language_of(reply.text))
    told = reply.language or language_of(reply.text)
    return NYNORSK if labelled == DEFAULT_LANGUAGE and told == NYNORSK else labelled


def in_bokmål(text: str, facts: KnowledgeBase) -> str:
    """A nynorsk answer with the texts of the knowledge base in bokmål."""
    pairs = {one.get(NYNORSK): one.get(DEFAULT_LANGUAGE) for one in _texts(vars(facts))}
    for nynorsk in sorted(pairs, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(nynorsk)}(?!\w)", lambda _: pairs[nynorsk], text)  # noqa: B023
    return text


def _texts(value: Any) -> Iterator[Localized]:
    if isinstance(value, Localized):
        yield value
    elif isinstance(value, Strict):
        yield from _texts(dict(value))
    elif isinstance(value, Dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _texts(one)
    elif hasattr(value, "places"):  # the geography
        yield from (place.name for place in value.places.values())
