"""install.sh, run for real in a home made for it, with a small program in the place of Cairn."""

import os
import re
import shlex
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

TEXTS = Path(__file__).parents[2] / "resources" / "packaging" / "linux"
ODD = 'Zoë O\'Neil "x" $HOME `id` \\ 100% & ;'
ENTRY = "applications/cairn.desktop"
ICON = "icons/hicolor/16x16/apps/cairn.png"
OLD_ICON = "icons/hicolor/20x20/apps/cairn.png"
CACHES = {"mimeinfo.cache", "mime", "icon-theme.cache"}


class Person:
    """Somebody with a home, who has unpacked an archive."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / ODD
        self.share = self.home / ".local" / "share"
        self.app = self.share / "cairn-desktop"
        self.data = self.share / "Cairn"
        self.link = self.home / ".local" / "bin" / "cairn"
        self.archive = folder / "unpacked here" / "Cairn-1"
        self._commands = folder / "commands"
        self.home.mkdir()
        self._commands.mkdir()
        self.command("id", "echo 1000")
        unpack(self.archive, "1", ICON, OLD_ICON)

    def command(self, name: str, body: str) -> None:
        """Put another command in the place of the system's."""
        (self._commands / name).write_text(f"#!/bin/sh\n{body}\n")
        (self._commands / name).chmod(0o755)

    def run(
        self,
        *arguments: str,
        script: Path | None = None,
        limit: Callable[[], None] | None = None,
        **environ: str,
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [script or self.archive / "install.sh", *arguments],
            env={
                "HOME": str(self.home),
                "PATH": f"{self._commands}:/usr/bin:/bin:{self.link.parent}",
                **environ,
            },
            preexec_fn=limit,
            capture_output=True,
            text=True,
            check=False,
        )

    def install(self) -> str:
        """Install; what was said. Nothing may go wrong."""
        done = self.run()
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    def files(self) -> set[str]:
        """All files and links of the home but the caches of the desktop's own tools."""
        found = (path for path in self.home.rglob("*") if path.is_symlink() or path.is_file())
        below = {str(path.relative_to(self.home)) for path in found}
        return {one for one in below if not CACHES & set(Path(one).parts) or "packages" in one}


def unpack(folder: Path, version: str, *icons: str) -> None:
    """What the archive unpacks to."""
    (folder / "Cairn" / "_internal").mkdir(parents=True)
    program = folder / "Cairn" / "Cairn"
    program.write_text(f'#!/bin/sh\necho "Cairn {version}" "$@"\n')
    program.chmod(0o755)
    (folder / "Cairn" / "cairn").symlink_to("Cairn")
    (folder / "Cairn" / "_internal" / "large").write_bytes(bytes(3_000_000))
    shutil.copy(TEXTS / "install.sh", folder)
    for place, text in {
        ENTRY: (TEXTS / "cairn.desktop").read_text(),
        "mime/packages/cairn.xml": (TEXTS / "cairn.xml").read_text(),
        "metainfo/org.cairn.Cairn.metainfo.xml": "<component/>",
        "man/man1/cairn.1": ".TH CAIRN 1",
        **dict.fromkeys(icons, f"icon {version}"),
    }.items():
        file = folder / "share" / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def started_by(entry: Path) -> list[list[str]]:
    """The commands of a desktop entry, taken apart as its specification says."""
    commands: list[list[str]] = []
    for line in entry.read_text().splitlines():
        if line.startswith("Exec="):
            value = line.removeprefix("Exec=").replace("\\\\", "\\")
            parts = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', value)
            words = [re.sub(r"\\(.)", r"\1", quoted) or bare for quoted, bare in parts]
            commands.append([word.replace("%%", "%") for word in words])
    return commands


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path)


def test_the_menu_and_the_terminal_start_what_was_installed(person: Person) -> None:
    said = person.install()

    assert str(person.link) in said
    assert "not in your PATH" not in said
    program = str(person.app / "Cairn")
    assert started_by(person.share / ENTRY) == [[program, "%U"], [program, "cairn://new"]]
    assert subprocess.check_output([person.link, "list"], text=True) == "Cairn 1 list\n"
    assert (person.share / ICON).read_text() == "icon 1"
    assert (person.share / "mime" / "packages" / "cairn.xml").exists()
    assert (person.share / "man" / "man1" / "cairn.1").exists()
    assert (person.app / "cairn").is_symlink()


def test_the_command_that_removes_it_can_be_typed_as_it_is_told(person: Person) -> None:
    (told,) = (line for line in person.install().splitlines() if "To remove it: " in line)

    command = told.removeprefix("To remove it: ")
    assert shlex.split(command) == [str(person.app / "install.sh"), "--uninstall"]


def test_a_second_one_takes_the_place_of_the_first(person: Person) -> None:
    person.install()
    person.data.mkdir()
    (person.data / "cairn.sqlite3").write_text("all that was said")
    shutil.rmtree(person.archive)
    unpack(person.archive, "2", ICON)

    person.install()

    assert subprocess.check_output([person.link], text=True) == "Cairn 2\n"
    assert (person.share / ICON).read_text() == "icon 2"
    assert not (person.share / OLD_ICON).exists()
    assert (person.data / "cairn.sqlite3").read_text() == "all that was said"


