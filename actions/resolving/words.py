"""Words that tell how a message hangs on the conversation, in both languages."""

from __future__ import annotations

import re
from typing import Optional

from bot.knowledge import KnowledgeBase
from bot.said import CARDINALS

_REFERENCE = re.compile(
    r"\b(?:den|det|d|denne|dette|disse|desse|de|dei|dem|deres|dens|dess|der|dit|han|ho|hun|begge|samme|same|"
    r"dæm|dom|dær|it|its|they|them|their|those|these|this|thats?|there|both|one|ones|the\s+two|de\s+to)\b",
    re.IGNORECASE,
)

EFFECT_WORD = re.compile(r"\b(?:effekt\w*|effects?|impact)\b", re.IGNORECASE)

_GROUP_NOUN = (
    r"(?:bås|merke\w*|label|badge|brand|status|gruppe|gruppa|klasse|kategori|bracket|group|league|box|"
    r"class|category|boat)"
)
_ABREAST = (
    r"same\s+level|samme?\s+nivå|nivå\s+med?|linje\s+med?|(?:høgd|høyde)\s+med?|level\s+with|"
    rf"(?:a\s+)?par\s+with|(?:on|at|på)\s+(?:one|ett|eitt)\s+(?:level|tier|nivå|trinn)|samm?e\s+{_GROUP_NOUN}|"
    r"(?:deler|delar|delte)\s+(?:hylle|nivå|trinn|plass|gruppe)\s+med|"
    r"shares?\s+(?:its\s+|a\s+|the\s+|that\s+)?(?:shelf|level|tier|rung|step)(?:\s+with)?"
)
SAME_LEVEL = re.compile(rf"\b(?:{_ABREAST})\b", re.IGNORECASE)
SAME = re.compile(rf"\b(?:samme\s+som|same\s+as|{_ABREAST})\b", re.IGNORECASE)

TOGETHER = re.compile(
    r"\b(?:begge|both|til\s*sammen|tilsammen|te\s*sammen|sammenlagt|together|combined|"
    r"de\s+to|the\s+two)\b",
    re.IGNORECASE,
)

OF_EACH = re.compile(
    r"\b(?:of\s+each|in\s+each|for\s+each|to\s+each|(?:av|i|på|for)\s+(?:hver|kvar|kvart|hvert)|hver\s+av\s+de\w*|"
    r"(?:har|have)\s+(?:de|dei|dem|they\s+)?\s*(?:hver|kvar|each)|they\s+each\s+have|respectively|henholdsvis)\b",
    re.IGNORECASE,
)
IT_HAS = re.compile(
    r"\b(?:does|do)\s+(?:it|that|that\s+one)\s+(?:have|hold|include|count)\b|"
    r"\b(?:har|rommer|omfatter|omfattar|teller|tel)\s+(?:det|den|nivået)\b",
    re.IGNORECASE,
)

INCLUDING = re.compile(
    r"\b(?:(?:tar|tek|ta|regne\w*|rekn\w*|medregn\w*)\s+med|inkludert|inkludere?r?|legge\w*\s+til|pluss|"
    r"includ\w*|plus|add\w*|together\s+with)\b",
    re.IGNORECASE,
)
ALL_OF_THOSE = re.compile(
    r"\b(?:alle\s+(?:to|tre|fire|[2-4])|all\s+(?:two|three|four|[2-4])|begge(?:\s+to)?|both(?:\s+of\s+them)?)\b",
    re.IGNORECASE,
)
OTHERS = re.compile(
    r"\b(?:ellers|elles|else|elsewhere|besides|others?|another|andre|annan|annen|flere|fleire|more)\b",
    re.IGNORECASE,
)
_STEP_NOUN = r"levels?|nivå\w*|trinn\w*|tiers?|steps?|rungs?|stages?|steg\w*"
_LEVEL_NOUN = rf"(?:{_STEP_NOUN}|grupp\w*|groups?)"
HIGHEST = r"(?:øverste?|øvste|høyeste?|høgaste?|top(?:most)?|highest|upper(?:most)?)"
LOWEST = r"(?:nederste?|nedste|laveste?|lågaste?|bottom|lowest)"
TOP_LEVEL = re.compile(rf"\b{HIGHEST}\s+{_LEVEL_NOUN}\b", re.IGNORECASE)
LOWEST_LEVEL = re.compile(rf"\b{LOWEST}\s+{_LEVEL_NOUN}\b", re.IGNORECASE)

