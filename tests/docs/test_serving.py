"""What the page on serving says, held against the program."""

import re
from pathlib import Path

from incentives.cli.serve import REQUESTS_A_MINUTE, serve
from incentives.web import Settings
from starlette.applications import Starlette

TEXT = (Path(__file__).parents[2] / "docs" / "serving.md").read_text("utf-8")


def test_the_limits_are_those_of_the_program() -> None:
    settings = Settings()
    assert f"a form | {settings.largest_body // 1_000_000} MB |" in TEXT
    assert f"| {settings.largest_table // 1_000_000} MB, {settings.most_rows:,} rows |" in TEXT
    assert f"| {settings.longest:.0f} seconds |" in TEXT
    assert f"{REQUESTS_A_MINUTE} as soon as others are let in" in TEXT


def test_the_proxies_take_as_large_a_table_as_the_program() -> None:
    assert int(re.findall(r"client_max_body_size (\d+)m;", TEXT)[0]) * 1_048_576 >= Settings().largest_table
    assert int(re.findall(r"max_size (\d+)MB", TEXT)[0]) * 1_000_000 >= Settings().largest_table


def test_every_option_that_is_named_is_one() -> None:
    known = {option for parameter in serve.params for option in parameter.opts}
    named = {option for line in TEXT.splitlines() for option in re.findall(r"^\| `(--[a-z]+)`", line)}
    assert len(named) == 6
    assert named <= known


def test_the_program_that_sets_the_limits_runs() -> None:
    (program,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    names: dict[str, object] = {}
    exec(program, names)  # noqa: S102  # it is our own page
    assert isinstance(names["app"], Starlette)
