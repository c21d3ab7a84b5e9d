"""The command that writes letters to copy and send."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from incentives.cli.app import SITUATION
from incentives.cli.options import Years, as_of, format_name, language, loading, only_schemes, own_editions, together
from incentives.cli.output import Run, command, tell
from incentives.errors import UnreadableFile, WouldOverwrite
from incentives.wording import Speech
from incentives.wording.said import Said, reason, saying

if TYPE_CHECKING:
    from incentives.report.records.correspondence import Letters


@click.command()
@SITUATION
@click.option("--years", type=Years(), required=True, help="Reference years: 2024-2026 or 2022,2024.")
@only_schemes
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write to this file; to a folder, new or empty, if its name has no suffix: one text file for each letter.",
)
@click.option("--force", is_flag=True, help="Replace the output file if it exists; never what is in a folder.")
@together(language, format_name, *loading, own_editions, as_of)
@command
def letters(situation: Path, years: tuple[int, ...], only: tuple[str, ...], **options: Any) -> None:
    """Write the letters that matter for the practitioner in the file SITUATION, with blanks for names.

    A paper to ask for (the vendor's attestation, the practice owner's), or the question to the authority about a point
    on which the texts are silent. Each is in a language that its receiver takes; where that is not yours, it stands
    beside it in yours too. With - for SITUATION it is read from standard input, as TOML.
    """
    run = Run(**options)
    if run.output is not None and not run.output.suffix:
        _check_free(run.output)
    named = [run.catalogue[id].id for id in only]
    checked = run.situation(situation)
    found = run.desk.letters(run.desk.compared(checked, years, named), checked.label, named)
    if run.output is None or run.output.suffix:
        run.give(found)
    from incentives.report.layout import Labels
    from incentives.report.letterlayout import as_text
    from incentives.report.screened import screened

    say = Speech(run.lang)
    texts = {
        f"{one.scheme}-{one.year}-{one.id.rpartition('.')[2]}.{one.language}.txt": as_text(
            screened(one), Labels(Speech(one.language))
        )
        for one in cast("Letters", found.body).letters
    }
    if not texts:
        tell(say.say("correspondence", "none"))
        run.end()
    _write(run.output, texts)
    tell(say.say("labels", "saved", path=str(run.output)))
    run.end()


def _check_free(folder: Path) -> None:
    """That a new folder can stand there, before any work.

    Raises:
        WouldOverwrite: if something stands there.
        UnreadableFile: if that cannot be seen.
    """
    try:
        is_free = not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
    except OSError as error:
        raise saying(
            UnreadableFile, Said.of("unwritable", path=folder, reason=reason(error)), path=str(folder)
        ) from error
    if not is_free:
        raise saying(WouldOverwrite, Said.of("exists", path=folder), path=str(folder))


def _write(folder: Path, texts: dict[str, str]) -> None:
    from incentives.scaffold import write_folder

    _check_free(folder)
    try:
        write_folder(folder, texts)
    except UnreadableFile as error:
        cause = error.__cause__ if isinstance(error.__cause__, OSError) else OSError()
        said = Said.of("unwritable", path=folder, reason=reason(cause))
        raise saying(UnreadableFile, said, path=str(folder)) from error