_OF_LEVELS = (
    r"\b(?:det|d|the)\s+{}"
    r"(?:\s+(?:one|av\s+(?:dem|dei|disse|desse)|of\s+(?:them|those|these)))?\W*$"
)
#: "The highest of them", said of levels that were talked of.
HIGHEST_OF_THEM = re.compile(_OF_LEVELS.format(HIGHEST), re.IGNORECASE)
LOWEST_OF_THEM = re.compile(_OF_LEVELS.format(LOWEST), re.IGNORECASE)
OTHER_END = re.compile(
    r"\b(?:(?:the\s+)?(?:other|opposite)\s+(?:end|extreme)|(?:den\s+)?(?:andre|motsatte?)\s+ende?n?)\b",
    re.IGNORECASE,
)

TOGETHER_LEVELS = re.compile(
    rf"\b(?:two|both|to|begge)\s+(?:av\s+|of\s+)?(?:{_STEP_NOUN}|"
    r"labels?|merkelapp\w*|badges?|categor\w+|kategori\w*|brackets?)\b",
    re.IGNORECASE,
)
REST = re.compile(
    r"\b(?:the\s+(?:rest|remaining|remainder)|(?:all\s+)?the\s+others|resten|resterende|resterande|"
    r"de\s+øvrige|dei\s+øvrige|alle\s+de\s+andre)\b",
    re.IGNORECASE,
)
THOSE_LEVELS = re.compile(
    rf"\b(?:those|these|de|dei|disse|desse)\s+(?:two\s+|to\s+)?{_LEVEL_NOUN}\b", re.IGNORECASE
)
ALL_LEVELS = re.compile(
    r"\b(?:rest\s+of\s+the|resten\s+av|(?:de|dei|the)\s+(?:other|andre|øvrige))\s+"
    rf"(?:{_STEP_NOUN})\b",
    re.IGNORECASE,
)
#: "From top to bottom", «fra øverst til nederst»: all of them.
TOP_TO_BOTTOM = re.compile(
    r"\b(?:from\s+)?top\s+to\s+(?:bottom|toe)\b|"
    r"\b(?:fra|frå)\s+(?:topp\w*|øv\w+|høy\w+|høg\w+)\s+til\s+(?:bunn\w*|botn\w*|ned\w+|lav\w+|låg\w+)\b|"
    r"\b(?:fra|frå)\s+(?:bunn\w*|botn\w*|ned\w+)\s+til\s+(?:topp\w*|øv\w+)\b",
    re.IGNORECASE,
)
_SAME_ALONE = re.compile(
    r"^\W*(?:(?:og|and|men|but|så|so|altså|altsa)\W+)?(?:det\s+)?(?:samme|same|likt|equal)\b"
    r"(?!\s+(?:for|med|with|som|as|question|spørsmål))",
    re.IGNORECASE,
)


def says_same(text: str) -> bool:
    """Whether a few words ask if two things are alike: "same?", «likt for begge?»."""
    return len(text.split()) <= BRIEF and bool(_SAME_ALONE.search(text))


#: "Further than VIA": said of a cluster and one talked about before.
THAN = re.compile(
    r"\b(?:\w+(?:ere|are)|høyer|mer\s+\w+|meir\s+\w+|mindre\s+\w+|more\s+\w+|less\s+\w+|higher|lower|"
    r"further|farther|older|better)\s+(?:enn|than)\b(?!\s*\d)",
    re.IGNORECASE,
)
VERSUS = re.compile(
    r"\b(?:kontra|versus|vs|opp\s+mot|mot|against|compared\s+(?:to|with)|sammenlikn\w*|sammenlign\w*)\b",
    re.IGNORECASE,
)


def number_of_those(text: str) -> Optional[int]:
    """How many "those three" are; None where a text speaks of no such number."""
    number = _THE_AND_A_NUMBER.search(text)
    return CARDINALS[number.group(1).lower()] if number else None


_THE_AND_A_NUMBER = re.compile(  # "the seven", «disse tre»
    rf"\b(?:the|those|de|dei|dem|dæm|disse|desse)\s+({'|'.join(CARDINALS)})\b", re.IGNORECASE
)
AT_THEIRS = re.compile(
    r"\b(?:der|dær|where)\b.*\b(?:er|e|is|are|står|sits?|ligger|ligg|befinner)\b", re.I
)
THEY = re.compile(r"\b(?:it|its|they|their|them|de|dei|dem|dæm|deres|deira|dens|demmes)\b", re.I)

ALSO = re.compile(r"\b(?:også|òg|óg|og\s+det|too|also|as\s+well|likewise)\b", re.IGNORECASE)

