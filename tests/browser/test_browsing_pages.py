"""Schemes to read and a group's page in a browser: nothing that keeps anybody from reading or using them."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

TABLE = Path(__file__).parents[2] / "examples" / "practice_group.csv"
WIDTHS = {"screen": 1280, "telephone": 320}
PAGES = (
    ("fr", "/schemes"),
    ("en", "/schemes/be-inami-software"),
    ("fr", "/schemes/be-inami-software/2026"),
    ("nl", "/schemes/be-inami-software/changes?from=2022&to=2026"),
    ("en", "/compare?year=2024"),
    ("fr", "/group?scheme=fr-fami&year=2025"),
    ("nl", "/schemes/nothing"),
    ("fr", "/api"),
)
pytestmark = pytest.mark.browser


def faults(tab: Any) -> list[Any]:
    """What keeps somebody from reading it, with everything unfolded; and whether it is wider than the window."""
    tab.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    found = [(one["id"], [node["html"] for node in one["nodes"]]) for one in Axe().run(tab).response["violations"]]
    fits = tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    return found if fits else [*found, "it is wider than the window"]


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_everybody_can_read_it(browser: Any, address: str, width: int) -> None:
    tab = browser.new_page(viewport={"width": width, "height": 900})
    found = {}
    for language, page in PAGES:
        tab.goto(f"{address}/{language}{page}")
        found[page] = faults(tab)
    tab.close()
    assert {page: one for page, one in found.items() if one} == {}


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_a_table_is_sent_and_its_figures_and_faults_can_be_read(browser: Any, address: str, width: int) -> None:
    tab = browser.new_page(viewport={"width": width, "height": 900})
    broken: list[str] = []
    tab.on("console", lambda message: broken.append(message.text))
    tab.goto(f"{address}/fr/group?scheme=fr-fami&year=2025&against=2024")
    tab.set_input_files("#table", TABLE)
    tab.click("button[value=summary]")
    assert tab.locator("svg[role=img]").bounding_box()["height"] > 200
    assert (faults(tab), broken) == ([], [])  # the page's policy kept nothing of the picture from being drawn
    tab.set_input_files("#table", {"name": "x.csv", "mimeType": "text/csv", "buffer": b"a,a\n1,2\n"})
    tab.click("button[value=summary]")
    assert tab.title().startswith("Erreur")
    assert faults(tab) == []
    tab.close()


def test_by_keyboard_and_without_a_script_a_scheme_is_compared_and_the_answers_come_as_a_file(
    browser: Any, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{address}/en/compare?year=2024")
    tab.locator("input[value=be-proqkine]").focus()
    tab.keyboard.press("Space")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/compare?year=2024&scheme=*")
    assert "scheme=be-proqkine" not in tab.url
    assert tab.locator("thead").first.inner_text().count("2024") == 2
    tab.goto(f"{address}/en/group?scheme=be-inami-software&year=2025")
    tab.set_input_files("#table", {"name": "x.csv", "mimeType": "text/csv", "buffer": b"be.acts\n499\n"})
    with tab.expect_download() as coming:
        tab.locator("button[value=csv]").focus()
        tab.keyboard.press("Enter")
    assert coming.value.suggested_filename == "be-inami-software-2025.csv"
    assert b"be-inami-software.eligibility" in Path(coming.value.path()).read_bytes()
    context.close()
