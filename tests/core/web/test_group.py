"""A table of practitioners as a page: it says what the command says, and of what was sent nothing is left."""

import logging
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import anyio
import polars as pl
import pytest
from click.testing import CliRunner, Result
from incentives import Catalogue, UnreadableFile, load_catalogue
from incentives.cli import main
from incentives.report.desk import Desk
from incentives.report.inlinechart import inline_chart
from incentives.web import Settings, application
from incentives.web.problems import Problem
from incentives.web.senttable import FileResponse, answers_of, file_name, sent_table
from seen_pages import closely, links, tags, words
from starlette.requests import ClientDisconnect
from starlette.testclient import TestClient

GROUP = Path(__file__).parents[3] / "examples" / "practice_group.csv"
TABLE = b"""\
member,practitioner.profession,be.inami_number,be.first_registered_on,be.convention.all_year,be.acts,note
Zebedee-4711,physiotherapist,true,2010-05-01,true,600,a
2,physiotherapist,true,2010-05-01,true,499,b
3,physiotherapist,true,2010-05-01,true,,c
"""
HEAVIEST = 60_000
SCHEME = "be-inami-software"
ASKED = {"scheme": SCHEME, "year": "2025"}
OPTIONS = ("--scheme", "be-inami-software", "--year", "2025")


@pytest.fixture(scope="module")
def client(catalogue: Catalogue) -> TestClient:
    return TestClient(application(catalogue), base_url="http://localhost")


