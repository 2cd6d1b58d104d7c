"""Fonts load under the names that the theme asks for, icons are drawn alike."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontDatabase, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

RESOURCES = Path(__file__).parents[2] / "resources"
ICONS = RESOURCES / "icons"
MARKS = {"cairn", "cairn-app"}
STROKED = sorted(path for path in ICONS.glob("*.svg") if path.stem not in MARKS)
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
SVG = "{http://www.w3.org/2000/svg}svg"

pytestmark = pytest.mark.usefixtures("app")


@pytest.mark.parametrize(
    ("file", "family", "weight", "italic"),
    [
        ("Inter-Regular.otf", "Inter", 400, False),
        ("Inter-Italic.otf", "Inter", 400, True),
        ("Inter-Medium.otf", "Inter", 500, False),
        ("Inter-SemiBold.otf", "Inter", 600, False),
        ("Inter-Bold.otf", "Inter", 700, False),
        ("Inter-BoldItalic.otf", "Inter", 700, True),
        ("JetBrainsMono-Regular.ttf", "JetBrains Mono", 400, False),
        ("JetBrainsMono-Italic.ttf", "JetBrains Mono", 400, True),
        ("JetBrainsMono-Medium.ttf", "JetBrains Mono", 500, False),
        ("JetBrainsMono-Bold.ttf", "JetBrains Mono", 700, False),
    ],
)
def test_a_font_answers_to_its_family_and_weight(
    file: str, family: str, weight: int, italic: bool
) -> None:
    number = QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / file))

    assert family in QFontDatabase.applicationFontFamilies(number)
    assert (weight, italic) in {
        (QFontDatabase.weight(family, style), QFontDatabase.italic(family, style))
        for style in QFontDatabase.styles(family)
    }


def test_every_font_comes_with_its_licence() -> None:
    families = {path.stem.partition("-")[0] for path in (RESOURCES / "fonts").glob("*.[ot]tf")}

    assert families
    for family in families:
        assert "SIL OPEN FONT LICENSE" in (RESOURCES / "fonts" / f"{family}-OFL.txt").read_text()


@pytest.mark.parametrize("icon", STROKED, ids=lambda path: path.stem)
def test_an_icon_is_black_strokes_on_a_grid_of_sixteen(icon: Path) -> None:
    root = ElementTree.parse(icon).getroot()

    assert root.tag == SVG
    assert root.get("viewBox") == "0 0 16 16"
    assert root.get("stroke-width") == "1.5"
    assert set(re.findall(r"#[0-9A-Fa-f]+", icon.read_text())) == {"#000"}


@pytest.mark.parametrize("icon", sorted(ICONS.glob("*.svg")), ids=lambda path: path.stem)
def test_an_icon_is_drawn_and_stays_inside_its_square(icon: Path) -> None:
    inside, frame = 64, 2
    image = QImage(inside + 2 * frame, inside + 2 * frame, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(icon)).render(painter, QRectF(frame, frame, inside, inside))
    painter.end()

    pixels = [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha()
    ]

    assert pixels
    for x, y in pixels:
        assert frame <= x < inside + frame
        assert frame <= y < inside + frame


@pytest.mark.parametrize("size", SIZES)
def test_the_mark_comes_in_the_sizes_of_launchers(size: int) -> None:
    image = QImage(str(ICONS / f"cairn-{size}.png"))

    assert (image.width(), image.height()) == (size, size)
    assert image.hasAlphaChannel()
