"""What is not known of clusters, and words of two meanings: "the oldest", "node", "a level"."""

from __future__ import annotations

import pytest

from actions.aspects import aspects
from actions.question import Question
from actions.resolving import resolve
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after, after_all, meant

NODE, WOOD, CARE = "GCE NODE", "Norwegian Wood Cluster", "Norwegian Smart Care Cluster"
WIND, HYWAY = "Norwegian Offshore Wind Cluster", "Ocean Hyway Cluster"
LEVEL, LIST = "ask_level_of_cluster", "list_clusters_at_level"
BY_PLACE, BY_THEME = "clusters_by_place", "clusters_by_theme"


@pytest.mark.parametrize("intent", [LEVEL, "compare_clusters", BY_THEME, "follow_up"])
@pytest.mark.parametrize(
    "text",
    [
        "Og er den større enn den vindgreia vi snakket om?",
        "Is it bigger than the wind people?",
        "Kor stor er ho?",
        "How big is it?",
    ],
)
def test_how_large_a_cluster_is_is_not_known(
    text: str, intent: str, knowledge: KnowledgeBase
) -> None:
    ships = after_all(
        Question("ask_location", clusters=(WIND,)), Question("ask_theme", clusters=(HYWAY,))
    )
    assert meant(intent, text, ships, knowledge, {})[0] == "ask_members"


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        (LEVEL, "Which is the larger level?"),
        ("ask_effect", "How big is the effect?"),
        (BY_THEME, "Who works on bigger ships?"),
        (LEVEL, "Hvem av dem er på det største nivået?"),
    ],
)
def test_what_else_is_large_is_no_size_of_a_cluster(
    intent: str, text: str, knowledge: KnowledgeBase
) -> None:
    here = after("ask_theme", clusters=(HYWAY,))
    assert meant(intent, text, here, knowledge, {})[0] != "ask_members"


@pytest.mark.parametrize("intent", [LEVEL, BY_THEME, "about_cluster", "follow_up"])
@pytest.mark.parametrize(
    "text",
    [
        "Og kva for ein av dei er eldst?",
        "Which of them is the oldest?",
        "Hvem av dem er yngst?",
        "Hvilken klynge er nyest, den eldste?",
    ],
)
def test_how_old_clusters_are_is_not_known(
    text: str, intent: str, knowledge: KnowledgeBase
) -> None:
    listed = after(BY_PLACE, places=("innlandet",))
    found = resolve(Question(intent, text, sectors=("health",), hinted=True), listed, knowledge)
    assert (found.intent, found.sectors) == ("ask_history", ())


@pytest.mark.parametrize(
    "text", ["Hvem jobber med eldre mennesker?", "Which of them do elderly care for older people?"]
)
def test_older_people_are_a_theme(text: str, knowledge: KnowledgeBase) -> None:
    asked = Question(BY_THEME, text, sectors=("health",))
    assert resolve(asked, after(BY_PLACE, places=("innlandet",)), knowledge).intent == BY_THEME


@pytest.mark.parametrize("intent", [LEVEL, "about_cluster"])
@pytest.mark.parametrize(
    "text", ["kor stor e den då, å ka nivå?", "How big is it, and which level is it at?"]
)
def test_its_size_and_its_level(text: str, intent: str, knowledge: KnowledgeBase) -> None:
    care = after(BY_THEME, listed=(CARE,), sectors=("health",))
    found = resolve(Question(intent, text), care, knowledge)
    assert (found.clusters, aspects(found)) == ((CARE,), ["ask_members", LEVEL])


@pytest.mark.parametrize("intent", ["ask_history", "ask_location"])
@pytest.mark.parametrize(
    "text", ["Hvor gammel er den, og hvor ligger den?", "How old is it, and where is it?"]
)
def test_its_age_and_its_place(text: str, intent: str, knowledge: KnowledgeBase) -> None:
    asked = Question(intent, text, clusters=(CARE,))
    found = resolve(asked, after("ask_theme", clusters=(CARE,)), knowledge)
    assert aspects(found) == ["ask_history", "ask_location"]


@pytest.mark.parametrize("intent", ["ask_location", "ask_theme", BY_PLACE])
@pytest.mark.parametrize(
    "text",
    [
        "Ka held node på med, og kor e den?",
        "What does node do, and where is it?",
        "Hva jobber Node med, og hvor holder den til?",
    ],
)
def test_a_cluster_called_like_a_level(text: str, intent: str, knowledge: KnowledgeBase) -> None:
    listed = after(LIST, levels=("gce",))
    found = resolve(Question(intent, text, levels=("nodes",)), listed, knowledge)
    assert (found.clusters, aspects(found)) == ((NODE,), ["ask_theme", "ask_location"])


@pytest.mark.parametrize(
    "text", ["What do you know of its level and website?", "Hva gjør at nivå og nettside er kjent?"]
)
def test_what_is_known_of_it_is_no_field(text: str) -> None:
    asked = Question("ask_website", text, clusters=(CARE,))
    assert aspects(asked) == [LEVEL, "ask_website"]


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("explain_level", "Hva er en node?"),
        ("ask_location", "Where are the nodes?"),
        ("ask_location", "Hvor er nodene?"),
    ],
)
def test_a_level_called_like_a_cluster(intent: str, text: str, knowledge: KnowledgeBase) -> None:
    listed = after(LIST, levels=("gce",))
    assert NODE not in meant(intent, text, listed, knowledge, {"levels": ("nodes",)})[1]


@pytest.mark.parametrize("text", ["What is a level?", "Hva er et nivå?", "Kva er eit trinn, då?"])
def test_what_a_level_is_in_general(text: str, knowledge: KnowledgeBase) -> None:
    compared = after("compare_clusters", clusters=(NODE, WOOD))
    assert meant("explain_level", text, compared, knowledge, {})[0] == "list_levels"


def test_what_that_level_is_is_of_one(knowledge: KnowledgeBase) -> None:
    told = after(LEVEL, clusters=(NODE,))
    found = meant("explain_level", "What is that level?", told, knowledge, {})
    assert found == ("explain_level", (), ("gce",))


@pytest.mark.parametrize("text", ["Is there any figure?", "Finnes det noe tall?"])
def test_any_figure_is_of_the_metric_before(text: str, knowledge: KnowledgeBase) -> None:
    told = after("ask_effect", metrics=("productivity",))
    assert resolve(Question("ask_effect", text), told, knowledge).metrics == ("productivity",)
    of_sales = "Is there any figure for sales?"
    asked = Question("ask_effect", of_sales, metrics=("sales_revenue",))
    assert resolve(asked, told, knowledge).metrics == ("sales_revenue",)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Is it a proper cluster or is it something smaller?", "check_cluster_in_programme"),
        ("Er ho ei fullverdig klyngje, eller er det noko mindre?", "check_cluster_in_programme"),
        ("Er den mindre?", "ask_members"),
    ],
)
def test_something_smaller_asks_for_no_size(
    text: str, intent: str, knowledge: KnowledgeBase
) -> None:
    talked = after("ask_theme", clusters=(NODE,))
    found = meant("check_cluster_in_programme", text, talked, knowledge, {})
    assert found[0] == intent
