import asyncio
import stat
from pathlib import Path

import pytest
from send2trash import TrashPermissionError

from graphs.errors import ToolError
from graphs.tools import file_access
from tests.graphs.tools.conftest import Bench, everything

NAMES = ["with space.txt", 'it\'s "so".txt', "🪨.txt", "two\nlines.txt", "-rf", ".hidden", "é.txt"]


@pytest.mark.parametrize("name", NAMES)
async def test_a_file_of_any_name_lives_through_its_life(
    bench: Bench, name: str, trash: Path
) -> None:
    await bench.call("write_file", path=name, content="Buy milk\n")
    assert (bench.folder / name).read_text() == "Buy milk\n"
    assert await bench.call("read_file", path=name) == "Buy milk\n"

    await bench.call("edit_file", path=name, old="milk", new="oat milk")
    assert (bench.folder / name).read_text() == "Buy oat milk\n"

    await bench.call("move_file", source=name, destination=f"old/{name}")
    assert not (bench.folder / name).exists()
    assert "old/" in await bench.call("list_files")

    await bench.call("delete_file", path=f"old/{name}")
    assert not (bench.folder / "old" / name).exists()
    assert (trash / "files" / name).read_text() == "Buy oat milk\n"


async def test_what_is_about_to_change_is_kept_before_it_does(bench: Bench, trash: Path) -> None:
    seen: list[tuple[str, bool]] = []

    def keep(path: Path) -> None:
        seen.append((path.relative_to(bench.folder).as_posix(), path.exists()))

    object.__setattr__(bench.desk, "keep", keep)

    await bench.call("write_file", path="a/b/new.txt", content="x")
    await bench.call("write_file", path="a/b/new.txt", content="y")
    await bench.call("edit_file", path="a/b/new.txt", old="y", new="z")
    await bench.call("move_file", source="a/b/new.txt", destination="c/moved.txt")
    await bench.call("delete_file", path="c/moved.txt")

    assert everything(trash)
    assert seen == [
        ("a", False),
        ("a/b", False),
        ("a/b/new.txt", False),
        ("a/b/new.txt", True),
        ("a/b/new.txt", True),
        ("a/b/new.txt", True),
        ("c", False),
        ("c/moved.txt", False),
        ("c/moved.txt", True),
    ]


async def test_what_cannot_be_kept_is_not_changed(bench: Bench) -> None:
    (bench.folder / "a.txt").write_text("old")

    def keep(_: Path) -> None:
        raise ToolError("There is no room for the old version.")

    object.__setattr__(bench.desk, "keep", keep)
    before = everything(bench.folder)

    for name, arguments in (
        ("write_file", {"path": "a.txt", "content": "new"}),
        ("write_file", {"path": "deep/b.txt", "content": "new"}),
        ("edit_file", {"path": "a.txt", "old": "old", "new": "new"}),
        ("move_file", {"source": "a.txt", "destination": "b.txt"}),
        ("delete_file", {"path": "a.txt"}),
    ):
        with pytest.raises(ToolError, match="no room"):
            await bench.call(name, **arguments)
    assert everything(bench.folder) == before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"one\ntwo\n", b"one\nTWO\n"),
        (b"one\r\ntwo\r\n", b"one\r\nTWO\r\n"),
        (b"\xef\xbb\xbfone\r\ntwo", b"\xef\xbb\xbfone\r\nTWO"),
        (b"one\r\ntwo\nthree\rfour", b"one\r\nTWO\nthree\rfour"),
    ],
)
async def test_an_edit_keeps_marks_and_line_ends(bench: Bench, before: bytes, after: bytes) -> None:
    (bench.folder / "a.txt").write_bytes(before)

    await bench.call("edit_file", path="a.txt", old="two", new="TWO")

    assert (bench.folder / "a.txt").read_bytes() == after


async def test_an_edit_over_several_lines_fits_a_file_from_windows(bench: Bench) -> None:
    (bench.folder / "a.txt").write_bytes(b"one\r\ntwo\r\nthree\r\n")

    await bench.call("edit_file", path="a.txt", old="one\ntwo", new="1\n2\n2.5")

    assert (bench.folder / "a.txt").read_bytes() == b"1\r\n2\r\n2.5\r\nthree\r\n"


