"""What a message names only to leave it out: "not in Oslo", «alle unntatt Arena»."""

from __future__ import annotations

import re
from enum import Enum
from typing import Any, List, Mapping, Sequence

from bot.said import NOT_WORD, WHETHER


class Meant(Enum):
    """How an entity is meant."""

    NAMED = "named"  # the message is about it
    DROPPED = "dropped"  # it is what was not meant: "no, not NCE, GCE"
    LEFT_OUT = "left out"  # what is asked for is anything but this: "which are not in Oslo?"
    ASKED_FOR = "asked for"  # it is only the word for what is asked: "which industry is that?"


def how_meant(text: str, entities: Sequence[Mapping[str, Any]]) -> List[Meant]:
    """How each of the entities of a message is meant, in their order.

    Args:
        entities: in Rasa's format; those without a `start` count as named.
    """
    found: List[Meant] = []
    of_one = any(entity.get("entity") == "cluster" for entity in entities)
    end, last, last_kind = 0, Meant.NAMED, ""
    for entity in entities:
        start = entity.get("start")
        if not isinstance(start, int):
            found.append(Meant.NAMED)
            continue
        between, kind = text[end:start], str(entity.get("entity"))
        end = int(entity.get("end") or start)
        joined = bool(_AND.fullmatch(between))
        if last is Meant.LEFT_OUT and between.strip() == ",":  # "not in A, B or C"
            joined = bool(_GOES_ON.match(text[end:]))
        goes_on = joined and last in (Meant.DROPPED, Meant.LEFT_OUT) and kind == last_kind
        meant = last if goes_on else _how_meant(text, start, end, kind, of_one)
        last, last_kind = meant, kind
        found.append(meant)
    return found


def _how_meant(text: str, start: int, end: int, kind: str, of_one: bool) -> Meant:
    before = text[:start]
    if kind not in ("cluster", "metric", "sector", "place", "level"):
        return Meant.NAMED
    if _is_corrected(text, before) or _SET_ASIDE.search(before):
        return Meant.DROPPED
    if kind == "sector" and _DROP.search(before):
        return Meant.DROPPED  # "drop Stavanger" leaves a town out of a county
    if kind in ("cluster", "metric"):
        return Meant.NAMED
    if _RATHER.search(before):
        return Meant.DROPPED
    if kind == "sector" and _INDUSTRY.fullmatch(text[start:end]):
        if _WHICH.search(before) and _BY_ITSELF.match(text[end:]):
            return Meant.ASKED_FOR
    if _IF_NOT.search(before):
        return Meant.LEFT_OUT
    if kind == "place" and _ALL_OUTSIDE.search(before):
        return Meant.LEFT_OUT
    if kind == "sector" and _AND_NOT.search(before):
        return Meant.LEFT_OUT
    outside = kind != "sector" and _OUTSIDE.search(before) and not _OURS.search(before)
    if outside or _EXCEPT.search(before):
        return Meant.LEFT_OUT
    if kind == "level" and not _ASKS_WHICH.search(before):
        return Meant.NAMED  # "so Eyde is not a GCE?" asks about the level
    if of_one or not _NOT.search(before) or _WHY.search(before):
        return Meant.NAMED  # "so NODE is not in Oslo?" asks about Oslo
    if _RELATIVE.search(before) or not WHETHER.search(text):
        return Meant.DROPPED if _OF_ONESELF.search(before) else Meant.LEFT_OUT
    return Meant.NAMED


def _is_corrected(text: str, before: str) -> bool:
    """Whether an entity is what the user did not mean: "not Arena", "jeg mente GCE, ikke NCE"."""
    clause = before.lower().rstrip().rsplit(",", 1)[-1].split()
    corrects = _CORRECTION.search(text) or _BUT.search(text[len(before) :])
    return bool(clause) and clause[-1] in _NEGATIONS and bool(corrects)