SHARE = re.compile(
    r"\b(?:per\s?cent\w*|prosent\w*|share|proportion|fraction|andel\w*|(?:hvor|kor)\s+stor\s+del)\b|%",
    re.IGNORECASE,
)

BESIDES_THOSE = re.compile(
    r"\b(?:besides|apart\s+from|other\s+than|except(?:\s+for)?|beyond|in\s+addition\s+to|foruten|utenom|utanom|"
    r"ved\s+sida?e?n?\s+av|i\s+tillegg\s+til|enn)\s+"
    r"(?:those|these|them|that|it|the\s+two|dem|de|dei|disse|desse|den|det|dæm|dom)\b",
    re.IGNORECASE,
)

#: Asks where a cluster is so that a level can be meant, and no town.
STANDS_WHERE = re.compile(  # of levels; "where is it?" is of places
    r"\b(?:hvor|kor|kvar|where)\b(?=.*\b(?:stå\w*|sto|stod|stands?|stood|ranks?|ranked|rangerer|sits?|sat|placed?|plass\w*|"
    r"hør\w*|høyr\w*|kommer|kjem|comes?|fits?)\b)(?!.*\b(?:holder|held|ligg\w*|by|town|city|fylke|county|based|located|kart|map|"
    r"office|kontor\w*|adresse?|address|find|finne?r?|i\s+landet|norge|noreg|norway|geografisk|geographically|kyst\w*|"
    r"coast|headquarter\w*|hovedkontor\w*|hovudkontor\w*)\b)",
    re.IGNORECASE,
)
#: "Compared with it": one named beside the one talked about.
AGAINST_IT = re.compile(
    r"\b(?:i\s+forhold\s+til|sammenlikn\w*\s+med|sammenlign\w*\s+med|compared\s+(?:to|with)|against|"
    r"relative\s+to|versus|vs|kontra|opp\s+mot)\s+(?:den|det|denne|it|that|this)\b|"
    r"\b(?:compare|sammenlig?n|sammenlikn|samanlikn)\s+(?:den|det|denne|it|that|this|them|dem|dei?)\b",
    re.IGNORECASE,
)

MORE_THAN = re.compile(  # and no number: "more than five"
    r"\b(?:flere|fleire|færre|mer|more|fewer|less)\s+(?:enn|than)\b"
    rf"(?!\s+(?:\d|(?:{'|'.join(CARDINALS)})\b))",
    re.IGNORECASE,
)

ONE_OF = re.compile(
    r"\b(?:en|ei|ein|én|one|blant|mellom|among|del)\s+(?:av|of)?\s*"
    r"(?:de|dem|them|the|those|these|dei|disse|desse)\b",
    re.IGNORECASE,
)

ANOTHER_YEAR = re.compile(
    r"\b(?:året\s+før|året\s+etter|i\s+fjor|forrige\s+år|førre\s+året|the\s+year\s+(?:before|after)|"
    r"last\s+year|previous\s+year)\b",
    re.IGNORECASE,
)

PLURAL = re.compile(
    r"\b(?:nivåer|nivåene|nivåa|nivåane|nivaer|levels|tiers|stages|trinnene|grupper|groups|alle|all)\b",
    re.IGNORECASE,
)

EVERYTHING = re.compile(
    r"\b(?:alle|samtlige|samtlege|full|complete|komplett\w*|fullstendig\w*|totalt|i\s+alt|"
    r"(?:haugen|gjengen|bunten|hurven)|lot|til\s+sammen|tilsammen|samlet|sammenlagt|hele|heile|programmet|all|total|"
    r"altogether|overall|whole|entire|every|in\s+all|programme?)\b",
    re.IGNORECASE,
)

WHO_ELSE = re.compile(
    r"\b(?:who|which|what|hvem|hvilke\w*|kven|kem|kæm)\s+(?:other\w*|else|andre|flere|fleire|fler|"
    r"fleir|ellers|elles|more)\b|"
    r"\b(?:who|hvem|kven|kem|kæm)\b.{0,12}\b(?:ved\s+sida?e?n?\s+av|besides|apart\s+from|foruten|utenom|"
    r"utanom|along\s+with)\b",
    re.IGNORECASE,
)

WHY = re.compile(
    r"^\W*(?:og|and|men|but)?\s*(?:why|how\s+come|hvorfor|kvifor|koffor|koffer)\b", re.I
)

