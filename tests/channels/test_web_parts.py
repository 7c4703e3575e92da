"""Parts of the web channel alone: address, origins, language, secret, settings, messages."""

from __future__ import annotations

import multiprocessing
import stat
from pathlib import Path
from typing import Any, Dict

import pytest
from rasa.shared.exceptions import RasaException

from bot.channels.http.address import client_address
from bot.channels.http.language import accepted
from bot.channels.http.origins import Origins
from bot.channels.http.secret import kept_secret
from bot.channels.http.settings import HttpSettings
from bot.channels.web.messages import bot_message

PROXIES = HttpSettings.from_environment(
    {"KLYNGEBOT_TRUSTED_PROXIES": "10.0.0.0/8, fd00::1"}
).trusted_proxies


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("1.2.3.4", None, "1.2.3.4"),
        ("1.2.3.4", "9.9.9.9", "1.2.3.4"),  # not a proxy of ours: its word doesn't count
        ("10.0.0.1", "9.9.9.9", "9.9.9.9"),
        ("10.0.0.1", "6.6.6.6, 9.9.9.9", "9.9.9.9"),  # what the client made up is left of that
        ("10.0.0.1", "9.9.9.9, 10.0.0.2", "9.9.9.9"),
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("10.0.0.1", "nonsense", "10.0.0.1"),
        ("10.0.0.1", "9.9.9.9, nonsense", "10.0.0.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("fd00::1", "2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::9", None, "2001:db8:1:2::/64"),
        ("::ffff:1.2.3.4", None, "1.2.3.4"),
        ("unix", None, "unix"),
    ],
)
def test_the_address_to_count_by(peer: str, forwarded: str, address: str) -> None:
    assert client_address(peer, forwarded, PROXIES) == address


@pytest.mark.parametrize(
    ("origin", "host", "allowed"),
    [
        (None, "bot.example", True),
        ("https://bot.example", "bot.example", True),
        ("https://bot.example", "bot.example:443", True),
        ("http://localhost:5005", "localhost:5005", True),
        ("http://localhost:8000", "localhost:5005", False),
        ("https://www.example.org", "bot.example", True),
        ("HTTPS://WWW.example.org", "bot.example", True),
        ("http://www.example.org", "bot.example", False),
        ("https://www.example.org.evil.example", "bot.example", False),
        ("https://evil.example", "bot.example", False),
        ("null", "bot.example", False),
        ("", "bot.example", False),
        ("file://", "", False),
        ("https://bot.example:port", "bot.example", False),
    ],
)
def test_origins(origin: str, host: str, allowed: bool) -> None:
    origins = Origins(frozenset({"https://www.example.org"}))
    assert origins.allows(origin, host) is allowed
    assert Origins(frozenset({"*"})).allows(origin, host)
    headers = origins.headers(origin, host, preflight=True)
    assert ("Access-Control-Allow-Origin" in headers) is (allowed and origin is not None)


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, None),
        ("", None),
        ("de-DE,de;q=0.9", None),
        ("en-GB,en;q=0.8", "en"),
        ("nn,nb;q=0.9,en;q=0.5", "nn"),
        ("nn-NO", "nn"),
        ("de,en;q=0.5,no;q=0.7", "nb"),
        ("en;q=0", None),
        ("en;q=x", None),
    ],
)
def test_the_language_of_a_browser(header: str, language: str) -> None:
    assert accepted(header) == language


def test_the_secret_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "conversations.secret"
    secret = kept_secret(path)
    assert kept_secret(path) == secret
    assert len(secret) == 64
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_processes_that_start_at_once_agree_on_the_secret(tmp_path: Path) -> None:
    path = tmp_path / "conversations.secret"
    with multiprocessing.get_context("fork").Pool(8) as pool:
        secrets = pool.map(kept_secret, [path] * 64, chunksize=1)
    assert len(set(secrets)) == 1


def test_no_place_for_the_secret_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(RasaException, match="Set KLYNGEBOT_SECRET"):
        kept_secret(tmp_path / "missing" / "conversations.secret")


def test_an_empty_secret_file_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "conversations.secret"
    path.touch()
    with pytest.raises(RasaException, match="holds no secret"):
        kept_secret(path)


def test_the_defaults() -> None:
    settings = HttpSettings.from_environment({})
    assert settings == HttpSettings()
    assert (settings.session_seconds, settings.message_length) == (30 * 24 * 3600, 1000)
    assert (settings.conversation_rate, settings.address_rate) == (30, 300)
    assert not settings.origins