_NEGATIONS = ("ikke", "ikkje", "itj", "not", "isn't")
_CORRECTION = re.compile(
    r"mente|meinte|meant|nei|no,|^\W*(?:men|but)\s(?!.*\b(?:finn\w*|find|know|kjenn\w*|vet|veit)\b)",
    re.IGNORECASE,
)
_BUT = re.compile(r"\b(?:men|but)\s", re.IGNORECASE)  # after it: "not Arena but GCE"
_AND = re.compile(
    r"\s*(?:,\s*)?(?:og|and|or|eller|nor|&)\s+(?:(?:ikke|ikkje|not)\s+)?(?:(?:i|in|på|at|the)\s+)?",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\s*(?:,\s*)?(?:og|and|or|eller|nor)\b|\s*,", re.IGNORECASE)
_RATHER = re.compile(
    r"\b(?:rather\s+than|instead\s+of|i\s+stedet\s+for|i\s+staden\s+for|heller\s+enn)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_SET_ASIDE = re.compile(  # "forget fintech"; "forget those in Oslo", "if we forget Oslo" leave out
    r"(?<!\bif\swe\s)(?<!\bif\syou\s)(?<!\bif\sI\s)(?<!\bhvis\svi\s)(?<!\bom\svi\s)(?<!\bviss\svi\s)"
    r"\b(?<!don't\s)(?<!don’t\s)(?<!not\s)(?<!never\s)(?<!ikke\s)(?<!ikkje\s)(?<!aldri\s)"
    r"(?:forget(?:\s+about)?|never\s*mind(?:\s+about)?|glem(?:me)?|gløym(?:e)?)\s+"
    r"(?:(?:the|all|that|this|den|det|dette|alt|om|with|med)\s+){0,3}$",
    re.IGNORECASE,
)
_AND_NOT = re.compile(  # "is there anything on fishing, not fish farms?"
    r"\w\s*(?:,|\band|\bbut|\bog|\bmen)\s+(?:not|ikke|ikkje)\s+(?:(?:the|på|with|med|om)\s+)?$",
    re.IGNORECASE,
)
_DROP = re.compile(r"\b(?<!not\s)(?<!n't\s)(?<!ikke\s)(?:drop|droppe?)\s+$", re.IGNORECASE)
_IF_NOT = re.compile(  # "if we don't think of health"
    r"\b(?:hvis|viss|dersom|om|når|if|when|while)\s+(?:\w+\s+){0,2}"
    r"(?:(?:ikke|ikkje|itj|itte|not)\s+|\w+n['’]t\s+)(?:\w+\s+)?"
    r"(?:tenk\w*|tenkj\w*|regn\w*|rekn\w*|tell\w*|ta[rs]?|tek|inkluder\w*|ser?|snakk\w*|gjeld\w*|think\w*|count\w*|"
    r"includ\w*|consider\w*|look\w*|talk\w*|mean\w*)\s+(?:(?:på|om|med|of|about|at|in|the)\s+){0,2}$|"
    r"\b(?:sett|ser|ser\s+vi|ser\s+me)\s+(?:bort|vekk)\s+fr[aå]\s+$|"
    r"\b(?:leaving|leave|putting|put|setting|set)\s+aside\s+(?:the\s+)?$|\bdisregarding\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_INDUSTRY = re.compile(
    r"(?:industri(?:en|ar|er)?|næring(?:en|a|er|ar)?|bransje[nr]?|bransjar|sektor(?:en|er|ar)?|industr(?:y|ies)|sectors?)",
    re.IGNORECASE,
)
_WHICH = re.compile(  # before "industry": it is what is asked for, or any of them are meant
    r"\b(?:all(?:\s+(?:of\s+)?the)?|alle|samtlige|samtlege|every|whatever|whichever|regardless\s+of|uansett|uavhengig\s+av|uavhengig|"
    r"hvilken\s+som\s+helst|no\s+matter\s+(?:the|what|which)|(?:in|of|from|for|within)\s+any)\s+$|^\W*any\s+$|[,.!;:]\s*any\s+$|"
    r"\b(?:which|what|hvilke[nt]?|kva(?:\s+(?:for\s+(?:ein|ei|nokre)|slags))?|ka(?:\s+(?:før|for)\s+(?:en|ein|ei))?|"
    r"hva\s+slags|(?:what|which)\s+(?:kind|type|sort)\s+of|(?:what|which)\s+line\s+of)\s+$",
    re.IGNORECASE,
)
_BY_ITSELF = re.compile(  # not "which industry clusters are there?", which is for those
    r"\s*(?:$|[^\w\s-]|(?:is|are|er|e|was|were|var|do|does|did|has|have|har|would|they|it|that|this|those|we|you|i|in|on|of|the|"
    r"de|dei|dem|den|det|dette|vi|me|du|dere|som|at|please|takk|thanks|and|og|å|but|men|then|da|exactly|egentlig|eigentleg|"
    r"jobb\w*|arbeid\w*|driv\w*|hold\w*|held|hør\w*|høyr\w*|tilhør\w*|gjeld\w*|snakk\w*|finn\w*|fins|finst)\b)",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\b(?:neither|without|uten|utan|minus|take\s+away|leave\s+out|leaving\s+out|ta\s+(?:bort|vekk)|utelat\w*|"
    r"drop|ignore|remove|(?:^|\b(?:please|and|just|but|now|then)\s+)skip(?!\s+(?:to|til)\b)|hopp\s+over|dropp|fjern|se\s+bort\s+fr[aå]|"
    r"(?<!don't\s)(?<!don’t\s)(?<!not\s)forget|(?<!ikke\s)(?<!ikkje\s)(?:glem|gløym)|stryk|"
    r"verken|hverken|korkje|except(?:ing)?(?:\s+for)?|other\s+than|apart\s+from|aside\s+from|besides|excluding|"
    r"anything\s+but|everything\s+but|but\s+not|and\s+not|unntatt|unnateke|utenom|utanom|bortsett\s+fr[aå]|"
    r"foruten|forutan|med\s+unntak\s+av|annet\s+enn|anna\s+enn|andre\s+enn|og\s+ikk?j?e|men\s+ikk?j?e)\s+"
    r"(?:(?:the|those|ones|those\s+ones|dem|de|dei|som|er|are|in|at|on|i|på|for|with|med|that|who|hold\w*|held|"
    r"ligge?r?|til|sit|based|located|anything|everything|alt|has|have|har|to|do|å|gjøre|gjere)\s+){0,8}$",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"(?:\b(?:not|never|ikke|ikkje|itj|itte|aldri)|n['’]t)\s+"
    r"(?:(?:er|e|is|are|be|være|vere|in|at|on|from|of|the|with|within|inside|to|i|på|fra|frå|av|med|ved|til|for|innen|innafor|"
    r"innenfor|innanfor|an?|en|et|ei|work(?:s|ing)?|jobb\w+|arbeid\w+|driv\w*|locat\w+|based|situated|"
    r"placed|ligge?r?|hold\w*|hører|høyrer|belong\w*|under|deal\w*|concern\w*|ha[rs]?|have|anything|noe|noko|do|"
    r"gjøre|gjere|å|part|handl\w*\s+om|about)\s+){0,5}$",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(
    r"\b(?:\w{3,}(?:s|er|ar|ane|ene)|ones|those|they|them|any(?:thing|body|one)?|everyone|everything|all|what|who|which|that|"
    r"lies?|located|based|situated|noen|nokon|noe|noko|dem|dei?|alle|hva|kva|hvem|kven|"
    r"hvilke\w*|som|ligger|ligg|finnes|finst|fins|til)\s+(?:(?:is|are|er|there|det|lies?|ligger|ligg)\s+)*"
    r"(?:outside(?:\s+of)?|utenfor|utanfor|utafor)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_ALL_OUTSIDE = re.compile(  # "and outside Oslo, who …?"
    r"^\W*(?:(?:og|and|men|but|so|så)\s+)?(?:outside(?:\s+of)?|utenfor|utanfor|utafor)\s+$",
    re.IGNORECASE,
)
_OURS = re.compile(r"\b(?:(?-i:I)|we|our|my|jeg|eg|æ|vi|vår\w*|min|mitt)\b", re.IGNORECASE)
_ASKS_WHICH = re.compile(
    r"\b(?:which|who|what|how\s+many|list|show|name|all|those|ones|hvilke\w*|hvem|kven|kva|ka|"
    r"hvor\s+mange|kor\s+mange|vis|nevn|nemn|alle|dem|de|dei)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    rf"\b(?:that|which|who|som)\b[^,.?!]*(?:\b{NOT_WORD}|n['’]t)\b[^,.?!]*$",
    re.IGNORECASE,
)
_WHY = re.compile(r"\b(?:why|how\s+come|hvorfor|kvifor|koffer|korfor)\b", re.IGNORECASE)
_OF_ONESELF = re.compile(
    r"\b(?:(?-i:I)|we|jeg|eg|æ|vi)(?:['’]m|['’]re|\s+am|\s+are|\s+er|\s+do|\s+\w+er)?\s*"
    r"(?:not|n['’]t|ikke|ikkje)\b",
    re.IGNORECASE,
)
