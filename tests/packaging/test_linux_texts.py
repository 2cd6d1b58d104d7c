"""What a Linux desktop is told of Cairn, as Qt's own reading of it has it."""

import configparser
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from desktop.shared import links
from graphs.cli.exit_codes import ExitCode

TEXTS = Path(__file__).parents[2] / "resources" / "packaging" / "linux"
SUITE = "application/x-cairn"
CASE = '{"cairn_case": 1, "name": "A", "messages": [{"role": "user", "text": "B"}]}\n'
ASK = """
import sys
from PySide6.QtCore import QMimeDatabase
for name in sys.argv[1:]:
    kind = QMimeDatabase().mimeTypeForFile(name)
    print(kind.name(), kind.inherits("text/plain"), kind.comment())
"""


@pytest.fixture(scope="module")
def entry() -> configparser.ConfigParser:
    reader = configparser.ConfigParser(interpolation=None, delimiters=["="])
    reader.read(TEXTS / "cairn.desktop", "utf-8")
    return reader


def test_a_suite_is_known_by_its_name_and_by_what_stands_in_it(tmp_path: Path) -> None:
    packages = tmp_path / "share" / "mime" / "packages"
    packages.mkdir(parents=True)
    shutil.copy(TEXTS / "cairn.xml", packages)
    written = {
        "named.cairn": f"# Kept by hand\n{CASE}",
        "with spaces": f"  {CASE}",
        "unnamed": CASE,
        "something": '{"name": "cairn_case"}\n',
    }
    files = [tmp_path / name for name in written]
    for file in files:
        file.write_text(written[file.name])

    told = subprocess.run(
        [sys.executable, "-c", ASK, *files],
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path / "share"), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )

    named, spaced, unnamed, other = told.stdout.splitlines()
    assert named == spaced == unnamed == f"{SUITE} True Cairn suite"
    assert not other.startswith(SUITE)


def test_links_and_suites_are_opened_by_the_menu_entry(entry: configparser.ConfigParser) -> None:
    opened = entry["Desktop Entry"]["MimeType"].strip(";").split(";")
    known = {
        one.get("type") for one in ElementTree.parse(TEXTS / "cairn.xml").iter() if one.get("type")
    }

    assert opened == [f"x-scheme-handler/{links.SCHEME}", SUITE]
    assert SUITE in known
    assert entry["Desktop Entry"]["Exec"] == "@CAIRN@ %U"


def test_its_new_conversation_is_a_link_that_leads_to_one(
    entry: configparser.ConfigParser,
) -> None:
    program, link = entry["Desktop Action new"]["Exec"].split()

    assert program == "@CAIRN@"
    assert links.read(link) == links.NewLink()


def test_it_is_said_in_each_language_alike(entry: configparser.ConfigParser) -> None:
    keys = [key for section in entry.sections() for key in entry[section]]
    translated = {key.partition("[")[0] for key in keys if "[" in key}

    assert translated == {"genericname", "comment", "name"}
    for key in translated:
        assert {f"{key}[{code}]" for code in ("de", "es", "fr")} <= set(keys)


def test_the_description_leads_to_the_menu_entry() -> None:
    about = ElementTree.parse(TEXTS / "org.cairn.Cairn.metainfo.xml").getroot()

    assert about.findtext("launchable") == "cairn.desktop"
    assert about.findtext("provides/mediatype") == SUITE
    release = about.find("releases/release")
    assert release is not None
    assert release.attrib == {"version": "@VERSION@", "date": "@DATE@"}


def test_the_manual_tells_how_each_command_can_end() -> None:
    page = (TEXTS / "cairn.1.inc").read_text()
    (ends,) = re.findall(r"\[exit status\]\n(.*?)\n\[", page, re.DOTALL)

    assert re.findall(r"^\.B (\d+)$", ends, re.MULTILINE) == [str(code.value) for code in ExitCode]
