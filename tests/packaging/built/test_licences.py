"""Nothing in what was built is without its licence."""

import json
from pathlib import Path

import pytest

from tests.packaging.package_scripts import script

belonging = script("belonging")
inside = script("inside")
known_parts = script("known_parts")


@pytest.fixture(scope="module")
def listed(bundle: Path) -> dict[str, dict[str, str]]:
    index = inside.home(bundle) / "resources" / "licences" / "index.json"
    return {part["name"]: part for part in json.loads(index.read_text("utf-8"))["parts"]}


def test_whatever_is_inside_is_listed(bundle: Path, listed: dict[str, dict[str, str]]) -> None:
    table = known_parts.read()
    files, modules = inside.files(bundle), inside.modules(bundle)
    assert len(files) > 300
    assert "graphs.cli.main" in modules

    found = belonging.belonging(files, modules, belonging.installed(), table.parts)

    assert found.unknown == ()
    packages = {
        (table.packages.get(name, known_parts.Known()).name or name) for name in found.packages
    }
    assert set(listed) == {"Cairn", *found.parts, *packages}


def test_each_has_its_licence_in_full(bundle: Path, listed: dict[str, dict[str, str]]) -> None:
    folder = inside.home(bundle) / "resources" / "licences"
    for part in listed.values():
        assert part["licence"], part["name"]
        assert len((folder / part["text"]).read_text("utf-8")) > 150, part["name"]


def test_qt_comes_with_all_that_its_licence_asks_for(
    bundle: Path, listed: dict[str, dict[str, str]]
) -> None:
    folder = inside.home(bundle) / "resources" / "licences"
    text = (folder / listed["Qt"]["text"]).read_text("utf-8")
    assert "You may replace them by your own build" in text
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert "15. Disclaimer of Warranty." in text
    assert "harfbuzz" in text

    libraries = [path for path in inside.files(bundle) if "Qt6Core" in path or "/QtCore." in path]
    assert libraries, "it is no file of its own that could be replaced"
