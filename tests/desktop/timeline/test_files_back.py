"""The files of a step: what is said of each, and what is chosen."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
import shiboken6

from desktop.timeline.files_back import FilesBackViewModel, file_rows, files_line
from graphs import DiffLine, FileBack
from graphs.approvals.rewinding import How, Thing

FILE = FileBack(
    path="/w/notes.txt",
    shown="notes.txt",
    workspace="/w",
    then=Thing("file", "1"),
    now=Thing("file", "2"),
    how=How.WRITE,
    sentence="It gets back what it held.",
    sure=True,
    diff=(DiffLine("removed", "milk"), DiffLine("added", "tea")),
)
GONE = replace(FILE, path="/w/a.txt", shown="a.txt", how=None, sure=False, sentence="Gone.")
DOUBT = replace(FILE, path="/w/b.txt", shown="b.txt", sure=False)


@pytest.fixture
def files(app: object) -> Iterator[FilesBackViewModel]:
    made = FilesBackViewModel()
    made.show((GONE, FILE, DOUBT))
    yield made
    shiboken6.delete(made)


def test_files_that_can_come_back_stand_first_with_what_changes_in_them() -> None:
    rows = file_rows((GONE, FILE, DOUBT), frozenset({FILE.path}), frozenset({DOUBT.path}))
    assert [(row.name, row.possible, row.chosen, row.unfolded) for row in rows] == [
        ("b.txt", True, False, True),
        ("notes.txt", True, True, False),
        ("a.txt", False, False, False),
    ]
    assert rows[1].diff == ("- milk", "+ tea")


def test_all_leaves_out_what_somebody_else_may_have_changed(files: FilesBackViewModel) -> None:
    assert (files.count, files.sure, files.allChosen) == (3, 1, False)
    files.chooseAll(True)
    assert (files.chosen, files.allChosen) == ({FILE.path}, True)
    files.chooseAll(False)
    assert files.chosen == frozenset()


def test_only_what_can_come_back_is_chosen_and_not_while_it_is_done(
    files: FilesBackViewModel,
) -> None:
    for path in (GONE.path, DOUBT.path, "/elsewhere"):
        files.choose(path, True)
    assert files.chosen == {DOUBT.path}
    files.hold(True)
    files.choose(DOUBT.path, False)
    files.chooseAll(True)
    assert files.chosen == {DOUBT.path}


def test_other_files_are_chosen_anew(files: FilesBackViewModel) -> None:
    files.chooseAll(True)
    files.toggle(FILE.path)
    files.show((FILE,))
    (row,) = files.rows.rows
    assert (row.chosen, row.unfolded, files.chosenCount) == (False, False, 0)


@pytest.mark.parametrize(
    ("count", "words"), [(0, "stay as they are"), (1, "1 file is"), (2, "2 files are")]
)
def test_what_happens_to_files_is_told(count: int, words: str) -> None:
    assert words in files_line(count)
