"""The icons of Windows and macOS are read back: by hand, and by Qt where Qt reads them."""

import struct
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QImage, QImageReader

from tests.packaging.package_scripts import script

icons = script("icons")
PNGS: dict[int, bytes] = icons.pictures()


def test_the_ico_holds_each_size_as_its_png() -> None:
    data: bytes = icons.ico(PNGS)

    reserved, kind, count = struct.unpack_from("<HHH", data)
    found: dict[int, bytes] = {}
    end = 6 + 16 * count
    for number in range(count):
        width, height, _, _, planes, bits, length, offset = struct.unpack_from(
            "<BBBBHHII", data, 6 + 16 * number
        )
        assert (height, planes, bits, offset) == (width, 1, 32, end)
        found[width or 256] = data[offset : offset + length]
        end = offset + length

    assert (reserved, kind, end) == (0, 1, len(data))
    assert found == {size: PNGS[size] for size in (16, 24, 32, 48, 64, 128, 256)}


@pytest.mark.usefixtures("app")
def test_qt_reads_the_ico_as_the_pictures_it_is_made_of() -> None:
    buffer = QBuffer()
    buffer.setData(QByteArray(icons.ico(PNGS)))
    reader = QImageReader(buffer, b"ico")

    assert reader.imageCount() == 7
    for _ in range(reader.imageCount()):
        image = reader.read()
        assert not image.isNull(), reader.errorString()
        drawn = QImage.fromData(PNGS[image.width()])
        assert image.convertToFormat(drawn.format()) == drawn
        reader.jumpToNextImage()


def test_the_icns_holds_each_type_as_a_png_of_its_size() -> None:
    data: bytes = icons.icns(PNGS)

    found: dict[bytes, bytes] = {}
    place = 8
    while place < len(data):
        (length,) = struct.unpack_from(">I", data, place + 4)
        found[data[place : place + 4]] = data[place + 8 : place + length]
        place += length

    assert data[:4] == b"icns"
    assert struct.unpack_from(">I", data, 4) == (len(data),)
    assert place == len(data)
    assert found == {kind: PNGS[size] for kind, size in icons.ICNS_TYPES.items()}


def test_a_picture_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="16 pixels"):
        icons.ico({**PNGS, 16: PNGS[24]})
    with pytest.raises(ValueError, match="512 pixels"):
        icons.icns({**PNGS, 512: b"<svg/>"})
    with pytest.raises(KeyError):
        icons.icns({size: png for size, png in PNGS.items() if size != 512})


def test_both_are_written_into_a_folder_that_is_made(tmp_path: Path) -> None:
    for_windows, for_macos = icons.write(tmp_path / "new folder")

    assert for_windows.read_bytes() == icons.ico(PNGS)
    assert for_macos.read_bytes() == icons.icns(PNGS)
