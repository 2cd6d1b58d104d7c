import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=200)


def test_the_tools_know_our_types_as_they_are() -> None:
    done = run(sys.executable, ".dev/qml_types.py", "--check")

    assert done.returncode == 0, done.stdout + done.stderr


def test_qmllint_finds_nothing() -> None:
    files = sorted(str(path) for path in (ROOT / "desktop" / "views").rglob("*.qml"))
    lint = Path(sys.executable).with_name("pyside6-qmllint")

    done = run(str(lint), "-I", "desktop/views", *files)

    assert files
    assert done.stdout + done.stderr == ""
    assert done.returncode == 0


def test_every_component_is_listed_in_its_module() -> None:
    for folder in (ROOT / "desktop" / "views").iterdir():
        if not folder.is_dir():
            continue
        listed = (folder / "qmldir").read_text()
        for file in folder.glob("*.qml"):
            assert f" {file.name}\n" in listed, f"{file} is missing in {folder / 'qmldir'}"
