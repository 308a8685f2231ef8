"""Shapes of what is drawn: the size of a part's card, the way of an edge, the frame of a group."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable
from typing import Final, NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainterPath, QStaticText, QTextLayout, QTextOption

from mockint.domain.layout import FRAME, TITLE
from ui.diagram.symbols import word
from ui.tokens import Space, Type

SYMBOL_ROOM: Final = 40.0
"""Width of the symbol's part of a card."""
_TEXT_WIDTH: Final = (64.0, 124.0)
_MOST_LINES: Final = 3
_LABEL_WIDTH: Final = 160.0
_ARROW: Final = 9.0
_APART: Final = 16.0
"""Distance of edges between the same two parts."""


class Fonts(NamedTuple):
    """The fonts of a drawing, at 100 %."""

    label: QFont
    small: QFont
    title: QFont

    @classmethod
    def of(cls, family: QFont) -> Fonts:
        """Made from the window's font."""

        def sized(pixels: int, weight: QFont.Weight) -> QFont:
            made = QFont(family)
            made.setPixelSize(pixels)
            made.setWeight(weight)
            return made

        return cls(
            sized(Type.BODY, QFont.Weight.Medium),
            sized(Type.SMALL, QFont.Weight.Normal),
            sized(Type.SMALL, QFont.Weight.DemiBold),
        )


class Card(NamedTuple):
    """What stands on a part's card, around its middle.

    Attributes:
        lines: Each with where it begins.
        kind: The word of its kind, with where it begins; empty where the label is that word.
        is_cut: Whether the label is longer than the card shows.
    """

    rect: QRectF
    lines: tuple[tuple[QPointF, QStaticText], ...]
    kind: tuple[QPointF, QStaticText]
    is_cut: bool


def card(label: str, kind: str, fonts: Fonts) -> Card:
    """Sets a card's text in up to three lines."""
    name, said = " ".join(label.split()), word(kind)
    if not name:
        name, said = said or "Part", ""
    broken, is_cut = _broken(name, fonts.label)
    big, small = QFontMetricsF(fonts.label), QFontMetricsF(fonts.small)
    said = small.elidedText(said, Qt.TextElideMode.ElideRight, _TEXT_WIDTH[1])
    widths = [big.horizontalAdvance(line) for line in broken] + [small.horizontalAdvance(said)]
    width = min(_TEXT_WIDTH[1], max(_TEXT_WIDTH[0], *widths))
    tall = len(broken) * big.height() + (small.height() if said else 0)
    rect = QRectF(0, 0, SYMBOL_ROOM + width + Space.M, max(44.0, tall + 2 * Space.S))
    rect.moveCenter(QPointF(0, 0))
    y = -tall / 2
    x = rect.left() + SYMBOL_ROOM
    lines = []
    for line in broken:
        slack = width - big.horizontalAdvance(line) if line_is_rtl(line) else 0
        lines.append((QPointF(x + slack, y), _static(line, fonts.label)))
        y += big.height()
    return Card(rect, tuple(lines), (QPointF(x, y), _static(said, fonts.small)), is_cut)


def line_is_rtl(text: str) -> bool:
    """Whether a text reads from right to left."""
    return text.isascii() is False and _direction(text) == Qt.LayoutDirection.RightToLeft


def _direction(text: str) -> Qt.LayoutDirection:
    for sign in text:
        if (found := unicodedata.bidirectional(sign)) in {"L", "R", "AL"}:
            return Qt.LayoutDirection.LeftToRight if found == "L" else Qt.LayoutDirection.RightToLeft
    return Qt.LayoutDirection.LeftToRight


