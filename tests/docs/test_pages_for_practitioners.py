"""What practitioners read about the pages calls everything as the pages do."""

from pathlib import Path

import pytest
from incentives.web.pages.downloads import DOWNLOADS
from incentives.wording import Speech

DOCS = Path(__file__).parents[2] / "docs"
CALLED = ("unknown", "help", "back", "change", "answer_so_far")


@pytest.mark.parametrize(("language", "name"), [("en", "page.md"), ("fr", "page.fr.md"), ("nl", "page.nl.md")])
def test_buttons_and_files_are_called_as_on_the_pages(language: str, name: str) -> None:
    text = " ".join((DOCS / name).read_text("utf-8").replace("’", "'").split())
    say = Speech(language).say
    for key in CALLED:
        assert f"**{say('pages', key)}**".replace("’", "'") in text
    for file in DOWNLOADS:
        called = say("pages", "downloads", file.replace(".", "_")).replace("’", "'")
        assert f"| *{called}* (`{file}`) |" in text