THEIR_LEVEL = re.compile(
    r"\b(?:nivå\w*|nivo\w*|trinn\w*|steg\w*|level|tier)\s+(?:deres|dens|deira|hennes|dess|til\s+(?:den|dem|dei|de))\b|"
    r"\b(?:its|their)\s+(?:level|tier|step|rank|standing|status)\b",
    re.IGNORECASE,
)

MEANS = re.compile(
    r"\b(?:bety\w*|tyd\w*|forklar\w*|innebær\w*|mean\w*|explain\w*|ligger|ligg|involve\w*|krev\w*|kjennetegn\w*|about)\b",
    re.IGNORECASE,
)

SUPERLATIVE = re.compile(
    r"\b(?:lavest|lågast|høyest|høgast|størst|minst|lowest|highest|biggest|largest|smallest|greatest)e?\b",
    re.IGNORECASE,
)

SIZE = re.compile(r"\b(?:størst|stoerst|minst|biggest|largest|smallest)e?\b", re.IGNORECASE)

LENGTHS = {
    "longest": re.compile(r"\b(?:lengst|longest)e?\b", re.IGNORECASE),
    "shortest": re.compile(r"\b(?:kort[ea]st|stuttast|shortest)e?\b", re.IGNORECASE),
}

WHAT_LEVEL = re.compile(
    r"\b(?:hvilke[nt]?|kva|ka|what|which)\s+(?:nivå\w*|trinn\w*|steg\w*|levels?|tiers?)\b",
    re.IGNORECASE,
)

WHICH_FIGURES = re.compile(
    r"\b(?:hvilke|kva|what|which)\s+(?:effekt)?(?:effect\s+)?(?:tall|tal|figures?|numbers?)\b",
    re.IGNORECASE,
)

HOW_MUCH = re.compile(
    r"\b(?:hvor\s+(?:mye|mange|stor\w*)|kor\s+(?:mykje|mange|stor\w*)|how\s+(?:much|many|big|large))\b",
    re.IGNORECASE,
)

# What no figure is given for: sums, and figures of one cluster, level or industry.
IN_DETAIL = re.compile(
    r"\b(?:per|pr|hver\w*|kvar|enkelt\w*|kroner|kr|million\w*|each|every|individual|detail\w*|"
    r"detalj\w*|bransje\w*|industry|sektor\w*|sector\w*)\b",
    re.IGNORECASE,
)

PROMOTED = re.compile(
    r"\b(?:promot\w*|advance\w*|move\s+up|get\s+from|rykke\w*\s+opp|opprykk\w*|flytte\w*\s+opp|"
    r"gå\s+opp|komme\s+seg\s+(?:opp|fra))\b",
    re.IGNORECASE,
)

MORE = re.compile(r"\b(?:flere|fleire|færre|more|fewer|most|flest)\b", re.IGNORECASE)

_ONE_THE_OTHER = re.compile(
    r"\b(?:en|ein|ene|eine|one)\b.*\b(?:den|the)\s+(?:andre|annen|other)\b", re.IGNORECASE
)


def is_reciprocal(text: str) -> bool:
    """ "Is one above the other?": "the other" counts in no list."""
    return bool(_ONE_THE_OTHER.search(text))


YES_OR_NO = re.compile(
    r"^\W*(?:og\s+|and\s+|men\s+|but\s+)?(?:skaper|øker|får|har|er|blir|gir|fikk|ble|vokser|"
    r"tjener|teller|tel|inngår|regnes|reknast|did|do|does|is|are|has|have|was|were|will)\b",
    re.IGNORECASE,
)

WHICH_ARE = re.compile(
    r"\b(?:hvilke|kva\s+for\s+nokre|hvem|kven|which(?:\s+ones)?|who)\s+"
    r"(?:er|are|e)\s+(?:det|de|dei|they|those|these)(?:\s+snakk\s+om)?(?:\s+da)?\W*$",
    re.IGNORECASE,
)
WHAT_IS = re.compile(
    r"\b(?:(?:hva|kva|ka|va|what)\s+(?:er|e|is|are)|what'?s)\b(?!\s+(?:med|about))", re.IGNORECASE
)
LEFT_OUT = re.compile(
    r"\b(?:hvilke\w*|hvem|kven|kem|kva|who|which|what|any\w*|noen|nokon)\b.*"
    r"\b(?:ikke|ikkje|itj|not|aren't|isn't|missing|left\s+out|absent|mangle\w*|utelatt|utelatne)\b",
    re.IGNORECASE,
)

#: "Why do they keep those letters?": what a brand is within names.
THE_LETTERS = r"letters?|bokstav\w*|abbreviation|forkortels\w*|forkorting\w*"

