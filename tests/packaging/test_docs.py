"""The documents point at things that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)]+)\)", document.read_text())

    missing = [link for link in links if not (document.parent / link.partition("#")[0]).exists()]

    assert missing == []


def test_make_knows_the_targets_that_are_spoken_of() -> None:
    known = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    spoken = {
        target
        for document in DOCUMENTS
        for target in re.findall(r"`(?:UPGRADE=1 )?make ([a-z]+)`", document.read_text())
    }

    assert {"run", "test"} <= spoken <= known
