"""What a bundle needs of Debian, by what its programs and libraries are linked with."""

import re
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

_CONTROL: Final = """Source: cairn-desktop
Maintainer: The Cairn project <cairn@invalid>

Package: cairn-desktop
Architecture: any
Description: -
"""


def depends(bundle: Path) -> list[str]:
    """The packages of all libraries that are not in `bundle`, with the versions they are needed in.

    Debian's own tool finds packages and versions. It knows nothing of libraries that lie beside
    the program that needs them, so what only those would be needed for is taken out.
    """
    code = [file for file in sorted(bundle.rglob("*")) if _is_code(file)]
    own = {file.name for file in code}
    foreign = {name for file in code for name in _linked_with(file)} - own
    packages = {package for path in _paths(foreign) for package in _packages_of(path)}
    return [one for one in _with_versions(code) if one.split()[0] in packages]


def _is_code(file: Path) -> bool:
    if not file.is_file() or file.is_symlink():
        return False
    with file.open("rb") as start:
        return start.read(4) == b"\x7fELF"


def _linked_with(file: Path) -> list[str]:
    said = _said("readelf", "--dynamic", "--wide", str(file))
    return re.findall(r"\(NEEDED\)\s+Shared library: \[(.+)\]", said)


def _paths(names: Iterable[str]) -> list[str]:
    """Where this machine has those libraries."""
    known = dict(
        re.findall(
            r"^\t(\S+) \(libc6,x86-64.*\) => (\S+)$", _said("/sbin/ldconfig", "-p"), re.MULTILINE
        )
    )
    return [str(Path(known[name]).resolve()) for name in sorted(names) if name in known]


def _packages_of(path: str) -> list[str]:
    # Debian's index still has what has moved from /lib to /usr/lib under its old name.
    for known in (path, path.removeprefix("/usr")):
        search = ["dpkg-query", "--search", known]
        done = subprocess.run(search, capture_output=True, text=True, check=False)
        if not done.returncode:
            return [line.partition(":")[0] for line in done.stdout.splitlines()]
    raise LookupError(f"no package has {path}")


def _with_versions(code: Sequence[Path]) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "debian").mkdir()
        (Path(folder) / "debian" / "control").write_text(_CONTROL)
        command = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0"]
        beside = sorted({f"-l{file.parent}" for file in code})
        said = _said(*command, *beside, *map(str, code), cwd=folder)
    (line,) = (line for line in said.splitlines() if line.startswith("shlibs:Depends="))
    return line.partition("=")[2].split(", ")


def _said(*command: str, cwd: str | None = None) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr}")
    return done.stdout
