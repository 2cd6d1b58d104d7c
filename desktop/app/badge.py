"""The app's icon with a number on it."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider

_SIDE: Final = 64  # pixels: trays scale it down
_AMBER: Final = QColor("#9A6614")
_WHITE: Final = QColor("#FFFFFF")


class BadgedIcons(QQuickImageProvider):
    """Gives QML the icon with a count: `3` has a badge that says 3, `0` none."""

    def __init__(self, icon: Path) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._icon = icon

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, N803
        del size, requestedSize
        image = QImage(str(self._icon)).scaledToWidth(
            _SIDE, Qt.TransformationMode.SmoothTransformation
        )
        return badged(image, int(id))


def badged(icon: QImage, count: int) -> QImage:
    """`icon` with `count` on an amber disc in its corner; as it is for 0, and 9+ from ten on."""
    image = icon.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    if count <= 0:
        return image
    words = str(count) if count < 10 else "9+"
    extent = image.width() * 0.6
    disc = QRectF(image.width() - extent, image.height() - extent, extent, extent)
    font = QFont("Inter")
    font.setBold(True)
    font.setPixelSize(round(extent * (0.72 if len(words) == 1 else 0.56)))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(_AMBER)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(disc)
    painter.setFont(font)
    painter.setPen(_WHITE)
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, words)
    painter.end()
    return image