def test_the_secret_is_kept_beside_the_database() -> None:
    settings = HttpSettings.from_environment({"KLYNGEBOT_DATABASE": "/data/bot.db"})
    assert settings.secret_file == Path("/data/bot.secret")
    settings = HttpSettings.from_environment({"KLYNGEBOT_DATABASE": "postgresql://db/bot"})
    assert settings.secret_file == Path("conversations.secret")


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("KLYNGEBOT_SECRET", "short", "at least 32 characters, not 5"),
        ("KLYNGEBOT_SESSION_DAYS", "0", "whole number from 1 up, not '0'"),
        ("KLYNGEBOT_MAX_MESSAGE", "many", "KLYNGEBOT_MAX_MESSAGE must be a whole number"),
        ("KLYNGEBOT_RATE_ADDRESS", "-1", "KLYNGEBOT_RATE_ADDRESS must be a whole number"),
        ("KLYNGEBOT_TURN_TIMEOUT", "1.5", "KLYNGEBOT_TURN_TIMEOUT must be a whole number"),
        ("KLYNGEBOT_ORIGINS", "www.example.org", "'www.example.org' is not an origin such as"),
        ("KLYNGEBOT_ORIGINS", "https://example.org/", "is not an origin"),
        ("KLYNGEBOT_TRUSTED_PROXIES", "proxy", "'proxy' is not an address or network"),
    ],
)
def test_a_setting_without_sense_is_refused(variable: str, value: str, said: str) -> None:
    with pytest.raises(RasaException, match=said):
        HttpSettings.from_environment({variable: value})


def shown(**message: Any) -> Dict[str, Any]:
    return bot_message(message, "k.1", "nb")


def test_a_bare_message() -> None:
    assert shown(text="Hei\n\n- en\n- to") == {
        "id": "k.1",
        "text": "Hei\n\n- en\n- to",
        "language": "nb",
        "buttons": [],
        "image": None,
        "sources": [],
        "custom": None,
    }


def test_a_picture_of_what_the_text_says_comes_with_it() -> None:
    picture = {"type": "levels", "title": "Nivåene"}
    assert shown(text="Hei", picture=picture)["custom"] == picture
    assert shown(text="Hei", picture=picture, custom={"type": "own"})["custom"] == {"type": "own"}
    assert shown(text="Hei", picture="x")["custom"] is None


def test_where_the_source_is_shown_no_button_asks_for_it() -> None:
    buttons = [
        {"title": "Kilde", "payload": "/ask_source"},
        {"title": "Mer", "payload": "/help"},
    ]
    source = {"title": "Klynger", "publisher": "IN", "year": 2022, "url": "https://x.no"}
    assert shown(text="x", buttons=buttons)["buttons"] == buttons
    with_source = shown(text="x", buttons=buttons, sources=[{**source, "page": 3}])
    assert with_source["buttons"] == [buttons[1]]
    assert with_source["sources"] == [source]


def test_what_is_no_source_is_left_out() -> None:
    assert shown(text="x", sources="two sources")["sources"] == []
    sources = [{"url": "https://x.no"}, "x", {"title": "T", "url": "javascript:alert(1)"}]
    assert shown(text="x", sources=sources)["sources"] == [{"title": "T"}]


def test_an_image_has_its_alternative_text() -> None:
    image = shown(image="/chart.svg", image_alt="En figur", attachment="/chart.svg")
    assert image["image"] == {"src": "/chart.svg", "alt": "En figur"}
    assert image["text"] == ""


def test_quick_replies_cards_and_attachments_are_not_lost() -> None:
    button = {"title": "Mer", "payload": "/help"}
    card = {"title": "Kort", "subtitle": "Under", "buttons": [button]}
    message = shown(text="x", attachment="https://x.no/a.pdf", elements=[card])
    assert message["text"] == "x\n\n<https://x.no/a.pdf>\n\nKort\n\nUnder"
    assert message["buttons"] == [button]
    assert shown(text="x", quick_replies=[button])["buttons"] == [button]


def test_buttons_without_payload_are_left_out() -> None:
    assert shown(text="x", buttons=[{"title": "Link", "url": "https://x.no"}])["buttons"] == []


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ({"language": "en"}, "en"),
        ({"language": "tlh"}, "en"),
        ({"utter_action": "utter_x", "condition": [{"name": "language", "value": "en"}]}, "en"),
        ({"utter_action": "utter_x"}, "nb"),
        ({"utter_action": "utter_x", "language": "en"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_of_a_message(message: Dict[str, Any], language: str) -> None:
    assert bot_message({"text": "x", **message}, "k.1", "en")["language"] == language
