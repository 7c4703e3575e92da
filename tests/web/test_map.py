"""The page with the map: by mouse, keys and touch, in both languages, on every width, on paper."""

from __future__ import annotations

from typing import Any, Dict, List

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.server.map_data import map_data
from tests.waiting import until_sync
from tests.web.answers import knowledge
from tests.web.chat_page import ChatPage
from tests.web.conftest import Opener
from tests.web.drawn_text import faint, judged
from tests.web.fake_server import DIST, FakeServer
from tests.web.test_accessibility import SCREENS, Findings

DATA: Dict[str, Any] = map_data(knowledge())
CLUSTERS: List[Dict[str, Any]] = DATA["clusters"]
ON_MAP = [cluster for cluster in CLUSTERS if "latitude" in cluster]
BESIDE = [cluster for cluster in CLUSTERS if "latitude" not in cluster]
IN_BERGEN = [cluster for cluster in ON_MAP if cluster["places"][0]["nb"] == "Bergen"]


def address(server: FakeServer, language: str = "nb") -> str:
    return f"{server.url}/map?lang=en" if language == "en" else f"{server.url}/map"


def ready(chat: ChatPage) -> Page:
    chat.page.locator("#atlas:not([aria-busy])").wait_for()
    return chat.page


def spots(page: Page) -> Locator:
    return page.locator("#map .spot")


def total(page: Page) -> int:
    """How many clusters the points and groups hold."""
    counts = page.evaluate(
        """() => [...document.querySelectorAll('#map .spot')]
             .map(one => Number(one.querySelector('.number')?.textContent ?? 1))"""
    )
    return sum(counts)


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('aria-label') ?? ''"))


@pytest.mark.parametrize("device", ["desktop", "phone"])
@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_cluster_is_on_the_map_or_beside_it_and_in_the_table(
    visit: Opener, server: FakeServer, device: str, language: str
) -> None:
    page = ready(visit(device, language, url=address(server, language)))
    assert total(page) == len(ON_MAP)
    expect(page.locator("#beside .cluster-name")).to_have_text([one["name"] for one in BESIDE])
    expect(page.locator("#rows tbody th")).to_have_text([one["name"] for one in CLUSTERS])
    expect(page.locator("#rows tbody tr").first).to_contain_text(CLUSTERS[0]["theme"][language])
    said = {"nb": "Viser alle de 39 klyngene.", "en": "Showing all 39 clusters."}
    expect(page.get_by_role("status")).to_have_text([said[language]])


def test_nothing_of_the_other_language_is_shown(visit: Opener, server: FakeServer) -> None:
    for language, other in [("nb", "en"), ("en", "nb")]:
        page = ready(visit(language=language, url=address(server, language)))
        foreign = page.evaluate(
            """lang => [...document.querySelectorAll(`main [lang=${lang}], footer [lang=${lang}]`)]
                 .filter(one => one.checkVisibility()).map(one => one.textContent)""",
            other,
        )
        assert foreign == []


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_click_tells_about_the_cluster(visit: Opener, server: FakeServer, language: str) -> None:
    page = ready(visit(language=language, url=address(server, language)))
    page.get_by_role("button", name="GCE Blue Maritime").click()
    about = page.locator("#about")
    expect(about.get_by_role("heading")).to_have_text("GCE Blue Maritime")
    expect(about.get_by_role("heading")).to_be_focused()
    (cluster,) = [one for one in CLUSTERS if one["name"] == "GCE Blue Maritime"]
    for text in ["GCE", cluster["theme"][language], "Ålesund, Møre og Romsdal"]:
        expect(about).to_contain_text(text)
    expect(about.locator(f'a[href="{cluster["website"]}"]')).to_have_count(1)
    summary = about.locator("summary")
    summary.click()
    expect(about.locator(".pages a")).to_have_text([one["title"] for one in cluster["sources"]])
    marked = page.locator("#map [aria-current]")
    expect(marked).to_have_count(1)
    about.get_by_role("button", name={"nb": "Lukk", "en": "Close"}[language]).click()
    expect(about).to_be_hidden()
    assert focused(page).startswith("GCE Blue Maritime")


