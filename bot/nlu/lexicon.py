"""Norwegian and English word forms with their lemmas, small and fast to load.

Built at training from the tables of `spacy-lookups-data`: the full-form dictionary
`nb_lemma_exc` (some 600,000 forms by part of speech; `nb_lemma_lookup` is nearly empty)
and `en_lemma_lookup`. Neither holds all function words ("the", "til"), so spaCy's stop words come
along. Kept as sorted 64-bit hashes, so that it loads in milliseconds.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Iterable, List, Optional, Tuple

import numpy as np
import spacy_lookups_data
import srsly
from numpy.typing import NDArray
from spacy.lang.en.stop_words import STOP_WORDS as ENGLISH_STOP_WORDS
from spacy.lang.nb.stop_words import STOP_WORDS as NORWEGIAN_STOP_WORDS
from spacy.strings import hash_string  # type: ignore[attr-defined]

from bot.knowledge.names import fold
from bot.languages import UNDERSTOOD

LANGUAGES = UNDERSTOOD
_PARTS_OF_SPEECH = ("noun", "verb", "adj", "adv")  # which lemma wins when a form has several
_MINIMUM_TAIL = 4

# Forms that matter here, in nynorsk, dialect and bokmål, and texted: each with its lemma, which
# goes before that of the tables.
_FORMS = {
    **dict.fromkeys(("kva", "ka", "kå", "hå", "va"), "hva"),
    **dict.fromkeys(("kven", "kem", "kæm", "hvæm", "håkken", "hvm", "hvem"), "hvem"),
    **dict.fromkeys(("kor", "kæ", "hvor"), "hvor"),
    **dict.fromkeys(
        ("korleis", "koss", "korsn", "kossen", "korsen", "åssen", "hvordan"), "hvordan"
    ),
    **dict.fromkeys(("kvifor", "koffor", "koffer", "hvorfor"), "hvorfor"),
    **dict.fromkeys(("hvilka", "hvilke", "hvilken", "hvilket"), "hvilken"),
    **dict.fromkeys(("ikkje", "itj", "itte", "ikke", "isje"), "ikke"),
    **dict.fromkeys(("eg", "æ", "jæ", "jei", "jeg"), "jeg"),
    "e": "være",  # "ka e det"; as "jeg" it is rarer
    **dict.fromkeys(("dei", "dæm", "dem", "dom", "de"), "de"),
    **dict.fromkeys(("ein", "ei", "eit", "en", "et"), "en"),
    **dict.fromkeys(("noko", "noe", "nokka", "nåkka"), "noe"),
    **dict.fromkeys(("nokon", "nokre", "noen", "nokken", "nån", "nåen"), "noen"),
    **dict.fromkeys(("mang", "mange", "mangen"), "mange"),
    **dict.fromkeys(("fler", "fleir", "fleire", "flere"), "flere"),
    **dict.fromkeys(("dr", "dær", "der"), "der"),
    **dict.fromkeys(("hvrfor", "hvorfor", "korfor"), "hvorfor"),
    "d": "det",
    **dict.fromkeys(("mykje", "mye", "møkje", "mykke"), "mye"),
    **dict.fromkeys(("vart", "blei", "ble", "vert", "blir", "bli", "verte"), "bli"),
    **dict.fromkeys(("føremål", "føremålet", "føremåla"), "formål"),
    **dict.fromkeys(("verksemd", "verksemder", "verksemdene", "verksemda"), "bedrift"),
    **dict.fromkeys(("bedrifter", "bedriftene", "firma", "firmaet", "firmaene"), "bedrift"),
    **dict.fromkeys(("skilnad", "skilnaden", "forskjellen", "forskjell"), "forskjell"),
    **dict.fromkeys(("rekne", "reknar", "rekna", "reknast"), "regne"),
    **dict.fromkeys(("stønad", "stønaden", "stønader"), "støtte"),
    **dict.fromkeys(("hjelpa", "hjelp", "hjelper", "hjelpen"), "hjelp"),
    **dict.fromkeys(("tyder", "betyr", "tyde"), "bety"),
    **dict.fromkeys(("navn", "navnet", "navnene", "navna", "namn", "namnet", "namna"), "navn"),
    **dict.fromkeys(("frå", "fra"), "fra"),
    **dict.fromkeys(("mellom", "imellom", "mellem"), "mellom"),
    **dict.fromkeys(("tal", "tala", "tall", "tallet", "tallene", "talla"), "tall"),
    **dict.fromkeys(("dykk", "dykkar", "deres", "dokker", "dere"), "dere"),
    **dict.fromkeys(("fins", "finnes", "finst", "finns", "finne"), "finne"),
}

# More such forms, each with the form in bokmål that it stands for, whose lemma the tables tell.
_PAIRS = """
meir:mer mæ:meg dæ:deg sæ:seg ho:hun hu:hun vere:være vore:vært ver:vær ska:skal sku:skulle
desse:disse dissa:disse denna:denne detta:dette kvar:hvor korr:hvor vor:hvor kvart:hvert
kvarandre:hverandre ke:hva kordan:hvordan vordan:hvordan åssn:hvordan kåss:hvordan
kåffer:hvorfor kafør:hvorfor vaffor:hvorfor hvaffor:hvorfor vorfor:hvorfor vem:hvem åkken:hvem
vilke:hvilke vilken:hvilken vilket:hvilket ikk:ikke kke:ikke ittj:ikke inte:ikke dokkers:deres
dåkker:dere dåkke:dere hjå:hos ifrå:fra utan:uten berre:bare bærre:bare saman:sammen sidan:siden
sjølv:selv sjølve:selve anna:annet annan:annen same:samme eigen:egen eigne:egne einaste:eneste
eigentleg:egentlig verkeleg:virkelig dagleg:daglig tydeleg:tydelig vidare:videre åleine:alene
førre:forrige fyrst:først fyrste:første fyre:før førr:før nedste:nederste
høg:høy høgt:høyt høgare:høyere høgast:høyest høgste:høyeste høgaste:høyeste
låg:lav lågt:lavt lågare:lavere lågast:lavest lågaste:laveste nyast:nyest nyaste:nyeste
nåka:noe nåkke:noe någe:noe någen:noen nåkken:noen nåkkå:noe sju:syv tjue:tyve
fekk:fikk kome:komme kjem:kommer gjer:gjør gjere:gjøre gje:gi gjev:gir seie:si seier:sier
spørje:spørre spurde:spurte heiter:heter heite:hete skil:skiller skilje:skille lagar:lager
kostar:koster byggjer:bygger byggje:bygge snakkar:snakker arbeidar:arbeider jobbar:jobber
driv:driver kriv:driver kriver:driver held:holder halde:holde ligg:ligger finn:finner
veks:vokser vekse:vokse vaks:vokste aukar:øker auke:øke auka:økt skapar:skaper målar:måler
tel:teller telje:telle veit:vet trur:tror tru:tro meiner:mener meine:mene brukar:bruker
støttar:støtter fortel:forteller fortelje:fortelle forklår:forklarer forklåre:forklare syne:vise
nemn:nevn nemne:nevne nemner:nevner søkje:søke søkjer:søker eig:eier eige:eie verkar:virker
byrje:begynne byrjar:begynner sluttar:slutter samanlikna:sammenlignet samanlikne:sammenligne
talet:tallet tallan:tallene pengar:penger kjelde:kilde kjelda:kilden kjelder:kilder kjeldene:kildene
tenester:tjenester teneste:tjeneste
tenestene:tjenestene verknad:virkning verknaden:virkningen målinga:målingen tilsett:ansatt
leiar:leder leiaren:lederen leiarar:ledere medlemer:medlemmer medlemar:medlemmer
selskapa:selskapene kommunar:kommuner fylka:fylkene byar:byer stad:sted staden:stedet stader:steder
plassar:plasser heime:hjemme heimeside:hjemmeside nettstad:nettsted aust:øst lenkje:lenke
bedriftan:bedriftene bedrifta:bedriften nivåan:nivåene aar:år aaret:året naar:når
paa:på saa:så ogsaa:også faar:får gaar:går maa:må nivaa:nivå nivaaet:nivået
elr:eller mnge:mange hvrdan:hvordan hvlke:hvilke hvlken:hvilken
"""
_IN_BOKMÅL: Dict[str, str] = dict(pair.split(":") for pair in _PAIRS.split())

# English texting, likewise.
_TEXTING_PAIRS = """
mny:many tht:that wht:what othrs:others othr:other abt:about anywy:anyway yr:year bcs:because
frm:from hv:have aply:apply evry:every evryone:everyone whch:which wher:where
"""
_ENGLISH_TEXTING: Dict[str, str] = dict(pair.split(":") for pair in _TEXTING_PAIRS.split())
_IN_FULL = {"nb": _IN_BOKMÅL, "en": _ENGLISH_TEXTING}

# Function words that the tables give a wrong lemma, since another word has the same form.
_ENGLISH_FUNCTION_WORDS = {"does": "do", "did": "do", "has": "have", "was": "be"}
_NORWEGIAN_FUNCTION_WORDS = {"var": "være", "er": "være", "har": "ha", "kan": "kunne"}

# Nynorsk or dialect wins over a dictionary word only where the two don't clash in these texts.
_SPECIAL = {
    "nb": dict(_FORMS),
    "en": _ENGLISH_FUNCTION_WORDS,
}
_SPECIAL["nb"].update(_NORWEGIAN_FUNCTION_WORDS)


class Lexicon:
    """Word forms of both languages: is it a word, and what is its lemma."""

    def __init__(
        self,
        forms: Dict[str, NDArray[np.uint64]],
        lemma_of: Dict[str, NDArray[np.uint32]],
        lemmas: Dict[str, List[str]],
        folded: NDArray[np.uint64],
        own: Optional[Dict[str, Dict[str, str]]] = None,
    ) -> None:
        self._forms = forms
        self._lemma_of = lemma_of
        self._lemmas = lemmas
        self._folded = folded
        # Words of the knowledge base, dialect among them, go before the tables.
        self._special = {
            language: {**_SPECIAL[language], **(own or {}).get(language, {})}
            for language in LANGUAGES
        }

    @classmethod
    def build(cls, own: Optional[Dict[str, Dict[str, str]]] = None) -> Lexicon:
        """Read the tables of `spacy-lookups-data` (some two seconds).

        Args:
            own: lemmas of further forms, by language.
        """
        pairs = {"nb": dict(_norwegian_pairs()), "en": dict(_english_pairs())}
        forms, lemma_of, lemmas = {}, {}, {}
        for language, table in pairs.items():
            unique = sorted(set(table.values()))
            place = {lemma: index for index, lemma in enumerate(unique)}
            hashes = np.array([hash_string(form) for form in table], dtype=np.uint64)
            order = np.argsort(hashes)
            forms[language] = hashes[order]
            indices = np.array([place[lemma] for lemma in table.values()], dtype=np.uint32)
            lemma_of[language] = indices[order]
            lemmas[language] = unique
        words = {fold(form) for form in _common_words()}
        folded = np.sort(np.array([hash_string(word) for word in words], dtype=np.uint64))
        return cls(forms, lemma_of, lemmas, folded, own)

    def save(self, path: Path) -> None:
        """Write to one `.npz` file."""
        arrays: Dict[str, NDArray[Any]] = {"folded": self._folded}
        for language in LANGUAGES:
            arrays[f"forms_{language}"] = self._forms[language]
            arrays[f"lemma_of_{language}"] = self._lemma_of[language]
            text = "\n".join(self._lemmas[language]).encode("utf-8")
            arrays[f"lemmas_{language}"] = np.frombuffer(text, dtype=np.uint8)
        np.savez(path, **arrays)

    @classmethod
    def load(cls, path: Path, own: Optional[Dict[str, Dict[str, str]]] = None) -> Lexicon:
        """Read what `save` wrote; `own` as for `build`."""
        with np.load(path) as data:
            return cls(
                {language: data[f"forms_{language}"] for language in LANGUAGES},
                {language: data[f"lemma_of_{language}"] for language in LANGUAGES},
                {
                    language: bytes(data[f"lemmas_{language}"]).decode("utf-8").split("\n")
                    for language in LANGUAGES
                },
                data["folded"],
                own,
            )

    def is_word(self, folded: str) -> bool:
        """Whether a folded word (see `bot.knowledge.names.fold`) is a word of either language."""
        return position_of(self._folded, folded) is not None

    def is_compound(self, folded: str) -> bool:
        """Whether a folded word is a Norwegian compound of two words: engangs-studie."""
        for start in range(3, len(folded) - _MINIMUM_TAIL):
            head = folded[:start]
            if self.is_word(folded[start:]) and (
                self.is_word(head) or (head.endswith(("s", "e")) and self.is_word(head[:-1]))
            ):
                return True
        return False

    def knows(self, word: str, language: str) -> bool:
        """Whether `word` (any case) is a form in the table of one language, or one of ours."""
        lowered = word.lower()
        if lowered in _IN_FULL[language] or (language == "nb" and lowered in _FORMS):
            return True
        return position_of(self._forms[language], lowered) is not None

    def is_own_form(self, word: str) -> bool:
        """Whether `word` (any case) is of our own: nynorsk, dialect, texting, bokmål beside it."""
        lowered = word.lower()
        return lowered in _FORMS or any(lowered in forms for forms in _IN_FULL.values())

    def lemma(self, word: str, language: str) -> str:
        """The lemma of a word form: from the table, from the tail of a compound, or itself."""
        lowered = word.lower()
        if lowered in self._special[language]:
            return self._special[language][lowered]
        lowered = _IN_FULL[language].get(lowered, lowered)
        found = self._look_up(lowered, language)
        if found is None and language == "nb":
            found = self._look_up(lowered[:-1], "nb") if lowered.endswith("s") else None
            found = found or self._compound(lowered)
        return found or lowered

    def _look_up(self, word: str, language: str) -> Optional[str]:
        position = position_of(self._forms[language], word)
        if position is None:
            return None
        return self._lemmas[language][int(self._lemma_of[language][position])]

    def _compound(self, word: str) -> Optional[str]:
        """Lemma of a Norwegian compound by its longest known tail: verdiskapingstallene → …tall."""
        for start in range(3, len(word) - _MINIMUM_TAIL + 1):
            tail = self._look_up(word[start:], "nb")
            if tail:
                return word[:start] + tail
        return None


def position_of(hashes: NDArray[np.uint64], word: str) -> Optional[int]:
    """The place of a text's hash among sorted hashes; None where it is not among them."""
    key = np.uint64(hash_string(word))
    index = int(np.searchsorted(hashes, key))
    return index if index < len(hashes) and hashes[index] == key else None


