"""What the fake server answers: one answer for every kind of content that a message can have."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Callable, Dict, List

import yaml

from actions.pictures import cluster_map, effect_chart, level_diagram
from bot.knowledge import KnowledgeBase, load_knowledge

Message = Dict[str, Any]

SOURCE = {
    "title": "Årsrapport 2022, siden «Klynger»",
    "publisher": "Innovasjon Norge",
    "year": 2022,
    "url": "https://arsrapport.innovasjonnorge.no/2022/no/klynger",
}
KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"
# True names, since these answers are in the pictures of the documentation.
ARENA_PRO: List[str] = [
    cluster["name"]
    for cluster in yaml.safe_load((KNOWLEDGE / "clusters.yml").read_text(encoding="utf-8"))[
        "clusters"
    ]
    if cluster["level"] == "arena_pro"
]


@lru_cache(maxsize=1)
def knowledge() -> KnowledgeBase:
    """The knowledge base, so that pictures in the documentation show what is true."""
    return load_knowledge()


XSS = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>'


def message(text: str, language: str = "nb", **fields: Any) -> Message:
    """A bot message with every field of the contract."""
    empty: Message = {"buttons": [], "image": None, "sources": [], "custom": None}
    return {"text": text, "language": language, **empty, **fields}


def _listing(_: str) -> List[Message]:
    names = "\n".join(f"- {name}" for name in ARENA_PRO)
    return [
        message(
            f"I 2022 var **{len(ARENA_PRO)} klynger** i Arena Pro:\n\n{names}",
            sources=[SOURCE],
            buttons=[
                {"title": "Hva er Arena Pro?", "payload": '/explain_level{"level":"arena_pro"}'},
                {"title": "Hva med GCE?", "payload": '/list_clusters_at_level{"level":"gce"}'},
            ],
        )
    ]


def _effect(_: str) -> List[Message]:
    return [
        message(
            "Value creation: **15.8 percentage points** higher for cluster companies than for a "
            "control group of similar companies, on yearly average.",
            language="en",
            sources=[SOURCE],
        )
    ]


def _list_and_more(_: str) -> List[Message]:
    return [message("To av dem:\n\n- iKuben\n- Eyde\n\nSpør gjerne om flere.")]


def _table(_: str) -> List[Message]:
    counts = {"Noder": 2, "Arena": 11, "Arena Pro": 12, "NCE": 7, "GCE": 3, "Modne klynger": 4}
    rows = "\n".join(f"| {level} | {count} |" for level, count in counts.items())
    return [
        message(f"Slik fordelte klyngene seg i 2022:\n\n| Nivå | Klynger |\n| --- | ---: |\n{rows}")
    ]


def _two(_: str) -> List[Message]:
    return [
        message("Først ett svar, med [en lenke](https://example.org/side)."),
        message(
            "Så ett til.",
            sources=[
                SOURCE,
                {**SOURCE, "title": "Nettstedet", "publisher": "GCE NODE", "year": 2024},
            ],
        ),
    ]


def _image(_: str) -> List[Message]:
    return [
        message("Her er et bilde.", image={"src": "/picture.svg", "alt": "Søyler for hvert nivå"})
    ]


def _foreign_image(_: str) -> List[Message]:
    picture = {"src": "https://example.org/sporing.png", "alt": "Et bilde hos andre"}
    return [message("![skjult](https://example.org/piksel.png) Bilde utenfra.", image=picture)]


def _custom(_: str) -> List[Message]:
    return [
        message("Teksten som forklarer kartet.", custom={"type": "globe", "points": [[58.9, 5.7]]})
    ]


def _chart(language: str) -> List[Message]:
    text = {"nb": "Bedriftene i klyngene gjør det bedre.", "en": "Companies in clusters do better."}
    picture = effect_chart([], language, knowledge())
    return [message(text[language], language, sources=[SOURCE], custom=picture)]


def _levels(language: str) -> List[Message]:
    text = {
        "nb": "Klyngeprogrammet har 3 nivåer: Arena, Arena Pro og GCE.",
        "en": "The cluster programme has 3 levels: Arena, Arena Pro and GCE.",
    }
    picture = level_diagram(language, knowledge())
    return [message(text[language], language, sources=[SOURCE], custom=picture)]


def _map(language: str) -> List[Message]:
    text = {"nb": "Disse klyngene arbeider med hav.", "en": "These clusters focus on the ocean."}
    clusters = knowledge().clusters_in_sector(["ocean"])
    picture = cluster_map([cluster.id for cluster in clusters], language, knowledge())
    return [message(text[language], language, sources=[SOURCE], custom=picture)]


def _xss(_: str) -> List[Message]:
    return [
        message(
            f"{XSS}\n\n[lenke](javascript:window.pwned=1) **fet** <b onclick='pwned=1'>b</b>",
            buttons=[{"title": XSS, "payload": "/greet"}],
            sources=[
                {"title": XSS, "publisher": XSS, "year": XSS, "url": "javascript:window.pwned=1"}
            ],
        )
    ]


def _long(_: str) -> List[Message]:
    return [
        message("\n\n".join(f"Avsnitt {n}. " + "Klyngene arbeider sammen. " * 6 for n in range(12)))
    ]


def _blank(text: str) -> List[Message]:
    return [message(f"Svar på: {text}")]


_BY_WORD: Dict[str, Callable[[str], List[Message]]] = {
    "arena pro": _listing,
    "value creation": _effect,
    "tabell": _table,
    "to av dem": _list_and_more,
    "to svar": _two,
    "utenfra": _foreign_image,
    "bilde": _image,
    "globus": _custom,
    "søylediagram": lambda _: _chart("nb"),
    "bar chart": lambda _: _chart("en"),
    "nivådiagram": lambda _: _levels("nb"),
    "level diagram": lambda _: _levels("en"),
    "kartet": lambda _: _map("nb"),
    "on a map": lambda _: _map("en"),
    "xss": _xss,
    "langt": _long,
}


def answer(text: str) -> List[Message]:
    """The messages for a question: by the first word it holds, or else an echo."""
    for word, make in _BY_WORD.items():
        if word in text.lower():
            return make(text)
    return _blank(text)
