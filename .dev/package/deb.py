"""The package for Debian and its kin.

    .venv/bin/python .dev/package/deb.py BUNDLE FOLDER

puts a .deb of the bundle into FOLDER.
"""

import gzip
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import deb_depends
import linux_share
from version import version

NAME: Final = "cairn-desktop"
_HOME: Final = Path("usr/lib") / NAME
_RECOMMENDED: Final = ("libgl1-mesa-dri", "xdg-utils", "xdg-desktop-portal")
_ABOUT: Final = """agent that you can take back to any step
 Cairn is an agent on your desktop. What would change something waits until you
 have decided; every step is kept, and you can go back to any of them and
 continue from there. It works offline, with a small model that comes with it.
"""
_COPYRIGHT: Final = f"""Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Cairn
Comment: The licences of all that is packaged with it, in full, are in
 /{_HOME}/_internal/resources/licences.

Files: *
Copyright: 2026 The Cairn project
License: Apache-2.0
 The text is in /usr/share/common-licenses/Apache-2.0.
"""


def main(bundle: Path, folder: Path) -> None:
    """Build it; its name has the version and the machine's architecture."""
    stage = linux_share.ROOT / "build" / "deb"
    shutil.rmtree(stage, ignore_errors=True)
    date = linux_share.source_date()
    architecture = _said("dpkg", "--print-architecture").strip()
    shutil.copytree(bundle, stage / _HOME, symlinks=True)
    linux_share.write(stage / "usr" / "share", f"/{_HOME}/Cairn")
    (stage / "usr" / "bin").mkdir()
    (stage / "usr" / "bin" / "cairn").symlink_to(f"../lib/{NAME}/cairn")
    _write_documents(stage / "usr" / "share")
    _write_control(stage, architecture, deb_depends.depends(bundle))
    for path in stage.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path == stage / _HOME / "Cairn" else 0o644)
        os.utime(path, (date, date), follow_symlinks=False)
    package = folder / f"{NAME}_{version()}_{architecture}.deb"
    _said("dpkg-deb", "--root-owner-group", "-Zzstd", "-z10", "--build", str(stage), str(package))
    shutil.rmtree(stage)
    print(f"{package}: {package.stat().st_size / 1e6:.0f} MB")


def _write_documents(share: Path) -> None:
    manual = share / "man" / "man1" / "cairn.1"
    _compress(manual.read_bytes(), manual.with_name("cairn.1.gz"))
    manual.unlink()
    documents = share / "doc" / NAME
    documents.mkdir(parents=True)
    (documents / "copyright").write_text(_COPYRIGHT)
    _compress((linux_share.ROOT / "CHANGELOG.md").read_bytes(), documents / "changelog.gz")


def _compress(data: bytes, file: Path) -> None:
    file.write_bytes(gzip.compress(data, mtime=0))


def _write_control(stage: Path, architecture: str, depends: list[str]) -> None:
    size = sum(path.lstat().st_size for path in stage.rglob("*") if path.is_file())
    fields = {
        "Package": NAME,
        "Version": version(),
        "Architecture": architecture,
        "Maintainer": "The Cairn project <cairn@invalid>",
        "Installed-Size": str(size // 1024),
        "Depends": ", ".join(depends),
        "Recommends": ", ".join(_RECOMMENDED),
        "Section": "utils",
        "Priority": "optional",
        "Description": _ABOUT.rstrip(),
    }
    control = stage / "DEBIAN"
    control.mkdir()
    text = "".join(f"{name}: {value}\n" for name, value in fields.items())
    (control / "control").write_text(text)


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute(), Path(sys.argv[2]).absolute())
