"""The app's icon in the forms of Windows and macOS, put together from its PNGs.

    .venv/bin/python .dev/package/icons.py FOLDER

writes Cairn.ico and Cairn.icns. Both forms are a list of PNGs with a header.
"""

import struct
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

ICONS: Final = Path(__file__).parents[2] / "resources" / "icons"

ICO_SIZES: Final = (16, 24, 32, 48, 64, 128, 256)
"""In pixels: what Windows shows at 100 to 200 %, from the title bar to the largest tiles."""

ICNS_TYPES: Final = {
    b"ic11": 32,
    b"ic12": 64,
    b"ic07": 128,
    b"ic13": 256,
    b"ic08": 256,
    b"ic14": 512,
    b"ic09": 512,
}
"""Type -> pixels. ic11 to ic14 are 16, 32, 128 and 256 points at twice the pixels; the types for
16 and 32 points at one pixel each are left out, as macOS draws PNGs in them wrongly."""

_PNG: Final = b"\x89PNG\r\n\x1a\n"


def pictures() -> dict[int, bytes]:
    """Pixels of a side -> the PNG, of all that are there."""
    return {
        int(path.stem.removeprefix("cairn-")): path.read_bytes()
        for path in sorted(ICONS.glob("cairn-[0-9]*.png"))
    }


def ico(pngs: Mapping[int, bytes]) -> bytes:
    """An .ico with all of ICO_SIZES. Raises KeyError when one is missing, ValueError for no PNG."""
    images = [_checked(pngs[size], size) for size in ICO_SIZES]
    header = struct.pack("<HHH", 0, 1, len(images))
    offset = len(header) + 16 * len(images)
    entries = b""
    for size, image in zip(ICO_SIZES, images, strict=True):
        side = size % 256  # one byte: 0 stands for 256
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(image), offset)
        offset += len(image)
    return header + entries + b"".join(images)


def icns(pngs: Mapping[int, bytes]) -> bytes:
    """An .icns with all of ICNS_TYPES. Raises KeyError and ValueError like `ico`."""
    blocks = b"".join(_block(kind, _checked(pngs[size], size)) for kind, size in ICNS_TYPES.items())
    return _block(b"icns", blocks)


def write(folder: Path) -> tuple[Path, Path]:
    """Write both into `folder`, which is made. Gives the paths of the .ico and the .icns."""
    folder.mkdir(parents=True, exist_ok=True)
    pngs = pictures()
    for_windows, for_macos = folder / "Cairn.ico", folder / "Cairn.icns"
    for_windows.write_bytes(ico(pngs))
    for_macos.write_bytes(icns(pngs))
    return for_windows, for_macos


def _block(kind: bytes, content: bytes) -> bytes:
    return kind + struct.pack(">I", len(content) + 8) + content


def _checked(png: bytes, size: int) -> bytes:
    if not png.startswith(_PNG) or struct.unpack_from(">II", png, 16) != (size, size):
        message = f"the picture of {size} pixels is no PNG of that size"
        raise ValueError(message)
    return png


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: icons.py FOLDER")
    for written in write(Path(sys.argv[1])):
        print(f"Wrote {written}.")
