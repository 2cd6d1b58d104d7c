import os
from pathlib import Path

import pytest

from graphs.errors import ToolError
from graphs.tools import search
from tests.graphs.tools.conftest import Bench


async def test_text_and_names_are_found_in_any_case(bench: Bench) -> None:
    (bench.folder / "shop").mkdir()
    (bench.folder / "shop" / "list.txt").write_text("bread\nOat MILK\n")
    (bench.folder / "Milky.txt").write_text("x")
    (bench.folder / "milk").mkdir()
    (bench.folder / "two\nlines.txt").write_text("a.*b")

    found = (await bench.call("search_files", query="milk")).splitlines()

    assert found == ["Milky.txt", "milk/", "shop/list.txt:2: Oat MILK"]
    assert await bench.call("search_files", query="milk", path="milk") == "Nothing was found."
    assert "shop/list.txt:2" in await bench.call("search_files", query="milk", path="shop")
    assert (await bench.call("search_files", query="A.*B")).endswith(":1: a.*b")


async def test_links_histories_binaries_and_huge_files_are_left_out(
    bench: Bench, outside: Path
) -> None:
    (bench.folder / ".git").mkdir()
    (bench.folder / ".git" / "config").write_text("secret")
    (bench.folder / "link").symlink_to(outside)
    (bench.folder / "file").symlink_to(outside / "secret.txt")
    (bench.folder / "binary").write_bytes(b"secret\x00")
    (bench.folder / "huge").write_bytes(b"secret" * search.LARGEST)
    os.mkfifo(bench.folder / "pipe")

    assert await bench.call("search_files", query="secret") == "Nothing was found."


async def test_it_is_capped_in_number_and_in_width(bench: Bench) -> None:
    (bench.folder / "a.txt").write_text("stone\n" * 150)
    (bench.folder / "b.txt").write_text("x" * 500 + "pile" + "x" * 500)

    many = (await bench.call("search_files", query="stone")).splitlines()
    wide = await bench.call("search_files", query="pile")

    assert len(many) == 101
    assert "more" in many[-1]
    assert "pile" in wide
    assert len(wide) < 230


def test_it_ends_after_its_time_and_says_so(bench: Bench) -> None:
    for number in range(50):
        (bench.folder / f"{number}.txt").write_text("stone")

    assert "not every file" in search.search(bench.desk, "stone", ".", seconds=-1)


async def test_a_place_that_cannot_be_searched_is_said(bench: Bench) -> None:
    (bench.folder / "a.txt").write_text("x")

    for path, said in (("a.txt", "is a file"), ("gone", "no gone"), ("..", "outside")):
        with pytest.raises(ToolError, match=said):
            await bench.call("search_files", query="x", path=path)


async def test_folders_in_folders_without_end_do_not_break_it(bench: Bench) -> None:
    deep = bench.folder
    for _ in range(400):
        deep /= "d"
    deep.mkdir(parents=True)
    (bench.folder / "z.txt").write_text("stone")

    assert (await bench.call("search_files", query="stone")) == "z.txt:1: stone"
