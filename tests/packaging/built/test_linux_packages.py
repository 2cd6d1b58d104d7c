"""What Linux's own tools say of the packages."""

import gzip
import os
import re
import shutil
import subprocess
import tarfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from graphs.cli.main import parser
from tests.packaging.package_scripts import script

HERE = "usr/lib/cairn-desktop"
BY_DESIGN = (
    "bogus-mail-host",  # the project has no address for mail
    "embedded-library",  # it brings what it was tested with
    "library-not-linked-against-libc",  # Python's own, too small to need it
    "malformed-deb-archive",  # zstd, which Debian 12's dpkg reads and its lintian does not know
    "unstripped-binary-or-object",  # Qt's stay as they were delivered
)


@pytest.fixture(scope="module")
def unpacked(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    subprocess.run(["dpkg-deb", "--extract", package, folder], check=True)
    return folder


def test_debians_own_checker_finds_no_error(package: Path) -> None:
    quiet = f"--suppress-tags={','.join(BY_DESIGN)}"

    found = said(["lintian", "--fail-on=error", "--tag-display-limit=0", quiet, str(package)])

    assert "E: " not in found


def test_desktops_accept_entry_and_description(unpacked: Path) -> None:
    share = unpacked / "usr" / "share"

    said(["desktop-file-validate", str(share / "applications" / "cairn.desktop")])
    about = share / "metainfo" / "org.cairn.Cairn.metainfo.xml"
    said(["appstreamcli", "validate", "--no-net", str(about)])


def test_the_entry_starts_a_program_that_is_there(unpacked: Path) -> None:
    entry = (unpacked / "usr" / "share" / "applications" / "cairn.desktop").read_text()
    programs = {line.split()[0] for line in entry.splitlines() if line.startswith("Exec=")}

    assert programs == {f"Exec=/{HERE}/Cairn"}
    assert os.access(unpacked / HERE / "Cairn", os.X_OK)
    assert (unpacked / "usr/bin/cairn").resolve() == unpacked / HERE / "Cairn"


def test_the_manual_page_tells_of_every_command(unpacked: Path) -> None:
    page = gzip.decompress((unpacked / "usr/share/man/man1/cairn.1.gz").read_bytes()).decode()
    usage = parser().format_help()
    commands = re.findall(r"^    (\S+)", usage, re.MULTILINE)

    assert {"send", "eval", "doctor"} <= set(commands)
    for command in commands:
        assert f"cairn {command}" in page.replace("\\ ", " "), command


def test_no_library_is_looked_for_in_a_folder_of_the_builder(bundle: Path) -> None:
    code = [str(file) for file in bundle.rglob("*") if file.is_file() and not file.is_symlink()]
    told = subprocess.run(
        ["readelf", "--dynamic", *code], capture_output=True, text=True, check=False
    )
    searched = [line for line in told.stdout.splitlines() if "PATH)" in line]

    assert len(searched) > 20
    assert not [line for line in searched if "[/" in line]


def test_the_same_source_gives_the_same_bytes(tmp_path: Path) -> None:
    names: list[set[str]] = []
    for turn in ("first", "second"):
        bundle = small_bundle(tmp_path / turn / "bundle")
        made = tmp_path / turn / "made"
        made.mkdir()
        script("deb").main(bundle, made)
        script("tarball").main(bundle, made)
        names.append({file.name for file in made.iterdir()})

    assert len(names[0]) == 2
    assert names[0] == names[1]
    for name in names[0]:
        one, other = (tmp_path / turn / "made" / name for turn in ("first", "second"))
        assert one.read_bytes() == other.read_bytes(), name


def test_the_archive_is_one_folder_that_belongs_to_whoever_unpacks_it(archive: Path) -> None:
    with tarfile.open(archive) as packed:
        members = packed.getmembers()

    assert len({member.name.split("/")[0] for member in members}) == 1
    assert {(member.uid, member.gid) for member in members} == {(0, 0)}
    assert not [member.name for member in members if member.mode & 0o022 and not member.issym()]
    (installer,) = (member for member in members if member.name.endswith("/install.sh"))
    assert installer.mode & 0o111


def small_bundle(folder: Path) -> Path:
    """One program and one file, made just now."""
    (folder / "_internal").mkdir(parents=True)
    shutil.copy("/bin/true", folder / "Cairn")
    (folder / "cairn").symlink_to("Cairn")
    (folder / "_internal" / "note.txt").write_text("a note")
    return folder


def said(command: Sequence[str]) -> str:
    """What it prints. Fails with that if it finds fault."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
