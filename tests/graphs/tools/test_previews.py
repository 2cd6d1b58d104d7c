"""What is told before a call, and what can be seen of it afterwards."""

import os
from pathlib import Path

import pytest

from graphs.tools import file_access
from tests.graphs.tools.conftest import Bench, everything


def test_a_new_file_is_told_with_its_lines_and_folders(bench: Bench) -> None:
    preview = bench.preview("write_file", path="drafts/a.txt", content="one\ntwo\n")

    assert preview.title == "Write drafts/a.txt"
    assert preview.sentence == (
        "Creates drafts/a.txt with 2 lines, and the folder drafts. Can be undone."
    )
    assert preview.undo
    assert [(line.kind, line.text) for line in preview.diff] == [("added", "one"), ("added", "two")]
    assert preview.files == (("drafts/a.txt", ""),)
    assert everything(bench.folder) == {}


def test_a_changed_file_is_told_with_its_diff(bench: Bench) -> None:
    (bench.folder / "a.txt").write_text("one\ntwo\n")

    written = bench.preview("write_file", path="a.txt", content="one\nTWO\n")
    edited = bench.preview("edit_file", path="./a.txt", old="two", new="TWO")

    assert written.sentence == (
        "Replaces what is in a.txt: 1 line added, 1 removed. Can be undone."
    )
    assert edited.sentence == "Changes a.txt: 1 line added, 1 removed. Can be undone."
    assert written.diff == edited.diff
    assert written.files == edited.files
    assert not written.warning
    assert not edited.warning


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("write_file", {"path": "a.txt", "content": "new"}),
        ("edit_file", {"path": "a.txt", "old": "one", "new": "1"}),
        ("move_file", {"source": "a.txt", "destination": "b.txt"}),
        ("delete_file", {"path": "a.txt"}),
    ],
)
def test_a_change_between_two_looks_is_seen(
    bench: Bench, name: str, arguments: dict[str, str]
) -> None:
    path = bench.folder / "a.txt"
    path.write_text("one")
    first = bench.preview(name, **arguments)
    assert bench.preview(name, **arguments).files == first.files

    path.write_text("one\n")
    changed = bench.preview(name, **arguments)
    path.unlink()
    gone = bench.preview(name, **arguments)

    assert len({first.files, changed.files, gone.files}) == 3


def test_what_comes_to_a_destination_or_into_a_folder_is_seen(bench: Bench) -> None:
    (bench.folder / "a.txt").write_text("one")
    (bench.folder / "drafts").mkdir()
    moving = bench.preview("move_file", source="a.txt", destination="b.txt")
    deleting = bench.preview("delete_file", path="drafts")

    (bench.folder / "b.txt").write_text("theirs")
    (bench.folder / "drafts" / "new.txt").write_text("theirs")

    assert bench.preview("move_file", source="a.txt", destination="b.txt").files != moving.files
    assert bench.preview("delete_file", path="drafts").files != deleting.files


def test_what_is_deleted_is_told_with_where_it_goes(bench: Bench) -> None:
    (bench.folder / "a.txt").write_text("one")
    (bench.folder / "drafts").mkdir()
    (bench.folder / "drafts" / "b.txt").write_text("two")

    assert bench.preview("delete_file", path="a.txt").sentence == (
        "Moves a.txt (3 bytes) to the trash. It can be taken back from the trash."
    )
    folder = bench.preview("delete_file", path="drafts")
    assert "the folder drafts, with the one thing in it, to the trash" in folder.sentence
    assert not folder.undo


def test_files_that_are_no_text_or_too_large_are_told_as_such(bench: Bench) -> None:
    (bench.folder / "binary").write_bytes(b"\x00\xff")
    with (bench.folder / "huge").open("wb") as huge:
        huge.truncate(file_access.LARGEST + 1)

    replaced = bench.preview("write_file", path="binary", content="x")
    large = bench.preview("write_file", path="huge", content="x")

    assert "not text" in replaced.sentence
    assert replaced.undo
    assert "21 MB" in large.sentence
    assert not large.undo
    assert large.files[0][1]
    assert "20 MB" in bench.preview("edit_file", path="huge", old="a", new="b").warning


def test_nothing_to_change_and_changed_line_ends_are_told(bench: Bench) -> None:
    (bench.folder / "a.txt").write_bytes(b"one\r\n")

    same = bench.preview("write_file", path="a.txt", content="one\r\n")
    ends = bench.preview("write_file", path="a.txt", content="one\n")

    assert same.sentence == "a.txt has this content already: nothing changes."
    assert ends.sentence == "Replaces what is in a.txt: only how its lines end. Can be undone."


@pytest.mark.parametrize("name", ["write_file", "edit_file", "move_file", "delete_file"])
@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"path": 3},
        {"path": "../x", "source": "../x", "destination": "y"},
        {"path": "pipe", "content": "x", "old": "x", "new": "y"},
        {"source": "pipe", "destination": "pipe"},
        {"path": "a" * 5000, "content": "x"},
    ],
)
def test_what_is_wrong_is_a_warning_and_never_an_error(
    bench: Bench, name: str, arguments: dict[str, object]
) -> None:
    os.mkfifo(bench.folder / "pipe")

    preview = bench.preview(name, **arguments)

    assert preview.warning.endswith(".")
    assert preview.title
    assert isinstance(bench.evidence(name, **arguments), tuple)


async def test_afterwards_it_can_be_seen_whether_it_happened(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphs.tools.trash.send2trash", lambda path: Path(path).unlink())
    seen: list[tuple[str, ...]] = []
    for name, arguments in (
        ("write_file", {"path": "a.txt", "content": "one"}),
        ("edit_file", {"path": "a.txt", "old": "one", "new": "two"}),
        ("move_file", {"source": "a.txt", "destination": "b.txt"}),
        ("delete_file", {"path": "b.txt"}),
    ):
        seen.append(bench.evidence(name, **arguments))
        await bench.call(name, **arguments)
        seen.append(bench.evidence(name, **arguments))

    assert seen == [
        ("There is no a.txt.",),
        ("a.txt has the new content.",),
        ("a.txt has the old text.", "a.txt does not have the new text."),
        ("a.txt does not have the old text.", "a.txt has the new text."),
        ("a.txt is there.", "b.txt is not there."),
        ("a.txt is not there.", "b.txt is there."),
        ("b.txt is there.",),
        ("b.txt is not there.",),
    ]
    (bench.folder / "a.txt").write_text("three")
    assert bench.evidence("write_file", path="a.txt", content="one") == (
        "a.txt has other content than the new one.",
    )


def test_nothing_that_is_told_looks_like_something_else(bench: Bench) -> None:
    (bench.folder / "there\u202etxt.exe").write_text("old")

    written = bench.preview("write_file", path="a.txt", content="x\u202ey\x1b[2J")
    there = bench.preview("write_file", path="there\u202etxt.exe", content="new")
    new = bench.preview("write_file", path="new\u202etxt.exe", content="new")
    command = bench.preview("run_command", command="echo \u2066a\x1b[31m")
    read = bench.preview("read_file", path="there\u202etxt.exe")

    assert [line.text for line in written.diff] == ["x\\u202ey\\x1b[2J"]
    assert there.title == "Write there\\u202etxt.exe"
    assert "\\u202e" in there.sentence
    assert "is no safe name" in new.warning
    assert "\\u202e" in new.warning
    assert command.title == "Run echo \\u2066a\\x1b[31m"
    assert read.title == "Read there\\u202etxt.exe"
