"""No path that anybody can think of reads or writes a byte outside the workspace."""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphs.errors import ToolError
from graphs.storage.blobs import Blobs
from graphs.tools.workspace import Workspace
from tests.graphs.tools.conftest import Bench, everything

SECRET = "the sentinel's secret"
PLAIN = st.text(
    st.characters(codec="utf-8", exclude_characters="/\0\\:", exclude_categories=["Cc", "Cs"]),
    min_size=1,
    max_size=20,
).filter(lambda name: name.strip(". ") == name and not name.startswith("~"))
LINKS = ("link", "hop", "loop", "file-link", "inside", "OUTSIDE", "outside", "secret.txt")
ODDITIES = (
    "..",
    ".",
    "",
    "~",
    "NUL",
    "a.txt:x",
    "a.",
    "a ",
    "..\\..",
    "C:",
    "%2e%2e",
    "\uff0e\uff0e",
)
WICKED = st.sampled_from((*LINKS, *ODDITIES, "..\u200b", "\n"))
RELATIVE = st.lists(WICKED | PLAIN | st.text(max_size=5), max_size=8).map("/".join)


class World:
    """A workspace full of traps, in a folder whose other contents are watched."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.work = root / "work"
        self.outside = root / "outside"
        self.trap()
        self.bench = Bench(Workspace(self.work), Blobs(root.parent / f"{root.name}-blobs"))

    def trap(self) -> None:
        """Lay everything out anew."""
        shutil.rmtree(self.work, ignore_errors=True)
        (self.outside / "deep").mkdir(parents=True, exist_ok=True)
        (self.outside / "secret.txt").write_text(SECRET)
        (self.root / "work-twin").mkdir(exist_ok=True)
        (self.work / "inside").mkdir(parents=True)
        (self.work / "inside" / "secret.txt").write_text("no secret")
        (self.work / "link").symlink_to(self.outside)
        (self.work / "hop").symlink_to("inside/../../outside")
        (self.work / "loop").symlink_to("loop")
        (self.work / "file-link").symlink_to(self.outside / "secret.txt")
        (self.work / "inside" / "link").symlink_to(self.root)

    def watched(self) -> dict[str, str]:
        shown = everything(self.root)
        return {path: what for path, what in shown.items() if not path.startswith("work/")}


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve() / "world"
        root.mkdir()
        yield World(root)


def paths(world_parts: str) -> st.SearchStrategy[str]:
    return RELATIVE | RELATIVE.map(lambda tail: f"{world_parts}/{tail}")


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_path_reads_or_changes_anything_outside(world: World, data: st.DataObject) -> None:
    base = data.draw(st.sampled_from(["", str(world.work), str(world.outside), str(world.root)]))
    path = data.draw(paths(base)) if base else data.draw(RELATIVE)
    other = data.draw(RELATIVE)
    before = world.watched()

    for name, arguments in (
        ("read_file", {"path": path}),
        ("list_files", {"path": path}),
        ("search_files", {"query": "sentinel", "path": path}),
        ("write_file", {"path": path, "content": "changed"}),
        ("edit_file", {"path": path, "old": "secret", "new": "changed"}),
        ("move_file", {"source": path, "destination": other}),
        ("move_file", {"source": other, "destination": path}),
    ):
        preview = world.bench.preview(name, **arguments)
        evidence = world.bench.evidence(name, **arguments)
        try:
            said = asyncio.run(world.bench.call(name, **arguments))
        except ToolError as error:
            said = str(error)
        except ValueError as error:  # the arguments did not fit
            said = type(error).__name__
        assert SECRET not in f"{said} {preview} {evidence}"
    assert world.watched() == before
    assert all(kept.is_relative_to(world.work) for kept in world.bench.kept)
    if not (world.work / "link").is_symlink():
        world.trap()


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(parts=st.lists(PLAIN, min_size=1, max_size=5), absolute=st.booleans())
def test_every_path_inside_works(tmp_path: Path, parts: list[str], absolute: bool) -> None:
    with tempfile.TemporaryDirectory(dir=tmp_path) as folder:
        bench = Bench(Workspace(Path(folder)), Blobs(tmp_path / "blobs"))
        path = "/".join(parts)
        asked = f"{folder}/{path}" if absolute else path
        try:
            written = asyncio.run(bench.call("write_file", path=asked, content="stone"))
        except ToolError as error:
            if _is_named_by_no_system(error):
                return
            raise

        assert asyncio.run(bench.call("read_file", path=asked)) == "stone"
        assert Path(folder, *parts).read_text() == "stone"
        assert path in written


def _is_named_by_no_system(error: ToolError) -> bool:
    """Whether a name was a device's, or longer than the disk takes."""
    return "device" in error.sentence or "too long" in error.sentence