PROGRAMME = re.compile(r"\w*program\w*", re.IGNORECASE)
_REFUSES = re.compile(r"^\W*(?:no|nei|nope|næ+i?|neida|not)\b", re.IGNORECASE)


def corrects(text: str) -> bool:
    """Whether a few words refuse what was answered and name something else: "no, just Arena"."""
    return len(text.split()) <= BRIEF and bool(_REFUSES.search(text))


FIRST_PERSON = re.compile(r"\b(?:we|our|us|vi|me|vår|vårt|våre|oss)\b", re.IGNORECASE)

BRIEF = 4  # words of a text that only hints
FEW = 4  # of a list that are checked or compared at once

AMONG = re.compile(
    r"\b(?:(?:of|from)\s+(?:them|'?em|these|those)|among\s+(?:them|these|those)|av\s+(?:dem|disse|desse|de|dei|dæm|dom|døm)|"
    r"blant\s+(?:dem|disse|de)|(?:på|i)\s+(?:den\s+)?list[ae]n?|(?:in|on)\s+(?:the|that|this)\s+list|"
    r"(?:of|from|av|fra|frå)\s+(?:the|de|dei)\s+(?:two|three|four|to|tre|fire)|"
    r"(?:only|just|bare)\s+(?:those|the\s+ones|de|dem)|those|disse|desse)\b",
    re.IGNORECASE,
)

_LEVEL_WORD = re.compile(
    r"\b(?:niv\w*|level\w*|trinn\w*|steg\w*|steps?|tiers?|rungs?|rang\w*|rank\w*|status|klasse\w*|"
    r"hvor|where|which|hvilke\w*|what|hva|kva|kor)\b",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"^\W*(?:(?:og|å|and|men|but|så|so|ok|ja)\s+)?(?:hva\s+med|kva\s+med|ka\s+med?|what\s+about|"
    r"how\s+about|enn|og\s+så)\b|^\W*(?:og|and)\s+(?:\S+\s*){1,4}\??\W*$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:er|var|is|are|was|hv\w+|kva|kven|kor|what|who|which|where|when|how\s+many|why|har|has|have)\b(?!\s+(?:med|about))",
    re.IGNORECASE,
)


def is_next(text: str) -> bool:
    """Whether a text only names the next thing to ask the same of: "and GCE?"."""
    return bool(_NEXT.search(text)) and not _ASKS.search(text)


def is_bare(text: str) -> bool:
    """Whether a text of a few words hardly asks anything besides naming something."""
    return 0 < len(text.split()) <= BRIEF and not _LEVEL_WORD.search(text)


_PRONOUN = re.compile(r"\b(?:den|de|dei|dem|dæm|d|ho|hun|han|it|they)\b", re.IGNORECASE)


def has_pronoun(text: str) -> bool:
    """Whether a text speaks of "it" or "they"."""
    return bool(_PRONOUN.search(text))


def refers_back(text: str) -> bool:
    """Whether a text holds a pronoun or the like that points at something said before."""
    return bool(_REFERENCE.search(text))


_SUCH = re.compile(
    r"\b(?:det|one|that|it|there|der|dær|sånn|slik)(?:\s+(?:da|då|a|òg|óg|også|too?|"
    r"either|heller|as\s+well))?(?:\W+(?:no|not|nei|vel|right|eh|innit))?\W*$|"
    r"\b(?:in|on|at|i|på)\s+(?:this|that|the\s+same|den|det|samme|same)\s+(?:row|group|league|class|"
    r"category|box|club|rank|grupp\w*|gjeng\w*|klasse\w*|rekk\w*|kategori\w*|nivå\w*|trinn\w*|lag\w*)",
    re.IGNORECASE,
)


def says_such(text: str) -> bool:
    """Whether a yes-or-no question asks if something is such a one: "is it one of them?"."""
    return bool(_SUCH.search(text) or ONE_OF.search(text) or points_at_level(text))


def says_the_noun(text: str, knowledge: KnowledgeBase) -> bool:
    """Whether a text holds the word for what is listed: "how many clusters are there?"."""
    return bool(knowledge.vocabulary.word.search(text))


def points_at_level(text: str) -> bool:
    """Whether a text speaks of "that level", or of what is "there"."""
    return bool(_AT_THAT_LEVEL.search(text))


_AT_THAT_LEVEL = re.compile(
    r"\b(?:der|dær|there|det\s+nivået|that\s+level|dette\s+nivået|"
    rf"(?:den|that)\s+(?:ligaen|{_GROUP_NOUN}n?))\b",
    re.IGNORECASE,
)
