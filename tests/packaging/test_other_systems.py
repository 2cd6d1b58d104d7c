"""What packages Cairn for Windows and macOS, as far as it can be looked at without them."""

import plistlib
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.packaging.package_scripts import script

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "resources" / "packaging"
ISS = PACKAGING / "windows" / "cairn.iss"
WORKFLOW = ROOT / ".github" / "workflows" / "package.yml"
SHELL = sorted((ROOT / ".dev" / "package").glob("*.sh"))


def sections(text: str) -> dict[str, list[str]]:
    """The lines of each section of an .iss, without comments and what is for its preprocessor."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if name := re.fullmatch(r"\[(\w+)\]", line):
            found[name[1]] = []
        elif line.strip() and not line.startswith((";", "#")) and found:
            found[list(found)[-1]].append(line)
    return found


def parameters(line: str) -> dict[str, str]:
    """`Name: "value"; Name: value` as a mapping."""
    pairs = re.findall(r'(\w+): ((?:"(?:[^"]|"")*"|[^";]*))(?:; |$)', line)
    assert "; ".join(f"{name}: {value}" for name, value in pairs) == line
    return {name: value.strip('"') for name, value in pairs}


def steps() -> list[dict[str, Any]]:
    jobs = yaml.safe_load(WORKFLOW.read_text("utf-8"))["jobs"]
    return [step for job in jobs.values() for step in job["steps"]]


def test_the_installer_knows_its_sections_and_names_only_what_is_there() -> None:
    found = sections(ISS.read_text("utf-8"))
    setup = dict(line.split("=", 1) for line in found["Setup"])

    assert set(found) == {
        *("Setup", "Languages", "CustomMessages", "Tasks", "InstallDelete", "Files", "Icons"),
        *("Registry", "Run", "Code"),
    }
    assert setup["PrivilegesRequired"] == "lowest"
    assert setup["AppId"].startswith("{{")
    assert (ISS.parent / setup["LicenseFile"].replace("\\", "/")).exists()
    for name in ("Tasks", "InstallDelete", "Files", "Icons", "Registry", "Run"):
        for line in found[name]:
            assert parameters(line), line
    own = [parameters(line)["Source"] for line in found["Files"]]
    assert own == [r"{#Bundle}\*", "cairn.cmd"]
    assert (ISS.parent / "cairn.cmd").exists()


def test_the_installer_writes_for_one_person_and_deletes_only_its_own() -> None:
    found = sections(ISS.read_text("utf-8"))
    kept = "Environment"

    for line in found["Registry"]:
        entry = parameters(line)
        assert entry["Root"] == "HKCU"
        assert entry["Subkey"].startswith(("Software\\Classes\\", kept))
        assert not (entry["Subkey"] == kept and "Flags" in entry)
    assert [parameters(line)["Name"] for line in found["InstallDelete"]] == [r"{app}\_internal"]


def test_each_language_has_each_sentence() -> None:
    found = sections(ISS.read_text("utf-8"))
    languages = {parameters(line)["Name"] for line in found["Languages"]}
    messages = [line.partition("=")[0].split(".") for line in found["CustomMessages"]]

    assert {tuple(one) for one in messages} == {
        (language, name)
        for language in languages
        for name in ("CommandLine", "Suite", "StillRuns", "DeleteData")
    }


def test_the_code_of_the_installer_is_balanced_and_asks_before_it_deletes() -> None:
    code = "\n".join(sections(ISS.read_text("utf-8"))["Code"])
    words = re.findall(r"\w+", re.sub(r"'[^']*'|\{[^}]*\}", "", code).lower())

    assert words.count("end") == sum(words.count(word) for word in ("begin", "try"))
    assert "InitializeUninstall" in code
    assert code.count("(") == code.count(")")
    assert code.index("MB_DEFBUTTON2") < code.index("DelTree")
    assert "UninstallSilent" in code


def test_the_command_for_windows_hands_everything_on() -> None:
    lines = (PACKAGING / "windows" / "cairn.cmd").read_bytes().split(b"\r\n")

    assert lines[-2:] == [b'"%~dp0..\\cairn-cli.exe" %*', b""]


def test_the_version_of_windows_programs_is_ours() -> None:
    versions = script("windows_version")

    assert versions.numbers("1.20.3") == (1, 20, 3, 0)
    assert versions.numbers("1.2.0rc1") == (1, 2, 0, 0)
    with pytest.raises(ValueError, match="cannot be"):
        versions.numbers("1.70000")
    assert "'FileVersion', '0.9.1'" in versions.resource("0.9.1", "cairn-cli")


def test_macos_is_told_version_links_and_files() -> None:
    info = script("macos_info").info("1.2.3")

    assert info["CFBundleShortVersionString"] == info["CFBundleVersion"] == "1.2.3"
    assert info["CFBundleURLTypes"][0]["CFBundleURLSchemes"] == ["cairn"]
    (declared,) = info["UTExportedTypeDeclarations"]
    (opened,) = info["CFBundleDocumentTypes"]
    assert opened["LSItemContentTypes"] == [declared["UTTypeIdentifier"]]
    assert plistlib.loads(plistlib.dumps(info)) == info


def test_the_entitlements_are_the_few_that_are_explained() -> None:
    file = PACKAGING / "macos" / "entitlements.plist"
    asked = plistlib.loads(file.read_bytes())

    assert all(value is True for value in asked.values())
    assert file.read_text().count("<!--") == len(asked)


@pytest.mark.parametrize("path", SHELL, ids=lambda path: path.name)
def test_the_scripts_for_macos_are_shell(path: Path) -> None:
    assert path.stat().st_mode & 0o111
    subprocess.run(["bash", "-n", path], check=True)


def test_the_workflow_runs_what_is_there() -> None:
    used = [step["uses"] for step in steps() if "uses" in step]
    runs = "\n".join(step["run"] for step in steps() if "run" in step)
    targets = set(re.findall(r"^make (\w+)$", runs, re.MULTILINE))
    known = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", one) for one in used)
    assert targets == {"package"} <= known
    for path in re.findall(
        r"(?:\.dev|resources)/[\w./-]+[\w]", runs.replace("$lock", "requirements")
    ):
        assert (ROOT / path).exists(), path


def test_no_secret_of_the_workflow_reaches_a_command_line() -> None:
    for step in steps():
        assert "secrets." not in step.get("run", "")


def test_the_version_stands_in_one_place() -> None:
    version = script("version").version()
    told = [
        file
        for folder in (PACKAGING / "linux", PACKAGING / "windows", PACKAGING / "macos")
        for file in folder.iterdir()
        if version in file.read_text("utf-8").replace("/DVersion=0.1.0 /DNumbers=0.1.0.0", "")
    ]

    assert told == []
