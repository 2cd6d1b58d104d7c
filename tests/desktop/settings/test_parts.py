import json
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest

from desktop.settings import distributions, parts
from desktop.settings.derive import has_all, licence_words
from desktop.settings.parts import Part

QT = {"name": "Qt", "version": "6.11.3", "licence": "LGPL-3.0-only", "home": "", "text": "Qt.txt"}


def packaged(folder: Path, *entries: dict[str, str]) -> Path:
    (folder / "index.json").write_text(json.dumps({"parts": entries}), "utf-8")
    for entry in entries:
        (folder / entry["text"]).write_text(f"The licence of {entry['name']}.", "utf-8")
    return folder


def test_the_packaged_list_is_read_with_its_texts(tmp_path: Path) -> None:
    folder = packaged(tmp_path, QT)

    found = parts.find(folder)

    assert found.packaged
    assert found.listed == (Part("Qt", "6.11.3", "LGPL-3.0-only", "", "Qt.txt"),)
    assert parts.text_of(found.listed[0], folder) == "The licence of Qt."


def test_a_list_leads_to_no_file_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    folder = tmp_path / "licences"
    folder.mkdir()
    entry = QT | {"text": "../secret.txt"}
    (folder / "index.json").write_text(json.dumps({"parts": [entry]}), "utf-8")

    with pytest.raises(OSError, match=r"secret\.txt"):
        parts.text_of(parts.find(folder).listed[0], folder)


@pytest.mark.parametrize(
    "index", ["", "{", "[]", '{"parts": 3}', '{"parts": [{}]}', '{"parts": ["Qt"]}', "\udc80"]
)
def test_without_a_list_that_can_be_read_the_installed_packages_are_listed(
    tmp_path: Path, index: str
) -> None:
    (tmp_path / "index.json").write_bytes(index.encode("utf-8", "surrogateescape"))

    found = parts.find(tmp_path)

    by_name = {part.name: part for part in found.listed}
    assert not found.packaged
    assert by_name["SQLAlchemy"].licence == "MIT"
    assert {"cairn-desktop", "langgraph", "h11"} <= set(by_name)  # h11 by way of others
    assert "pytest" not in by_name
    assert "Permission is hereby granted" in parts.text_of(by_name["h11"])


def test_a_package_that_says_little_is_listed_with_what_it_says(tmp_path: Path) -> None:
    folder = tmp_path / "stone-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(
        "Name: stone\nVersion: 1.0\nLicense: " + "Do what you like.\n        " * 9 + "\n"
        "Classifier: License :: OSI Approved :: MIT License\n"
        "Project-URL: Source, https://stone.example/sources.git\n",
        "utf-8",
    )
    one = PathDistribution(folder)

    assert distributions.licence_of(one) == "MIT"
    assert distributions.text_of(one).startswith("Do what you like.")
    assert distributions.home_of(one) == "https://stone.example/sources"


def test_licences_are_shown_and_searched_in_words() -> None:
    assert licence_words("LicenseRef-Public-Domain") == "Public Domain"
    assert licence_words("MPL-2.0 AND (Apache-2.0 OR MIT)") == "MPL-2.0 AND (Apache-2.0 OR MIT)"
    assert has_all("apache LANG", "langgraph", "Apache-2.0")
    assert has_all("  ", "langgraph")
    assert not has_all("apache qt", "langgraph", "Apache-2.0")