@pytest.mark.parametrize(
    ("content", "old", "said"),
    [
        (b"milk, milk", "milk", "2 times"),
        (b"aaa", "aa", "2 times"),
        (b"milk", "bread", "does not hold"),
        (b"milk", "", "empty"),
        (b"\x00\x01", "x", "not text"),
        (b"\xff\xfe", "x", "UTF-8"),
    ],
)
async def test_an_edit_needs_exactly_one_place(
    bench: Bench, content: bytes, old: str, said: str
) -> None:
    (bench.folder / "a").write_bytes(content)

    with pytest.raises(ToolError, match=said):
        await bench.call("edit_file", path="a", old=old, new="bread")
    assert (bench.folder / "a").read_bytes() == content
    assert bench.kept == []
    assert said in bench.preview("edit_file", path="a", old=old, new="bread").warning


async def test_writing_keeps_the_rights_of_a_file(bench: Bench) -> None:
    path = bench.folder / "run.sh"
    path.write_text("old")
    path.chmod(0o750)

    await bench.call("write_file", path="run.sh", content="new")

    assert stat.S_IMODE(path.stat().st_mode) == 0o750


async def test_a_file_that_may_only_be_read_is_not_written(bench: Bench) -> None:
    path = bench.folder / "fixed.txt"
    path.write_text("old")
    path.chmod(0o444)

    with pytest.raises(ToolError, match="only be read"):
        await bench.call("write_file", path="fixed.txt", content="new")
    assert path.read_text() == "old"


async def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    (bench.folder / "a.txt").write_text("old")
    before = everything(bench.folder)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("graphs.tools.folder.os.fsync", full)

    with pytest.raises(ToolError, match="no room left"):
        await bench.call("write_file", path="a.txt", content="new")
    with pytest.raises(ToolError, match="no room left"):
        await bench.call("edit_file", path="a.txt", old="old", new="new")
    assert everything(bench.folder) == before


async def test_moving_overwrites_nothing(bench: Bench) -> None:
    for name in ("a.txt", "b.txt"):
        (bench.folder / name).write_text(name)
    (bench.folder / "folder").mkdir()
    before = everything(bench.folder)

    for source, destination in (
        ("a.txt", "b.txt"),
        ("a.txt", "a.txt"),
        ("a.txt", "folder"),
        ("folder", "folder/inside"),
        (".", "elsewhere"),
        ("missing", "c.txt"),
    ):
        with pytest.raises(ToolError):
            await bench.call("move_file", source=source, destination=destination)
        assert bench.preview("move_file", source=source, destination=destination).warning
    assert everything(bench.folder) == before