def _static(text: str, font: QFont) -> QStaticText:
    made = QStaticText(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    made.prepare(font=font)
    return made


def _broken(text: str, font: QFont) -> tuple[list[str], bool]:
    """The lines of a text, the last one with an ellipsis where there are more, and whether there were."""
    laid = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    laid.setTextOption(option)
    spans: list[tuple[int, int]] = []
    laid.beginLayout()
    while len(spans) <= _MOST_LINES and (line := laid.createLine()).isValid():
        line.setLineWidth(_TEXT_WIDTH[1])
        spans.append((line.textStart(), line.textLength()))
    laid.endLayout()
    raw = text.encode("utf-16-le")  # Qt counts in units of UTF-16
    lines = [raw[2 * at : 2 * (at + long)].decode("utf-16-le", "replace").strip() for at, long in spans]
    if len(lines) <= _MOST_LINES:
        return lines, False
    rest = raw[2 * spans[_MOST_LINES - 1][0] :].decode("utf-16-le", "replace")
    cut = QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, _TEXT_WIDTH[1])
    return [*lines[: _MOST_LINES - 1], cut], True


def edge_text(label: str, fonts: Fonts) -> tuple[QStaticText, QRectF] | None:
    """An edge's label and the room for it around its middle; None for none."""
    text = " ".join(label.split())
    if not text:
        return None
    metrics = QFontMetricsF(fonts.small)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, _LABEL_WIDTH)
    room = QRectF(0, 0, metrics.horizontalAdvance(shown) + Space.S, metrics.height() + 2)
    room.moveCenter(QPointF(0, 0))
    return _static(shown, fonts.small), room


class Way(NamedTuple):
    """The way of an edge, seen from the middle of the part that it leaves."""

    path: QPainterPath
    middle: QPointF


def way(source: QRectF, target: QRectF, apart: float) -> Way:
    """From the border of one card to that of another, with an open arrow at its end.

    Args:
        source: The card it leaves.
        target: The card it reaches.
        apart: How many steps it keeps from the straight way, where several edges join the same parts.
    """
    dx, dy = target.center().x() - source.center().x(), target.center().y() - source.center().y()
    wide, tall = (source.width() + target.width()) / 2, (source.height() + target.height()) / 2
    gap_x, gap_y = abs(dx) - wide, abs(dy) - tall
    shift = apart * _APART
    if gap_x >= gap_y:
        side, gap = math.copysign(1, dx), gap_x
        reach = max(20.0, gap / 2)
        limit = min(source.height(), target.height()) / 2 - Space.S
        shift = max(-limit, min(limit, shift))
        begin = source.center() + QPointF(side * source.width() / 2, shift)
        end = target.center() + QPointF(-side * target.width() / 2, shift)
        bend = QPointF(side * reach, 0)
    else:
        side, gap = math.copysign(1, dy), gap_y
        reach = max(20.0, gap / 2)
        begin = source.center() + QPointF(shift, side * source.height() / 2)
        end = target.center() + QPointF(shift, -side * target.height() / 2)
        bend = QPointF(0, side * reach)
    return _drawn(source.center(), begin, begin + bend, end - bend, end)


def loop(card_rect: QRectF, nth: int) -> Way:
    """From a card's right border back to its upper one."""
    far = 44.0 + 22.0 * nth
    begin = QPointF(card_rect.right(), card_rect.center().y() - 6)
    end = QPointF(card_rect.right() - 26 - 8 * nth, card_rect.top())
    drawn = _drawn(card_rect.center(), begin, begin + QPointF(far, 0), end - QPointF(-4, far), end)
    return Way(drawn.path, QPointF(card_rect.right() + far, card_rect.top() - far / 3) - card_rect.center())


def _drawn(middle: QPointF, begin: QPointF, bend: QPointF, back: QPointF, end: QPointF) -> Way:
    begin, bend, back, end = (point - middle for point in (begin, bend, back, end))
    path = QPainterPath(begin)
    path.cubicTo(bend, back, end)
    half = (begin + bend * 3.0 + back * 3.0 + end) / 8.0
    angle = QLineF(end, back).angle()
    for spread in (-26.0, 26.0):
        path.moveTo(end)
        path.lineTo(end + QLineF.fromPolar(_ARROW, angle + spread).p2())
    return Way(path, half)


def frame(cards: Iterable[QRectF]) -> QRectF:
    """The frame around the cards of a group, with room for its title."""
    around = QRectF()
    for one in cards:
        around = around.united(one)
    return around.adjusted(-FRAME, -FRAME - TITLE, FRAME, FRAME)