def test_an_uncertain_place_is_worded_so(visit: Opener, server: FakeServer) -> None:
    chat = visit(url=f"{address(server)}#Construction%20City")
    about = ready(chat).locator("#about")
    expect(about).to_contain_text("Trolig Oslo. Kildene nevner stedet")
    expect(about).to_contain_text("ikke ferdig i 2022")


def test_a_group_opens_to_a_list(visit: Opener, server: FakeServer) -> None:
    page = ready(visit(url=address(server)))
    page.get_by_role("button", name=f"Bergen: {len(IN_BERGEN)} klynger").click()
    about = page.locator("#about")
    expect(about.locator(".cluster-name")).to_have_text([one["name"] for one in IN_BERGEN])
    about.get_by_role("button", name="NCE Media").click()
    expect(about.get_by_role("heading")).to_have_text("NCE Media")
    about.get_by_role("button", name="Tilbake til Bergen").click()
    expect(about.locator(".cluster")).to_have_count(len(IN_BERGEN))
    page.keyboard.press("Escape")
    expect(about).to_be_hidden()
    assert focused(page).startswith("Bergen")


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_two_points_overlap(visit: Opener, server: FakeServer, width: int) -> None:
    page = ready(visit(url=address(server), viewport={"width": width, "height": 800}))
    assert total(page) == len(ON_MAP)
    overlaps = page.evaluate(
        """() => {
             const circles = [...document.querySelectorAll('#map .spot svg')].map(one => {
               const { x, y, width } = one.getBoundingClientRect();
               return [x + width / 2, y + width / 2, width / 2];
             });
             return circles.flatMap(([x, y, r], index) => circles.slice(index + 1)
               .filter(([a, b, s]) => Math.hypot(x - a, y - b) < r + s - 0.5));
           }"""
    )
    assert overlaps == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_points_can_be_hit_with_a_finger(visit: Opener, server: FakeServer) -> None:
    page = ready(visit("phone", "en", url=address(server, "en")))
    small = page.evaluate(
        """() => [...document.querySelectorAll('.spot, .level-choice, .cluster, #sector')]
             .filter(one => one.getBoundingClientRect().width < 24
               || one.getBoundingClientRect().height < 24).map(one => one.textContent)"""
    )
    assert small == []
    page.get_by_role("button", name="Mo i Rana").tap()
    expect(page.locator("#about")).to_contain_text("Arctic Cluster Team")
    expect(page.locator("#about")).to_be_in_viewport()


def test_levels_are_switched_off_and_on(visit: Opener, server: FakeServer) -> None:
    page = ready(visit(url=address(server)))
    for box in page.get_by_role("checkbox").all()[1:]:
        box.uncheck()
    nodes = [one for one in CLUSTERS if one["level"] == DATA["levels"][0]["id"]]
    expect(page.locator("#rows tbody th")).to_have_text([one["name"] for one in nodes])
    expect(page.get_by_role("status")).to_have_text([f"Viser {len(nodes)} av 39 klynger."])
    assert total(page) == sum("latitude" in one for one in nodes)
    page.get_by_role("checkbox").first.uncheck()
    expect(page.locator("#rows")).to_have_text("Ingen klynger passer til det du har valgt.")
    expect(page.locator("#beside")).to_have_text("Ingen med disse valgene.")
    for box in page.get_by_role("checkbox").all():
        box.check()
    until_sync(lambda: total(page) == len(ON_MAP))


def test_a_sector_is_chosen(visit: Opener, server: FakeServer) -> None:
    page = ready(visit(language="en", url=address(server, "en")))
    page.get_by_label("Sector or theme").select_option("Health")
    wanted = [one["name"] for one in CLUSTERS if "health" in one["sectors"]]
    assert len(wanted) > 2
    expect(page.locator("#rows tbody th")).to_have_text(wanted)
    assert total(page) == sum("latitude" in one for one in CLUSTERS if "health" in one["sectors"])
    page.get_by_role("link", name="Norsk").click()
    expect(page.get_by_label("Næring eller tema")).to_have_value("health")
    expect(page.locator("#rows tbody th")).to_have_text(wanted)


