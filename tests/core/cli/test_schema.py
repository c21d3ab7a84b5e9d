"""`incentives schema`: the JSON Schema of what the other commands print."""

import json

from click.testing import CliRunner
from incentives import json_schema
from incentives.cli import main
from incentives.report.records.whole import KINDS


def test_the_schema_of_every_report_is_printed_or_of_one_kind() -> None:
    for arguments, kinds in (((), tuple(KINDS)), (("check",), ("check",))):
        told = CliRunner().invoke(main, ["schema", *arguments])
        assert (told.exit_code, json.loads(told.stdout)) == (0, json_schema(kinds))


def test_a_kind_that_is_none_is_refused() -> None:
    told = CliRunner().invoke(main, ["schema", "bicycle"])
    assert told.exit_code == 2
    assert told.stdout == ""
    assert "check" in told.stderr
