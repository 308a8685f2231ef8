"""Writes a diagram as a picture or as text: PNG at twice the size, SVG, Mermaid; always dark on light, for a page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QImageWriter, QPainter

from mockint.domain.diagram import Diagram
from mockint.domain.layout import placed
from mockint.domain.mermaid import mermaid
from mockint.errors import BadInputError
from ui.diagram.scene import DiagramScene
from ui.tokens import LIGHT, Space

_SHARP: Final = 2.0
_MOST_SIDE: Final = 12_000
_MOST_AREA: Final = 12_000_000
"""Pixels of the largest PNG; a larger drawing is written less sharp, so that neither time nor memory run out."""
_COMPRESSION: Final = 30
"""Of 100: flat colours are small even so, and the window waits for less long."""
FORMATS: Final = {"PNG": ".png", "SVG": ".svg", "Mermaid": ".mmd"}


def export(diagram: Diagram, path: Path, font: QFont) -> None:
    """Write a diagram in the format of a file's ending.

    Raises:
        BadInputError: If the ending is none of the three, or the file cannot be written.
    """
    makers: dict[str, Callable[[], bytes]] = {
        ".png": lambda: as_png(diagram, font),
        ".svg": lambda: as_svg(diagram, font),
        ".mmd": lambda: mermaid(diagram).encode(),
    }
    make = makers.get(path.suffix.lower())
    if make is None:
        raise BadInputError(
            f"{path.name} ends in none of .png, .svg and .mmd.", "Choose a name with one of these ends."
        )
    made = make()
    try:
        path.write_bytes(made)
    except OSError as fault:
        why = fault.strerror or "it cannot be written"
        raise BadInputError(f"{path} was not written: {why}.", "The diagram is kept; choose another place.") from fault


def as_png(diagram: Diagram, font: QFont) -> bytes:
    """The picture, two pixels to one of the plane where that is not too large."""
    scene, area = _scene(diagram, font)
    try:
        sharp = min(_SHARP, _MOST_SIDE / max(area.width(), area.height()))
        sharp = min(sharp, (_MOST_AREA / (area.width() * area.height())) ** 0.5)
        size = QSize(max(1, round(area.width() * sharp)), max(1, round(area.height() * sharp)))
        image = QImage(size, QImage.Format.Format_RGB32)
        image.fill(QColor(LIGHT.surface))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scene.render(painter, QRectF(image.rect()), area, Qt.AspectRatioMode.KeepAspectRatio)
        painter.end()

        def write(device: QBuffer) -> None:
            writer = QImageWriter(device, QByteArray(b"png"))
            writer.setCompression(_COMPRESSION)
            writer.write(image)

        return _bytes(write)
    finally:
        scene.deleteLater()


def as_svg(diagram: Diagram, font: QFont) -> bytes:
    """The picture in lines and text."""
    from PySide6.QtSvg import QSvgGenerator

    scene, area = _scene(diagram, font)

    def write(device: QBuffer) -> None:
        generator = QSvgGenerator()
        generator.setOutputDevice(device)
        generator.setTitle("Diagram")
        generator.setResolution(96)
        generator.setSize(area.size().toSize())
        generator.setViewBox(QRectF(0, 0, area.width(), area.height()))
        painter = QPainter(generator)
        painter.fillRect(QRectF(0, 0, area.width(), area.height()), QColor(LIGHT.surface))
        scene.render(painter, QRectF(0, 0, area.width(), area.height()), area)
        painter.end()

    try:
        return _bytes(write)
    finally:
        scene.deleteLater()


def _scene(diagram: Diagram, font: QFont) -> tuple[DiagramScene, QRectF]:
    scene = DiagramScene(LIGHT, font)
    scene.show_diagram(placed(diagram))
    content = scene.content() if diagram.nodes else QRectF(0, 0, 1, 1)
    return scene, content.adjusted(-Space.XL, -Space.XL, Space.XL, Space.XL)


def _bytes(write: Callable[[QBuffer], object]) -> bytes:
    held = QByteArray()
    device = QBuffer(held)
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    write(device)
    device.close()
    return bytes(held.data())
