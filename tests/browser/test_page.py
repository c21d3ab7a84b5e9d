"""The page in a browser: nothing that keeps anybody from reading it, at the width of a screen and of a telephone."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner
from incentives import Catalogue
from incentives.cli import main

BORDER = Path(__file__).parents[2] / "examples" / "border.toml"
WIDTHS = {"screen": 1200, "telephone": 360}
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=["en", "fr", "nl"])
def page(request: pytest.FixtureRequest, catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "answer.html"
    options = ("--years", "2024-2026", "--as-of", "2026-11-22", "--lang", request.param, "--format", "html")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("incentives.cli.output.load_catalogue", lambda **_: catalogue)
        result = CliRunner().invoke(main, ["compare", str(BORDER), *options, "-o", str(path)])
    assert result.exit_code == 0, result.output
    return path


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_everybody_can_read_it_and_nothing_stands_outside(browser: Any, page: Path, width: str, colours: str) -> None:
    tab = browser.new_page(viewport={"width": WIDTHS[width], "height": 900}, color_scheme=colours)
    tab.goto(page.as_uri())
    tab.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    found = [(one["id"], [node["html"] for node in one["nodes"]]) for one in Axe().run(tab).response["violations"]]
    assert found == []
    assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    tab.close()


def test_it_asks_for_nothing_and_runs_nothing(browser: Any, page: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab, asked = context.new_page(), []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(page.as_uri())
    assert asked == [page.as_uri()]
    assert tab.locator("h1").count() == 1
    assert not tab.locator("details p").first.is_visible()  # reasons and sources are folded away
    context.close()


def test_on_paper_it_takes_few_sheets(browser: Any, page: Path) -> None:
    tab = browser.new_page()
    tab.goto(page.as_uri())
    sheets = tab.pdf(format="A4").count(b"/Type /Page\n") or tab.pdf(format="A4").count(b"/Type /Page ")
    assert 1 <= sheets <= 4
    tab.close()