@pytest.fixture(autouse=True)
def left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where files for a time are put: after each test there is none."""
    folder = tmp_path / "for-a-time"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert [*folder.iterdir()] == []


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_bytes(TABLE)
    return path


def sent(
    client: TestClient, content: bytes = TABLE, language: str = "en", name: str = "people.csv", **fields: str
) -> Any:
    return client.post(f"/{language}/group", data={**ASKED, **fields}, files={"table": (name, content)})


def command(*arguments: object) -> Result:
    result = CliRunner().invoke(main, ["table", *map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result


ASKINGS: dict[str, dict[str, str]] = {
    "en": {"scheme": "be-inami-software", "year": "2025"},
    "fr": {"scheme": "", "year": "2024"},
    "nl": {"scheme": "be-inami-software", "year": "2025", "against": "2022"},
}


@pytest.mark.parametrize("language", ASKINGS)
def test_the_page_says_what_the_command_says(client: TestClient, people: Path, language: str) -> None:
    asked, table = ASKINGS[language], GROUP if language == "fr" else people
    answer = sent(client, table.read_bytes(), language, name=table.name, **asked)
    assert answer.status_code == 200
    assert len(answer.content) < HEAVIEST
    options = [part for name, value in asked.items() if value for part in (f"--{name}", value)]
    told = command(table, *options, "--lang", language, "--summary", "--format", "html")
    said = closely(words(answer.text))
    assert [line for line in told.stderr.splitlines() if closely(line) not in said] == []
    for line in told.stderr.splitlines():
        said = said.replace(closely(line), "")
    assert said == closely(words(told.stdout))


@pytest.mark.parametrize("as_of", ["", "2026-01-20"])
def test_the_answers_are_those_of_the_command(client: TestClient, people: Path, tmp_path: Path, as_of: str) -> None:
    options = [*OPTIONS, *(["--as-of", as_of] if as_of else [])]
    command(people, *options, "-o", tmp_path / "out.csv")
    answer = sent(client, give="csv", as_of=as_of)
    assert answer.headers["content-disposition"] == 'attachment; filename="be-inami-software-2025.csv"'
    assert answer.content == (tmp_path / "out.csv").read_bytes()
    assert (b"be-inami-software.payable_certain" in answer.content) == bool(as_of)


def test_a_parquet_file_is_read_and_written_too(client: TestClient, tmp_path: Path) -> None:
    pl.read_csv(TABLE, try_parse_dates=True).write_parquet(tmp_path / "in.parquet")
    command(tmp_path / "in.parquet", *OPTIONS, "-o", tmp_path / "out.parquet")
    answer = sent(client, (tmp_path / "in.parquet").read_bytes(), name="whatever.csv", give="parquet")
    assert pl.read_parquet(BytesIO(answer.content)).equals(pl.read_parquet(tmp_path / "out.parquet"))


def test_the_empty_table_is_that_of_the_command(client: TestClient) -> None:
    page = client.get("/en/group?scheme=be-inami-software&year=2025&as_of=2026-01-20").text
    (address,) = [link for link in links(page) if "/template" in link]
    answer = client.get(address)
    assert answer.text == command("--template", *OPTIONS, "--as-of", "2026-01-20").stdout
    for column in answer.text.strip().split(","):
        assert column in words(page, whole=True)


def test_the_limits_are_said_before_anything_is_sent(catalogue: Catalogue) -> None:
    served = TestClient(
        application(catalogue, Settings(largest_table=3_000_000, most_rows=1234)), base_url="http://localhost"
    )
    said = words(served.get("/en/group?year=2025").text, whole=True)
    assert "At most 3 MB and 1,234 rows." in said


def test_the_picture_stands_in_the_page_without_a_style_and_what_sees_none_is_told_what_it_is(
    client: TestClient,
) -> None:
    answer = sent(client)
    found = tags(answer.text)
    (picture,) = [given for tag, given in found if tag == "svg"]
    assert (picture["role"], picture["aria-label"]) == ("img", "In figures")
    assert not [tag for tag, given in found if tag in {"style", "script", "image"} or "style" in given]
    assert "data:" not in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]


HOSTILE = "<script>alert(1)</script>"


def test_nothing_in_a_table_runs_on_the_page(client: TestClient) -> None:
    head = f'be.acts,be.acts,"{HOSTILE}","{HOSTILE}"\n1,2,3,4\n'
    refused = sent(client, head.encode(), name=f"{HOSTILE}.csv", give="summary")
    assert refused.status_code == 422
    assert HOSTILE in words(refused.text)
    shown = sent(client, f'be.inami_number,"{HOSTILE}"\ntrue,{HOSTILE}\n'.encode(), name="<script>.csv")
    assert shown.status_code == 200
    assert "<script>.csv" in words(shown.text)
    assert not [tag for answer in (refused, shown) for tag, _ in tags(answer.text) if tag == "script"]


FAULTY: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "names": (
        b"be.actz,be.acts@2025,be.acts\n1,2,3\n",
        ("be.actz", "be.acts@2025, be.acts"),
    ),
    "a column twice": (b"a,a,b,b\n1,2,3,4\n", ("a: deux", "b: deux")),
    "not in UTF-8": (b"a,b\n\xff,1\n", ("groupe.csv: ", "UTF-8")),
    "half a file": (b"PAR1 and no more", ("groupe.csv: ",)),
    "nothing": (b"", ("groupe.csv: ",)),
    "a stray mark": (b'be.inami_number,note\ntrue,"a" b\n', ("groupe.csv: ",)),
}


@pytest.mark.parametrize("case", FAULTY)
@pytest.mark.parametrize("give", ["summary", "csv"])
def test_every_fault_is_said_in_the_language_of_the_page_and_the_choice_stays(
    client: TestClient, case: str, give: str
) -> None:
    content, said = FAULTY[case]
    answer = sent(client, content, "fr", name="groupe.csv", give=give)
    assert answer.status_code == 422
    told = words(answer.text).replace("\xa0", " ").replace("\u202f", " ")
    assert [one for one in said if one not in told] == []
    assert "Erreur : " in answer.text.partition("</title>")[0].replace("\xa0", " ")
    assert [given["value"] for _, given in tags(answer.text) if given.get("name") == "year" and "value" in given] == [
        "2025"
    ]
    assert "received" not in answer.text


MISSING: dict[str, tuple[dict[str, str], int, str]] = {
    "a scheme to compare": ({"scheme": "", "against": "2024"}, 422, "choose a scheme"),
    "another year": ({"against": "2025"}, 422, "choose another year"),
    "rules of the year": ({"year": "1999"}, 404, "2022, 2023"),
    "a known scheme": ({"scheme": "be-inami"}, 404, "be-inami-software"),
    "a year": ({"year": "soon"}, 400, "cannot be read"),
    "a day": ({"as_of": "tomorrow"}, 422, "2026-11-22"),
    "what is wanted": ({"give": "everything"}, 400, "cannot be read"),
}


@pytest.mark.parametrize("case", MISSING)
def test_what_is_missing_is_said(client: TestClient, case: str) -> None:
    fields, status, said = MISSING[case]
    answer = sent(client, TABLE, **fields)
    assert answer.status_code == status
    assert said in words(answer.text)


def test_without_a_table_it_is_asked_for(client: TestClient) -> None:
    for answer in (client.post("/en/group", data=ASKED), sent(client, b"", name="")):
        assert answer.status_code == 422
        assert "No table was chosen" in words(answer.text)


def test_a_table_beyond_the_limits_is_refused(catalogue: Catalogue, tmp_path: Path) -> None:
    served = TestClient(application(catalogue, Settings(largest_table=5_000, most_rows=3)), base_url="http://localhost")
    assert sent(served, b"x" * 6_000).status_code == 413
    pl.DataFrame({"be.inami_number": [True] * 4}).write_parquet(tmp_path / "many.parquet")
    answer = sent(served, (tmp_path / "many.parquet").read_bytes())
    assert answer.status_code == 413
    assert "more than 3 rows" in words(answer.text)


def test_rows_are_counted_and_the_time_is_watched_while_answers_are_written(catalogue: Catalogue) -> None:
    desk, rows = Desk(catalogue, "en", date(2026, 11, 28)), b"be.inami_number\n" + b"true\n" * 10
    asked = {"years": [2025], "schemes": [SCHEME]}
    with sent_table(desk, Settings(), BytesIO(rows), "a.csv", **asked) as held:
        with pytest.raises(Problem) as refused:
            answers_of(held, Settings(most_rows=9), "csv")
        assert refused.value.status == 413
        with pytest.raises(TimeoutError):
            answers_of(held, Settings(longest=-1.0), "csv")


def test_what_takes_too_long_is_given_up(catalogue: Catalogue) -> None:
    served = TestClient(application(catalogue, Settings(longest=0.0)), base_url="http://localhost")
    answer = sent(served)
    assert answer.status_code == 503
    assert "too long" in words(answer.text)


@pytest.mark.parametrize("give", ["summary", "csv"])
def test_no_value_of_a_row_reaches_the_log_even_when_something_fails(
    client: TestClient, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, give: str
) -> None:
    caplog.set_level(logging.INFO)
    secret = "Zebedee-4711"  # noqa: S105  # a cell of a table

    def failing(*_: object) -> None:
        raise RuntimeError(secret)

    assert secret.encode() in TABLE
    assert sent(client, give=give).status_code == 200
    monkeypatch.setattr(f"incentives.web.pages.group.{'inline_chart' if give == 'summary' else 'answers_of'}", failing)
    answer = sent(client, give=give)
    assert (answer.status_code, secret in answer.text) == (500, False)
    assert "RuntimeError" in caplog.text
    assert secret not in caplog.text
    assert "people.csv" not in caplog.text


def test_of_a_body_that_is_no_form_nothing_is_logged(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    for kind in ("multipart/form-data; boundary=b", "multipart/form-data"):
        answer = client.post("/fr/group", content=b"Zebedee", headers={"content-type": kind})
        assert answer.status_code == 400
    assert not [one for one in caplog.records if "multipart" in one.name]


def form(content: bytes) -> bytes:
    """The body of a form as a browser writes it."""
    fields = "".join(
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in {**ASKED, "give": "csv"}.items()
    )
    head = '--b\r\nContent-Disposition: form-data; name="table"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n'
    return fields.encode() + head.encode() + content + b"\r\n--b--\r\n"


@pytest.mark.parametrize("when", ["while sending", "while receiving"])
def test_nothing_is_left_of_a_table_whose_sender_goes_away(catalogue: Catalogue, left: Path, when: str) -> None:
    body = form(TABLE + b"," * 2_000_000 if when == "while sending" else TABLE)
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "method": "POST",
        "path": "/en/group",
        "raw_path": b"/en/group",
        "query_string": b"",
        "headers": [(b"host", b"localhost"), (b"content-type", b"multipart/form-data; boundary=b")],
        "client": ("127.0.0.1", 1),
        "server": ("localhost", 80),
        "scheme": "http",
        "root_path": "",
        "http_version": "1.1",
    }
    coming = iter([{"type": "http.request", "body": body[:-100], "more_body": True}])
    if when == "while receiving":
        coming = iter([{"type": "http.request", "body": body, "more_body": False}])
    started = []

    async def receive() -> dict[str, Any]:
        return next(coming, {"type": "http.disconnect"})

    async def send(message: dict[str, Any]) -> None:
        started.append(message["type"])
        if message["type"] == "http.response.body":
            raise OSError

    async def ask() -> None:
        await application(catalogue)(scope, receive, send)  # type: ignore[arg-type]  # as a server calls it

    anyio.run(ask)
    assert started == ([] if when == "while sending" else ["http.response.start", "http.response.body"])
    assert [*left.iterdir()] == []


def test_a_file_that_is_sent_is_closed_whatever_becomes_of_it() -> None:
    file = BytesIO(b"a,b\n")

    async def gone(_: Any) -> None:
        raise OSError

    async def silence() -> Any:
        await anyio.sleep_forever()

    async def ask() -> None:
        scope: Any = {"type": "http", "asgi": {"spec_version": "2.4"}}
        with pytest.raises(ClientDisconnect):
            await FileResponse(file, "csv", "a")(scope, silence, gone)

    anyio.run(ask)
    assert file.closed


def test_what_a_file_was_called_is_shown_without_its_folders(catalogue: Catalogue) -> None:
    assert file_name("C:\\Users\\Marie\\group.csv") == file_name("../../group.csv") == "group.csv"
    assert len(file_name("x" * 500)) <= 81
    desk = Desk(catalogue, "en", date(2026, 11, 28))
    with (
        pytest.raises(UnreadableFile, match=r"^the table: "),
        sent_table(desk, Settings(), BytesIO(b""), file_name(None), years=[2025]),
    ):
        pass


def test_without_the_library_for_tables_it_says_how_to_have_it(
    client: TestClient, take_away: Callable[[str], None]
) -> None:
    take_away("polars")
    for answer in (client.get("/en/group"), sent(client)):
        assert answer.status_code == 501
        assert "pip install 'incentives[tables]'" in words(answer.text)


def test_without_the_library_for_pictures_the_rest_is_shown(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    answer = sent(client)
    assert answer.status_code == 200
    assert "The figures are not drawn" in words(answer.text)
    assert "Who is due what: people.csv" in words(answer.text)


def test_a_table_is_held_against_a_plugin_that_is_installed(install: Callable[..., Path]) -> None:
    install("xx-cycling")
    served = TestClient(application(load_catalogue()), base_url="http://localhost")
    assert "xx.cycles" in words(served.get("/en/group?scheme=xx-cycling&year=2024").text, whole=True)
    answer = sent(served, b"xx.cycles\ntrue\n", scheme="xx-cycling", year="2024")
    assert "Cycling grant" in words(answer.text)


def test_a_picture_is_the_same_each_time(catalogue: Catalogue) -> None:
    desk = Desk(catalogue, "nl", date(2026, 11, 28))
    with sent_table(desk, Settings(), BytesIO(TABLE), "a.csv", years=[2025], schemes=[SCHEME]) as held:
        report = held.figures()
    assert inline_chart(report, "x") == inline_chart(report, "x")