def test_the_map_is_one_stop_and_arrow_keys_move_in_it(visit: Opener, server: FakeServer) -> None:
    page = ready(visit(url=address(server)))
    assert page.locator('.spot[tabindex="0"]').count() == 1
    page.get_by_label("Næring eller tema").focus()
    page.keyboard.press("Tab")
    assert focused(page).startswith("Marin Recycling Cluster")  # the northernmost
    page.keyboard.press("ArrowDown")
    assert focused(page).startswith("Arctic Cluster Team")
    page.keyboard.press("End")
    assert focused(page).startswith("GCE NODE")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    assert focused(page).startswith("Marin Recycling Cluster")
    page.keyboard.press("Enter")
    expect(page.locator("#about-heading")).to_be_focused()
    page.keyboard.press("Escape")
    assert focused(page).startswith("Marin Recycling Cluster")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_label("Næring eller tema")).to_be_focused()


def test_every_point_is_reached_by_arrow_keys(visit: Opener, server: FakeServer) -> None:
    page = ready(visit(url=address(server)))
    spots(page).first.focus()
    seen, waiting = set(), [focused(page)]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        for key in ("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"):
            page.locator("#map").get_by_role("button", name=name, exact=True).focus()
            page.keyboard.press(key)
            waiting.append(focused(page))
    assert len(seen) == spots(page).count()


@pytest.mark.parametrize(("device", "language"), [("desktop", "nb"), ("phone", "en")])
def test_the_assistant_is_asked_about_a_cluster(
    visit: Opener, server: FakeServer, device: str, language: str
) -> None:
    chat = visit(device, language, url=f"{address(server, language)}#GCE%20NODE")
    page = ready(chat)
    ask = {"nb": "Spør assistenten om klyngen", "en": "Ask the assistant about it"}[language]
    page.get_by_role("button", name=ask).click()
    expect(chat.dialog).to_be_visible()
    question = {"nb": "Fortell meg om GCE NODE", "en": "Tell me about GCE NODE"}[language]
    expect(chat.bubbles.nth(1)).to_have_text(question)
    expect(chat.bubbles.nth(2)).to_be_visible()


def test_clusters_without_a_point_are_told_about_too(visit: Opener, server: FakeServer) -> None:
    page = ready(visit(url=address(server)))
    entry = page.locator("#beside").get_by_role("button", name="NF&TA")
    entry.click()
    about = page.locator("#about")
    expect(about).to_contain_text("Kildene sier ikke hvor klyngen holder til.")
    expect(about).to_contain_text("Ikke kjent")
    about.get_by_role("button", name="Lukk").click()
    expect(entry).to_be_focused()


def test_the_language_changes_with_what_is_open(visit: Opener, server: FakeServer) -> None:
    page = ready(visit(url=f"{address(server)}#GCE%20NODE"))
    expect(page.locator("#about")).to_contain_text("Arbeider med")
    page.get_by_role("link", name="English").click()
    expect(page.locator("#about")).to_contain_text("Focus")
    expect(page).to_have_title("The clusters on the map – Klyngebot")
    assert page.url.endswith("?lang=en#GCE%20NODE")


def test_markup_in_the_address_does_nothing(visit: Opener, server: FakeServer) -> None:
    for trick in ["#%3Cimg%20src=x%20onerror=alert(1)%3E", "#%E0%A4%A", "#constructor"]:
        page = ready(visit(url=f"{address(server)}{trick}"))
        expect(page.locator("#about")).to_be_hidden()


def test_without_data_the_page_says_so(visit: Opener, server: FakeServer) -> None:
    server.behaviour.map_fails = True
    page = visit(url=address(server)).page
    expect(page.get_by_role("alert")).to_have_text(
        "Fikk ikke hentet klyngene. Last siden på nytt om litt."
    )
    expect(page.locator("#atlas")).to_be_hidden()


