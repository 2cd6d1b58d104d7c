"""What `make package` has built. Its tests run there only."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.packaging.built.clean_room import CleanRoom
from tests.packaging.built.desk import Desk

ROOT = Path(__file__).parents[3]
DIST = ROOT / "dist"
BASE = ROOT / "build" / "clean-room"
PICTURES = ROOT / "build" / "package-pictures"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.built)


@pytest.fixture(scope="session")
def bundle() -> Path:
    return _built(DIST / "Cairn")


@pytest.fixture(scope="session")
def package() -> Path:
    return _built(*DIST.glob("*.deb"))


@pytest.fixture(scope="session")
def archive() -> Path:
    return _built(*DIST.glob("*.tar.gz"))


@pytest.fixture
def desk() -> Iterator[Desk]:
    with Desk() as desk:
        yield desk
        desk.picture(PICTURES / "last.png")


@pytest.fixture
def room(tmp_path: Path, package: Path) -> Iterator[CleanRoom]:
    """A room with a desktop's libraries, and the package in /package.deb."""
    room = CleanRoom.furnish(tmp_path / "room", BASE, package)
    try:
        room.enter()
        yield room
    finally:
        room.leave()


def _built(*found: Path) -> Path:
    assert len(found) == 1, f"`make package` builds it: {found} is in dist/"
    assert found[0].exists(), "`make package` builds it"
    return found[0]
