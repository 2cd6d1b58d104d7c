"""The archive for any other Linux, with a script that installs it for one person.

    .venv/bin/python .dev/package/tarball.py BUNDLE FOLDER

puts a .tar.gz into FOLDER. It unpacks to one folder: the bundle, what the desktop wants to know of
it, and install.sh.
"""

import platform
import shutil
import subprocess
import sys
from pathlib import Path

import linux_share
from version import version


def main(bundle: Path, folder: Path) -> None:
    """Build it; its name has the version and the machine's architecture."""
    name = f"Cairn-{version()}"
    stage = linux_share.ROOT / "build" / "archive"
    shutil.rmtree(stage, ignore_errors=True)
    shutil.copytree(bundle, stage / name / "Cairn", symlinks=True)
    linux_share.write(stage / name / "share")
    shutil.copy(linux_share.TEXTS / "install.sh", stage / name)
    archive = folder / f"{name}-linux-{platform.machine()}.tar.gz"
    order = ["--sort=name", f"--mtime=@{linux_share.source_date()}", "--mode=go-w"]
    nobody = ["--owner=0", "--group=0", "--numeric-owner"]
    packing = ["tar", "--create", *order, *nobody, f"--directory={stage}", name]
    with archive.open("wb") as packed:
        tar = subprocess.Popen(packing, stdout=subprocess.PIPE)
        compressing = ["gzip", "-n", "-6"]
        subprocess.run(compressing, stdin=tar.stdout, stdout=packed, check=True)
        if tar.wait():
            raise SystemExit("tar could not pack the archive")
    shutil.rmtree(stage)
    print(f"{archive}: {archive.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute(), Path(sys.argv[2]).absolute())
