"""A bare Debian without Python and without network, with a person in it who has an odd home.

Made by debootstrap in a folder, and entered by namespaces of its own: nothing in it sees this
machine's processes or network, only the virtual screen. Needs root, or a sudo that asks nothing.
"""

import os
import shlex
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

PERSON: Final = "zoe"
HOME: Final = "/home/Zoë O'Neil"
DISPLAYS: Final = Path("/tmp/.X11-unix")
_AS_ROOT: Final = () if os.geteuid() == 0 else ("sudo", "-n")
_PATH: Final = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_ENVIRON: Final = {"PATH": _PATH, "LANG": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
_INSIDE: Final = """
ip link set lo up
mount -t proc proc "$1/proc"
mount -t tmpfs devices "$1/dev"
for device in null zero random urandom; do
    touch "$1/dev/$device"
    mount --bind "/dev/$device" "$1/dev/$device"
done
mkdir "$1/dev/shm" "$1/dev/pts"
mount -t devpts -o newinstance,ptmxmode=0666 terminals "$1/dev/pts"
ln -s pts/ptmx "$1/dev/ptmx"
mount --bind "$2" "$1/tmp/.X11-unix"
touch "$1/entered"
exec sleep infinity
"""


class CleanRoom:
    """The room, from enter() on. `folder` is its root as seen from outside."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._keeper: subprocess.Popen[bytes] | None = None

    @classmethod
    def furnish(cls, folder: Path, base: Path, package: Path) -> "CleanRoom":
        """A room in `folder`, as a copy of `base`, which is made first if it is not there.

        `package` lies in /package.deb, what it depends on is installed, and so is `gio`, which
        starts menu entries as a desktop does: from here on the room needs no network.
        """
        if not base.exists():
            _make_base(base)
        root("cp", "-a", "--reflink=auto", base, folder)
        room = cls(folder)
        room._outside("useradd", "--create-home", "--home-dir", HOME, PERSON)
        root("cp", package, folder / "package.deb")
        root("cp", "/etc/resolv.conf", folder / "etc" / "resolv.conf")
        needed = room._outside("dpkg-deb", "--field", "/package.deb", "Depends").strip()
        room._outside("apt-get", "satisfy", "-qq", "--no-install-recommends", needed)
        room._outside("apt-get", "install", "-qq", "--no-install-recommends", "libglib2.0-bin")
        return room

    def enter(self) -> None:
        """Close the door: from here on there is no network."""
        (self.folder / "tmp" / ".X11-unix").mkdir(exist_ok=True)
        spaces = ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child"]
        script = ["sh", "-ec", _INSIDE, "room", str(self.folder), str(DISPLAYS)]
        self._keeper = subprocess.Popen([*_AS_ROOT, *spaces, *script])
        while not (self.folder / "entered").exists():
            assert self._keeper.poll() is None, "the room could not be entered"
            time.sleep(0.05)

    def leave(self) -> None:
        """End all that runs in it, and take it down."""
        if self._keeper:
            root("kill", f"-{signal.SIGKILL:d}", str(self._inside()))
            self._keeper.wait(10)
        root("rm", "-rf", "--one-file-system", self.folder)

    def root(self, *command: str) -> str:
        """Run `command` as root; what it says. Raises CalledProcessError."""
        return _said(self._entering("env", "-i", *_set(_ENVIRON), *command))

    def person(self, *command: str, **environ: str) -> str:
        """Run `command` as the person, from their home; what it prints. Raises as root."""
        return _said(self._as_person(command, environ))

    def start(self, *command: str, log: Path, **environ: str) -> subprocess.Popen[bytes]:
        """Start `command` as the person, and leave it running; its words go to `log`."""
        with log.open("ab") as words:
            return subprocess.Popen(self._as_person(command, environ), stdout=words, stderr=words)

    def processes(self, name: str) -> list[int]:
        """The processes in the room whose program has that name, as numbered outside."""
        return [pid for pid in _all_processes() if self._runs(pid, name)]

    def kill(self, name: str) -> None:
        """SIGKILL to all of that name, and wait until they are gone."""
        for pid in self.processes(name):
            root("kill", f"-{signal.SIGKILL:d}", str(pid))
        until = time.monotonic() + 10
        while self.processes(name):
            assert time.monotonic() < until, f"{name} does not end"
            time.sleep(0.05)

    def _as_person(self, command: Sequence[str], environ: dict[str, str]) -> list[str]:
        line = f"cd; {shlex.join(['env', *_set({'LANG': 'C.UTF-8', **environ}), *command])}"
        return self._entering("su", "-l", PERSON, "-c", line)

    def _entering(self, *command: str) -> list[str]:
        entering = ["nsenter", "--target", str(self._inside()), "--net", "--mount", "--pid"]
        return [*_AS_ROOT, *entering, "chroot", str(self.folder), *command]

    def _inside(self) -> int:
        """The first process in the room, at whose end all others end."""
        assert self._keeper
        (inside,) = _children(self._keeper.pid)
        return _children(inside)[0] if _AS_ROOT else inside

    def _outside(self, *command: str) -> str:
        """Before the door is closed."""
        return root("env", "-i", *_set(_ENVIRON), "chroot", self.folder, *command)

    def _runs(self, pid: int, name: str) -> bool:
        folder = Path("/proc") / str(pid)
        try:
            return (folder / "root").readlink() == self.folder and (
                folder / "exe"
            ).readlink().name == name
        except OSError:
            return False


def root(*command: str | Path) -> str:
    """Run `command` on this machine as root; what it says. Raises CalledProcessError."""
    return _said([*_AS_ROOT, *map(str, command)])


def _make_base(base: Path) -> None:
    """The same for every room: a Debian as small as it gets, of this machine's own release."""
    release = dict(
        line.split("=", 1) for line in Path("/etc/os-release").read_text().splitlines() if line
    )
    unfinished = base.with_name(f"{base.name}.part")
    root("rm", "-rf", "--one-file-system", unfinished)
    base.parent.mkdir(parents=True, exist_ok=True)
    root("debootstrap", "--variant=minbase", release["VERSION_CODENAME"], unfinished)
    assert not list((unfinished / "usr" / "bin").glob("python*"))
    root("mv", unfinished, base)


def _said(command: Sequence[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    if done.returncode:
        raise AssertionError(
            f"{shlex.join(command)}: {done.returncode}\n{done.stdout}{done.stderr}"
        )
    return done.stdout


def _set(environ: dict[str, str]) -> list[str]:
    return [f"{name}={value}" for name, value in environ.items()]


def _children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _all_processes() -> Iterator[int]:
    return (int(folder.name) for folder in Path("/proc").iterdir() if folder.name.isdigit())