def test_it_follows_the_width_of_the_window(visit: Opener, server: FakeServer) -> None:
    page = ready(visit(url=address(server)))
    before = spots(page).count()
    page.set_viewport_size({"width": 320, "height": 640})
    expect(spots(page)).not_to_have_count(before)
    assert spots(page).count() < before
    fits = "one => one.getBoundingClientRect().width === one.parentElement.clientWidth"
    assert page.locator(".land-sheet").evaluate(fits)
    assert total(page) == len(ON_MAP)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing(
    visit: Opener, server: FakeServer, axe: str, screen: str, language: str
) -> None:
    options = dict(SCREENS[screen])
    device = options.pop("device")
    url = f"{address(server, language)}#GCE%20NODE"
    page = ready(visit(device, language, url=url, reduced_motion="reduce", **options))
    page.locator("#about summary").click()
    width, height = page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_timeout(100)
    findings = Findings(screen != "forced colours")
    rows = page.locator("#rows")
    columns = rows.locator("thead th").evaluate_all("all => all.map(one => one.offsetLeft)")
    for left in columns:  # what an edge cuts in half, axe leaves open
        rows.evaluate("(one, left) => { one.scrollLeft = left; }", left)
        findings.add(page, axe)
    assert judged(findings.lines) == []


def test_a_group_is_without_findings_too(visit: Opener, server: FakeServer, axe: str) -> None:
    page = ready(visit(url=address(server), reduced_motion="reduce"))
    page.get_by_role("button", name="Bergen: ").click()
    width, height = page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
    page.set_viewport_size({"width": width, "height": height})
    assert judged(Findings().add(page, axe).lines) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_names_of_towns_can_be_read(visit: Opener, server: FakeServer, scheme: str) -> None:
    page = ready(visit(url=address(server), color_scheme=scheme))
    assert faint(page.locator(".land-sheet")) == []


def test_nothing_glides_when_motion_is_not_wanted(visit: Opener, server: FakeServer) -> None:
    page = ready(visit("phone", url=address(server), reduced_motion="reduce"))
    page.evaluate(
        """() => {
             window.moves = [];
             const original = Element.prototype.scrollIntoView;
             Element.prototype.scrollIntoView = function (options) {
               window.moves.push(options.behavior);
               original.call(this, options);
             };
           }"""
    )
    page.get_by_role("button", name="Mo i Rana").tap()
    page.wait_for_function("window.moves.length")
    assert page.evaluate("window.moves") == ["auto"]
    running = page.evaluate("document.getAnimations().length")
    assert running == 0


def test_forced_colours_keep_the_shapes(visit: Opener, server: FakeServer) -> None:
    page = ready(visit(url=address(server), forced_colors="active"))
    colours = page.evaluate(
        """() => [getComputedStyle(document.querySelector('#map .mark')).fill,
                  getComputedStyle(document.querySelector('.land')).fill]"""
    )
    assert colours[0] != colours[1]
    shapes = page.evaluate(
        """() => new Set([...document.querySelectorAll('#levels .mark')]
             .map(one => one.getAttribute('d'))).size"""
    )
    assert shapes == len(DATA["levels"])


def test_on_paper_the_map_and_the_table_remain(visit: Opener, server: FakeServer) -> None:
    page = ready(visit(url=address(server)))
    page.emulate_media(media="print")
    expect(page.locator(".land-sheet")).to_be_visible()
    expect(page.locator("#rows table")).to_be_visible()
    for hidden in ["#sector", "#language", "klyngebot-chat", ".level-choice input"]:
        expect(page.locator(hidden).first).to_be_hidden()
    cut = page.evaluate(
        """() => {
             const rows = document.querySelector('#rows');
             return rows.scrollWidth > rows.clientWidth + 1;
           }"""
    )
    assert not cut
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_who_made_the_map_is_named(visit: Opener, server: FakeServer) -> None:
    page = ready(visit(url=address(server)))
    footer = page.get_by_role("contentinfo")
    for name in ["Natural Earth", "GeoNames", "CC BY 4.0", DATA["source"]["title"]["nb"]]:
        expect(footer.get_by_role("link", name=name)).to_be_visible()


def test_no_facts_are_in_the_script() -> None:
    for name in ["map.js", "klyngebot-pictures.js"]:
        script = (DIST / name).read_text(encoding="utf-8")
        assert [one["name"] for one in CLUSTERS if one["name"] in script] == []
        assert "Stavanger" not in script
