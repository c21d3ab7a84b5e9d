"""Files are written whole or not at all, and never over another unasked."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from incentives import IncentivesError, UnreadableFile, WouldOverwrite
from incentives.report.safe_writing import new_file, write_new

TEXT = "490,00 € ; « à déclarer »\n"


@pytest.fixture
def usual_mask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_a_new_file_holds_the_text_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    write_new(tmp_path / "answer.txt", TEXT)
    assert (tmp_path / "answer.txt").read_text("utf-8") == TEXT
    assert [path.name for path in tmp_path.iterdir()] == ["answer.txt"]


@pytest.mark.usefixtures("usual_mask")
@pytest.mark.parametrize("force", [False, True])
def test_a_new_file_can_be_read_by_those_who_may_read_other_new_files(tmp_path: Path, force: bool) -> None:
    write_new(tmp_path / "answer.txt", TEXT, force=force)
    assert stat.S_IMODE((tmp_path / "answer.txt").stat().st_mode) == 0o644
    assert os.umask(0o022) == 0o022


def test_a_file_that_exists_is_left_as_it_is_and_the_way_out_is_said(tmp_path: Path) -> None:
    path = tmp_path / "answer.txt"
    path.write_text("mine", "utf-8")
    with pytest.raises(WouldOverwrite, match=r"answer\.txt exists and was left as it is.*--force"):
        write_new(path, TEXT)
    assert path.read_text("utf-8") == "mine"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_exists_is_replaced_whole_when_forced(tmp_path: Path) -> None:
    path = tmp_path / "answer.txt"
    path.write_text("mine" * 1000, "utf-8")
    write_new(path, TEXT, force=True)
    assert path.read_text("utf-8") == TEXT
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_appears_at_the_last_moment_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "answer.txt"
    path.write_text("theirs", "utf-8")
    monkeypatch.setattr("incentives.report.safe_writing.check_new", lambda *_, **__: None)
    with pytest.raises(WouldOverwrite):
        write_new(path, TEXT)
    assert path.read_text("utf-8") == "theirs"
    assert [found.name for found in tmp_path.iterdir()] == ["answer.txt"]


def test_a_link_that_leads_nowhere_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "answer.txt"
    path.symlink_to(tmp_path / "gone.txt")
    with pytest.raises(WouldOverwrite):
        write_new(path, TEXT)
    assert path.is_symlink()
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_does_not_exist_is_named_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"answer\.txt cannot be written.*a folder that exists"):
        write_new(tmp_path / "nowhere" / "answer.txt", TEXT)
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(UnreadableFile, match="cannot be written"):
        write_new(tmp_path / "file" / "answer.txt", TEXT)


def test_a_name_that_no_file_can_have_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(IncentivesError, match="cannot be written: the name is too long; choose another name") as caught:
        write_new(tmp_path / ("x" * 300), TEXT)
    assert "x" * 41 not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("force", [False, True])
def test_a_write_that_fails_half_way_leaves_nothing_new_and_nothing_changed(tmp_path: Path, force: bool) -> None:
    path = tmp_path / "answer.txt"
    if force:
        path.write_text("mine", "utf-8")
    with pytest.raises(UnicodeEncodeError):
        write_new(path, "half of it \ud800", force=force)  # no text: it cannot be written in UTF-8
    assert [found.read_text("utf-8") for found in tmp_path.iterdir()] == (["mine"] if force else [])


def test_a_disk_without_hard_links_gets_the_file_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")  # what FAT and some network drives answer

    monkeypatch.setattr(os, "link", refused)
    write_new(tmp_path / "answer.txt", TEXT)
    assert (tmp_path / "answer.txt").read_text("utf-8") == TEXT
    assert [path.name for path in tmp_path.iterdir()] == ["answer.txt"]


def test_stopped_the_moment_the_file_is_there_it_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = os.open

    def stopped(path: str, *rest: int) -> int:
        os.close(opened(path, *rest))
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "open", stopped)
    with pytest.raises(KeyboardInterrupt):
        write_new(tmp_path / "answer.txt", TEXT)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("usual_mask")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_a_file_that_is_replaced_can_be_read_by_those_who_could_before(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "answer.txt"
    path.write_text("mine", "utf-8")
    path.chmod(mode)
    write_new(path, TEXT, force=True)
    assert (path.read_text("utf-8"), stat.S_IMODE(path.stat().st_mode)) == (TEXT, mode)


@pytest.mark.usefixtures("usual_mask")
def test_nobody_else_can_read_a_private_file_while_it_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "answer.txt"
    path.touch(0o600)
    with new_file(path, force=True) as temporary:
        assert stat.S_IMODE(temporary.stat().st_mode) == 0o600


def test_the_mask_of_the_process_is_never_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def touched(_: int) -> int:
        raise AssertionError

    monkeypatch.setattr(os, "umask", touched)
    write_new(tmp_path / "answer.txt", TEXT)
    write_new(tmp_path / "answer.txt", TEXT, force=True)


@pytest.mark.parametrize("there", [True, False])
def test_what_a_symbolic_link_leads_to_is_written_when_forced(tmp_path: Path, there: bool) -> None:
    (tmp_path / "elsewhere").mkdir()
    target, path = tmp_path / "elsewhere" / "real.txt", tmp_path / "answer.txt"
    if there:
        target.write_text("mine", "utf-8")
    path.symlink_to(target)
    write_new(path, TEXT, force=True)
    assert path.is_symlink()
    assert target.read_text("utf-8") == TEXT
    assert [found.name for found in target.parent.iterdir()] == ["real.txt"]


@pytest.mark.parametrize("kind", ["folder", "pipe", "circle", "device"])
def test_what_is_no_file_is_never_replaced(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "answer.txt"
    match kind:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "circle":
            path.symlink_to(path)
        case "device":
            path.symlink_to(os.devnull)
    before = path.lstat()
    with pytest.raises(UnreadableFile):
        write_new(path, TEXT, force=True)
    assert path.lstat() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_cannot_be_searched_is_said_to_be_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "stat", refused)  # the administrator, who may run this, can search every folder
    for force in (False, True):
        with pytest.raises(UnreadableFile, match=r"answer\.txt cannot be written: Permission denied"):
            write_new(tmp_path / "answer.txt", TEXT, force=force)