@pytest.mark.parametrize("where", ["the archive", "the app"])
def test_removing_it_leaves_what_was_there_before_and_what_was_said(
    person: Person, where: str
) -> None:
    for mine in (person.data / "cairn.sqlite3", person.share / "icons/hicolor/16x16/apps/x.png"):
        mine.parent.mkdir(parents=True)
        mine.write_text("mine")
    before = person.files()
    person.install()
    assert person.files() > before

    script = {"the archive": person.archive, "the app": person.app}[where] / "install.sh"
    done = person.run("--uninstall", script=script)

    assert (done.returncode, done.stderr) == (0, "")
    assert str(person.data) in done.stdout
    assert person.files() == before
    assert not (person.share / "man").exists()
    assert person.run("--uninstall").returncode == 1


def test_removing_it_takes_the_entry_away_that_starts_it_at_login(person: Person) -> None:
    person.install()
    login = person.home / ".config" / "autostart" / "cairn.desktop"
    login.parent.mkdir(parents=True)
    shutil.copy(person.share / ENTRY, login)

    person.run("--uninstall")

    assert not login.exists()


def test_another_ones_entry_at_login_stays(person: Person) -> None:
    person.install()
    login = person.home / ".config" / "autostart" / "cairn.desktop"
    login.parent.mkdir(parents=True)
    login.write_text('[Desktop Entry]\nExec="/usr/lib/cairn-desktop/Cairn" "--hidden"\n')

    person.run("--uninstall")

    assert login.exists()


def test_it_is_put_where_the_person_keeps_such_data(person: Person, tmp_path: Path) -> None:
    elsewhere = tmp_path / "other place"

    person.run(XDG_DATA_HOME=str(elsewhere))

    assert started_by(elsewhere / ENTRY)[0] == [str(elsewhere / "cairn-desktop" / "Cairn"), "%U"]
    assert subprocess.check_output([person.link], text=True) == "Cairn 1\n"
    assert not person.share.exists()


def test_another_command_of_that_name_is_left_alone(person: Person) -> None:
    person.link.parent.mkdir(parents=True)
    person.link.write_text("mine")

    said = person.install()

    assert person.link.read_text() == "mine"
    assert "left alone" in said
    assert f"as {person.link}" not in said


def test_whose_path_lacks_the_command_is_told_so(person: Person) -> None:
    done = person.run(PATH=f"{person.archive.parents[1] / 'commands'}:/usr/bin:/bin")

    assert f"{person.link.parent} is not in your PATH" in done.stdout


def test_root_is_refused(person: Person) -> None:
    person.command("id", "echo 0")

    done = person.run()

    assert done.returncode == 1
    assert "not as root" in done.stderr
    assert person.files() == set()


@pytest.mark.parametrize("option", ["--uninstall", None])
def test_a_cairn_that_runs_is_not_pulled_away(
    person: Person, tmp_path: Path, option: str | None
) -> None:
    person.install()
    shutil.copy("/bin/sleep", person.app / "Cairn")
    # A home that is reached by a link: the system tells the program's place without it.
    (tmp_path / "homes").symlink_to(tmp_path)
    before = person.files()
    with subprocess.Popen([person.app / "Cairn", "60"]) as running:
        done = person.run(*[option] if option else [], HOME=str(tmp_path / "homes" / ODD))
        running.kill()

    assert done.returncode == 1
    assert "Cairn is running" in done.stderr
    assert person.files() == before


def test_with_no_room_for_the_new_one_the_old_one_stays(person: Person) -> None:
    def hardly_any_room() -> None:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))

    person.install()
    before = person.files()
    shutil.rmtree(person.archive)
    unpack(person.archive, "2", ICON)

    done = person.run(limit=hardly_any_room)

    assert done.returncode == 1
    assert "Nothing was changed" in done.stderr
    assert person.files() == before
    assert subprocess.check_output([person.link], text=True) == "Cairn 1\n"
    assert not (person.share / "cairn-desktop.new").exists()


@pytest.mark.parametrize("signal_", ["INT", "TERM", "HUP"])
def test_broken_off_it_leaves_nothing_half_copied(person: Person, signal_: str) -> None:
    person.install()
    before = person.files()
    person.command("cp", f'/bin/cp "$@"; kill -{signal_} $PPID')

    done = person.run()

    assert done.returncode == 130
    assert person.files() == before
    assert not (person.share / "cairn-desktop.new").exists()
    assert subprocess.check_output([person.link], text=True) == "Cairn 1\n"


@pytest.mark.parametrize("argument", ["--help", "uninstall", "-x"])
def test_what_it_does_not_know_changes_nothing(person: Person, argument: str) -> None:
    done = person.run(argument)

    assert done.returncode
    assert "[--uninstall]" in done.stdout + done.stderr
    assert person.files() == set()


def test_the_installed_script_alone_can_install_nothing(person: Person) -> None:
    person.install()
    before = person.files()

    done = person.run(script=person.app / "install.sh")

    assert done.returncode == 1
    assert "unpacked" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert person.files() == before


def test_no_home_is_said(person: Person) -> None:
    done = person.run(HOME="")

    assert done.returncode == 1
    assert "HOME" in done.stderr


def test_it_is_a_plain_shell_script() -> None:
    script = TEXTS / "install.sh"
    assert os.access(script, os.X_OK)
    assert script.read_text().startswith("#!/bin/sh\n")
