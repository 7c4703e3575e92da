"""Word forms and lemmas of both languages, nynorsk and dialect included."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge.names import fold
from bot.nlu.lexicon import Lexicon


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("klyngene", "klynge"),
        ("Klyngene", "klynge"),
        ("klyngenes", "klynge"),
        ("bedriftene", "bedrift"),
        ("høyere", "høy"),
        ("nivåene", "nivå"),
        ("fikk", "få"),
        ("er", "være"),
        ("var", "være"),
        ("ble", "bli"),
        ("verdiskapingstallene", "verdiskapingstall"),  # a compound by its tail
        ("qwertyuiop", "qwertyuiop"),
    ],
)
def test_norwegian_lemmas(form: str, lemma: str, lexicon: Lexicon) -> None:
    assert lexicon.lemma(form, "nb") == lemma


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("clusters", "cluster"),
        ("Clusters", "cluster"),
        ("were", "be"),
        ("companies", "company"),
        ("does", "do"),
        ("qwertyuiop", "qwertyuiop"),
    ],
)
def test_english_lemmas(form: str, lemma: str, lexicon: Lexicon) -> None:
    assert lexicon.lemma(form, "en") == lemma


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("kva", "hva"),
        ("kven", "hvem"),
        ("korleis", "hvordan"),
        ("kvifor", "hvorfor"),
        ("ikkje", "ikke"),
        ("klyngjene", "klynge"),
        ("verksemdene", "bedrift"),
        ("føremålet", "formål"),
        ("itj", "ikke"),
        ("fekk", "få"),
        ("høgare", "høy"),
        ("namna", "navn"),
        ("nemn", "nevne"),
        ("kjeldene", "kilde"),
        ("spurde", "spørre"),
        ("æ", "jeg"),
    ],
)
def test_nynorsk_and_dialect(form: str, lemma: str, lexicon: Lexicon) -> None:
    assert lexicon.lemma(form, "nb") == lemma


def test_nynorsk_words_are_left_alone_in_english(lexicon: Lexicon) -> None:
    assert lexicon.lemma("ei", "en") == "ei"
    assert lexicon.lemma("tall", "en") == "tall"


@pytest.mark.parametrize("word", ["maritime", "via", "node", "klynge", "nivå", "høyere"])
def test_ordinary_words(word: str, lexicon: Lexicon) -> None:
    assert lexicon.is_word(fold(word))


@pytest.mark.parametrize(
    "word", ["ikuben", "heidnerbiocluster", "legasea", "stiim", "qwertyuiop", ""]
)
def test_names_are_no_words(word: str, lexicon: Lexicon) -> None:
    assert not lexicon.is_word(word)


def test_a_word_belongs_to_its_language(lexicon: Lexicon) -> None:
    assert lexicon.knows("bedriftene", "nb")
    assert not lexicon.knows("bedriftene", "en")
    assert lexicon.knows("companies", "en")
    assert not lexicon.knows("companies", "nb")


def test_function_words_are_words_of_their_languages(lexicon: Lexicon) -> None:
    assert all(lexicon.knows(word, "en") for word in ("the", "which", "for", "than", "to"))
    assert not any(lexicon.knows(word, "nb") for word in ("the", "which", "than"))
    assert all(lexicon.knows(word, "nb") for word in ("til", "etter", "for", "uten"))
    assert not any(lexicon.knows(word, "en") for word in ("til", "etter", "uten"))
    assert lexicon.lemma("was", "en") == "be"
    assert lexicon.lemma("har", "nb") == "ha"


def test_saved_and_loaded_it_is_the_same(lexicon: Lexicon, tmp_path: Path) -> None:
    lexicon.save(tmp_path / "lexicon.npz")
    loaded = Lexicon.load(tmp_path / "lexicon.npz")
    for word in ("klyngene", "verdiskapingstallene", "kva", "qwertyuiop"):
        assert loaded.lemma(word, "nb") == lexicon.lemma(word, "nb")
    assert loaded.lemma("were", "en") == "be"
    assert loaded.is_word("maritime")


@pytest.mark.parametrize(
    ("form", "lemma"), [("wht", "what"), ("whch", "which"), ("othrs", "other"), ("abt", "about")]
)
def test_english_texting_is_english_alone(form: str, lemma: str, lexicon: Lexicon) -> None:
    assert lexicon.lemma(form, "en") == lemma
    assert lexicon.knows(form, "en")
    assert not lexicon.knows(form, "nb")
    assert lexicon.is_own_form(form)


def test_norwegian_texting_is_norwegian_alone(lexicon: Lexicon) -> None:
    assert lexicon.lemma("mnge", "nb") == "mange"
    assert lexicon.knows("mnge", "nb")
    assert not lexicon.knows("mnge", "en")