def _table(name: str) -> Dict[str, object]:
    folder = Path(spacy_lookups_data.__file__).parent / "data"
    return dict(srsly.read_gzip_json(folder / f"{name}.json.gz"))


def _norwegian_pairs() -> Iterable[Tuple[str, str]]:
    yield from _function_words(NORWEGIAN_STOP_WORDS)
    table = _table("nb_lemma_exc")
    for part in reversed(_PARTS_OF_SPEECH):  # later ones win in the dict built from this
        forms = table.get(part, {})
        assert isinstance(forms, dict)
        for form, lemmas in forms.items():
            yield form.lower(), lemmas[0]


def _function_words(stop_words: Iterable[str]) -> Iterable[Tuple[str, str]]:
    """Each as its own lemma, which one of the tables replaces; the rest of "don't" is no word."""
    yield from ((word, word) for word in sorted(stop_words) if word.isalpha())


def _common_words() -> Iterable[str]:
    """Forms of both languages that are no proper names: those the tables write small."""
    yield from (form for form, _ in _function_words(NORWEGIAN_STOP_WORDS))
    norwegian = _table("nb_lemma_exc")
    for part in _PARTS_OF_SPEECH:
        forms = norwegian.get(part, {})
        assert isinstance(forms, dict)
        yield from (form for form in forms if form.islower())
    for form, lemma in _english_pairs():
        yield from (form, lemma.lower())


def _english_pairs() -> Iterable[Tuple[str, str]]:
    yield from _function_words(ENGLISH_STOP_WORDS)
    table = _table("en_lemma_lookup")
    for lemma in table.values():
        yield str(lemma).lower(), str(lemma)
    for form, lemma in table.items():
        yield form.lower(), str(lemma)
    index = _table("en_lemma_index")
    for words in index.values():
        assert isinstance(words, list)
        for word in words:
            yield word.lower(), word
