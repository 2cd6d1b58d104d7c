import pytest
from PySide6.QtGui import QFontInfo, QGuiApplication

from desktop.app.fonts import text_scale


@pytest.mark.parametrize(
    ("points", "dpi", "platform", "scale"),
    [
        (13.0, 72.0, "darwin", 1.0),
        (9.0, 96.0, "win32", 1.0),
        (13.5, 96.0, "win32", 1.5),
        (11.0, 96.0, "linux", 1.0),
        (10.0, 96.0, "linux", 1.0),
        (11.0, 120.0, "linux", 1.25),
        (22.0, 96.0, "linux", 2.0),
        (-1.0, 96.0, "linux", 1.0),
        (99.0, 96.0, "linux", 3.0),
    ],
)
def test_text_follows_the_systems_size(
    points: float, dpi: float, platform: str, scale: float
) -> None:
    assert text_scale(points, dpi, platform) == pytest.approx(scale)


def test_the_bundled_font_is_the_applications(app: QGuiApplication) -> None:
    assert QFontInfo(app.font()).family() == "Inter"
