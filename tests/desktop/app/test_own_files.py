"""Cairn's own files gone or replaced while it runs: said once, and named as the cause of errors."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.app.errors import ErrorsViewModel
from desktop.app.frame import FrameViewModel
from desktop.app.own_files import OwnFiles, OwnFilesWatch, words
from desktop.app.remarks import RemarksViewModel
from tests.desktop.conftest import Desk


def remove(program: Path) -> None:
    program.unlink()


def replace(program: Path) -> None:
    newer = program.with_name("newer")
    newer.write_text("2")
    newer.replace(program)


@pytest.fixture
def program(tmp_path: Path) -> Path:
    file = tmp_path / "Cairn"
    file.write_text("1")
    return file


@pytest.mark.parametrize(("happens", "told"), [(remove, "removed"), (replace, "updated")])
def test_what_became_of_them_is_told_once_and_explains_errors(
    desk: Desk, tmp_path: Path, program: Path, happens: Callable[[Path], None], told: str
) -> None:
    files = OwnFiles(program)
    remarks = RemarksViewModel(FrameViewModel(tmp_path))
    errors = ErrorsViewModel(lambda: words(files.fate()))
    watch = OwnFilesWatch(files, remarks)
    watch.look()
    assert not remarks.shown

    happens(program)
    watch.look()
    assert told in str(remarks.sentence)
    remarks.dismiss()
    watch.look()
    assert not remarks.shown

    errors.report(ModuleNotFoundError("No module named 'late'"))
    desk.until(lambda: bool(errors.shown))
    assert told in str(errors.sentence)
    assert errors.hasDetails
