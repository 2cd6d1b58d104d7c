"""The bundled fonts, and how large the system wants its text."""

import sys
from pathlib import Path
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

BODY_PX: Final = 15
_FOLDER = Path(__file__).parents[2] / "resources" / "fonts"
_USUAL_POINTS = {"darwin": 13.0, "win32": 9.0}
_USUAL_ELSEWHERE = 11.0
_USUAL_DPI = {"darwin": 72.0}


def install(app: QGuiApplication) -> None:
    """Make Inter at body size the application's font; the views size all text by it."""
    system = app.font()
    screen = app.primaryScreen()
    dpi = screen.logicalDotsPerInch() if screen else 96.0
    for file in sorted(_FOLDER.glob("*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(file))
    font = QFont("Inter")
    font.setPixelSize(round(BODY_PX * text_scale(system.pointSizeF(), dpi, sys.platform)))
    app.setFont(font)


def text_scale(points: float, dpi: float, platform: str) -> float:
    """How much larger than usual the system's text is: 1 to 3.

    `points` is the size of the system's font, not positive when unknown; `dpi` is logical.
    """
    if points <= 0:
        return 1.0
    usual = _USUAL_POINTS.get(platform, _USUAL_ELSEWHERE)
    scale = points / usual * dpi / _USUAL_DPI.get(platform, 96.0)
    return min(max(scale, 1.0), 3.0)