async def test_what_comes_between_look_and_move_is_not_overwritten(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    (bench.folder / "a.txt").write_text("mine")
    (bench.folder / "b.txt").write_text("theirs")
    monkeypatch.setattr("graphs.tools.folder.Folder.status", _blind_for("b.txt"))
    monkeypatch.setattr(file_access, "movable", lambda *_: None)

    with pytest.raises(ToolError, match="there already"):
        await bench.call("move_file", source="a.txt", destination="b.txt")
    assert (bench.folder / "a.txt").read_text() == "mine"
    assert (bench.folder / "b.txt").read_text() == "theirs"


def _blind_for(hidden: str) -> object:
    from graphs.tools.folder import Folder

    plain = Folder.status
    return lambda folder, name: None if name == hidden else plain(folder, name)


async def test_a_whole_folder_moves_and_goes_to_the_trash(bench: Bench, trash: Path) -> None:
    (bench.folder / "drafts").mkdir()
    (bench.folder / "drafts" / "a.txt").write_text("a")

    await bench.call("move_file", source="drafts", destination="old/drafts")
    await bench.call("delete_file", path="old")

    assert everything(bench.folder) == {}
    assert (trash / "files" / "old" / "drafts" / "a.txt").read_text() == "a"


@pytest.mark.parametrize(
    ("error", "said"),
    [(TrashPermissionError("x"), "no trash"), (OSError(5, "Input/output error"), "left where")],
)
async def test_without_a_trash_nothing_is_deleted(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, error: OSError, said: str
) -> None:
    (bench.folder / "a.txt").write_text("a")

    def refuse(_: str) -> None:
        raise error

    monkeypatch.setattr("graphs.tools.trash.send2trash", refuse)

    with pytest.raises(ToolError, match=said):
        await bench.call("delete_file", path="a.txt")
    assert (bench.folder / "a.txt").exists()
    with pytest.raises(ToolError):
        await bench.call("delete_file", path=".")


async def test_a_long_file_is_read_in_pages_that_join_to_the_whole(bench: Bench) -> None:
    whole = "".join(f"line {number} é\n" for number in range(4000))
    (bench.folder / "long.txt").write_text(whole)
    read, offset = "", 0
    for _ in range(20):
        page = await bench.call("read_file", path="long.txt", offset=offset)
        text, note, rest = page.rpartition("\n[Characters ")
        read += f"{text}\n" if note else page
        if not note:
            break
        offset = int(rest.partition("offset=")[2].partition(")")[0])
    assert read == whole


async def test_what_cannot_be_read_is_said(bench: Bench) -> None:
    (bench.folder / "a.txt").write_text("short")
    (bench.folder / "empty.txt").touch()
    (bench.folder / "binary").write_bytes(b"\x00\xff")
    (bench.folder / "folder").mkdir()
    with (bench.folder / "huge").open("wb") as huge:
        huge.truncate(file_access.LARGEST + 1)

    assert "empty" in await bench.call("read_file", path="empty.txt")
    for path, offset, said in (
        ("a.txt", 9, "only 5"),
        ("binary", 0, "not text"),
        ("folder", 0, "is a folder"),
        ("huge", 0, "20 MB"),
        ("missing.txt", 0, "no missing.txt"),
        ("result:" + "0" * 64, 0, "no such result"),
    ):
        with pytest.raises(ToolError, match=said):
            await bench.call("read_file", path=path, offset=offset)


async def test_a_listing_is_capped_and_says_how_many_more(bench: Bench, outside: Path) -> None:
    for number in range(520):
        (bench.folder / f"{number:03}").touch()
    (bench.folder / "0 link").symlink_to(outside)
    (bench.folder / "0\nname").mkdir()

    lines = (await bench.call("list_files")).splitlines()

    assert lines[0] == '"0\\nname"/'
    assert lines[1] == "0 link (a link, not followed)"
    assert lines[2] == "000 (0 bytes)"
    assert len(lines) == 501
    assert lines[-1] == "[and 22 more]"
    with pytest.raises(ToolError, match="is a file"):
        await bench.call("list_files", path="000")


async def test_a_workspace_that_vanished_is_said_by_every_tool(bench: Bench) -> None:
    bench.folder.rmdir()

    for name, arguments in (
        ("list_files", {}),
        ("read_file", {"path": "a"}),
        ("write_file", {"path": "a", "content": "x"}),
        ("edit_file", {"path": "a", "old": "x", "new": "y"}),
        ("move_file", {"source": "a", "destination": "b"}),
        ("delete_file", {"path": "a"}),
        ("search_files", {"query": "a"}),
        ("run_command", {"command": "true"}),
    ):
        with pytest.raises(ToolError, match="not there any more"):
            await bench.call(name, **arguments)
        if name.startswith(("write", "edit", "move", "delete", "run")):
            assert "not there any more" in bench.preview(name, **arguments).warning
    assert not bench.folder.exists()


async def test_two_hundred_calls_at_once_all_get_their_result(bench: Bench) -> None:
    calls = [
        bench.call("write_file", f"c{number}", path=f"d/{number}.txt", content=str(number))
        for number in range(200)
    ]

    results = await asyncio.gather(*calls)

    assert len(set(results)) == 200
    assert {path.name: path.read_text() for path in (bench.folder / "d").iterdir()} == {
        f"{number}.txt": str(number) for number in range(200)
    }


async def test_a_stopped_write_is_over_when_the_stop_is_told(bench: Bench) -> None:
    writing = asyncio.create_task(bench.call("write_file", path="a.txt", content="x" * 900_000))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    before = everything(bench.folder)

    await asyncio.sleep(0.1)

    assert everything(bench.folder) == before
    assert set(before) <= {"a.txt"}
