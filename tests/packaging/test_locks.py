"""The lock files hold versions and hashes of everything, and the address of nothing."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "resources" / "packaging"
LOCKS = ("requirements", "requirements-dev", "starter-model")


def entries(lock: str) -> list[str]:
    """The logical lines of a lock: a requirement with its hashes."""
    text = (PACKAGING / f"{lock}.txt").read_text().replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def pinned(lock: str) -> dict[str, str]:
    """Canonical name -> version."""
    requirements = [Requirement(line.split(" --hash=")[0].strip()) for line in entries(lock)]
    return {
        canonicalize_name(one.name): str(one.specifier).removeprefix("==") for one in requirements
    }


@pytest.mark.parametrize("lock", LOCKS)
def test_every_entry_has_one_version_and_hashes(lock: str) -> None:
    assert entries(lock)
    for line in entries(lock):
        assert re.fullmatch(
            r"[a-z0-9-]+==[0-9][0-9a-z.]*( ; [^#]*?)?( +--hash=sha256:[0-9a-f]{64})+", line
        ), line


@pytest.mark.parametrize("lock", LOCKS)
def test_no_address_is_in_it(lock: str) -> None:
    text = (PACKAGING / f"{lock}.txt").read_text()

    assert not re.search(
        r"://|@|file:|--(extra-)?index|--find-links|(^|\s)[.~]?/", text, re.MULTILINE
    )


@pytest.mark.parametrize(
    ("lock", "groups"), [("requirements", ("build",)), ("requirements-dev", ("build", "dev"))]
)
def test_it_answers_what_the_project_asks_for(lock: str, groups: tuple[str, ...]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = [
        *project["project"]["dependencies"],
        *(one for group in groups for one in project["dependency-groups"][group]),
    ]
    versions = pinned(lock)

    for requirement in map(Requirement, asked):
        version = versions.get(canonicalize_name(requirement.name))
        assert version is not None, f"{requirement.name} is not locked; run `make lock`"
        assert version in requirement.specifier, f"{requirement} is locked at {version}"


def test_what_is_tested_is_what_runs() -> None:
    assert pinned("requirements").items() <= pinned("requirements-dev").items()


def test_qt_stays_below_the_release_that_loses_references() -> None:
    assert pinned("requirements")["pyside6-essentials"].startswith("6.11.")


def test_the_catalog_names_the_package_that_is_pinned() -> None:
    catalog = tomllib.loads((ROOT / "resources" / "models" / "catalog.toml").read_text())
    name, _, version = catalog["starter"]["source"].partition("==")

    assert pinned("starter-model") == {name: version}
