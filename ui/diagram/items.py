"""What stands on the canvas: cards of parts, edges with their labels, frames of groups."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPainterPathStroker, QPen, QStaticText
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QStyleOptionGraphicsItem, QWidget

from mockint.domain.diagram import Edge, Group, Node
from mockint.domain.layout import TITLE
from ui.diagram import shapes
from ui.diagram.edits import EdgeKey, place_of
from ui.diagram.symbols import symbol
from ui.tokens import RADIUS, Colours, Space

FRAMES, EDGES, LABELS, CARDS, HINTS = range(5)
"""Layers, from the lowest."""
_NAMES_FROM: Final = 0.33
_SMALL_FROM: Final = 0.5
"""Zoom below which names, and small words, are too small to be read and are left out."""
_GRIP: Final = 6.0


class Inks(NamedTuple):
    """Pens and brushes of a scheme."""

    card: QBrush
    card_chosen: QBrush
    border: QPen
    chosen: QPen
    text: QPen
    muted: QPen
    symbol: QPen
    symbol_ground: QBrush
    edge: QPen
    edge_chosen: QPen
    ground: QBrush
    frame: QBrush
    frame_border: QPen
    accent: QColor

    @classmethod
    def of(cls, colours: Colours) -> Inks:
        """Made from the tokens."""

        def pen(colour: str, width: float) -> QPen:
            made = QPen(QColor(colour), width)
            made.setCapStyle(Qt.PenCapStyle.RoundCap)
            made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            return made

        return cls(
            card=QBrush(QColor(colours.raised)),
            card_chosen=QBrush(QColor(colours.accent_soft)),
            border=pen(colours.faint, 1.2),
            chosen=pen(colours.accent_text, 2.0),
            text=pen(colours.text, 1),
            muted=pen(colours.muted, 1),
            symbol=pen(colours.text, 1.6),
            symbol_ground=QBrush(QColor(colours.hover)),
            edge=pen(colours.muted, 1.5),
            edge_chosen=pen(colours.accent_text, 2.2),
            ground=QBrush(QColor(colours.surface)),
            frame=QBrush(QColor(colours.window)),
            frame_border=pen(colours.faint, 1.2),
            accent=QColor(colours.accent_text),
        )


class NodeItem(QGraphicsItem):
    """A part as a card: its symbol, its label and the word of its kind."""

    def __init__(self, node: Node, inks: Inks, fonts: shapes.Fonts) -> None:
        super().__init__()
        self.setZValue(CARDS)
        self.inks = inks
        self._fonts = fonts
        self.is_chosen = False
        self.show_node(node)

    def show_node(self, node: Node) -> None:
        """Show another state of the part."""
        old: Node | None = getattr(self, "node", None)
        self.node = node
        if old is None or (old.label, old.type) != (node.label, node.type):
            self.prepareGeometryChange()
            self.card = shapes.card(node.label, node.type, self._fonts)
            self.setToolTip(node.label if self.card.is_cut else "")
            self._symbol = symbol(node.type)
            self.update()
        self.setPos(*place_of(node))

    @property
    def rect(self) -> QRectF:
        """Where its card is in the scene."""
        return self.card.rect.translated(self.pos())

    def boundingRect(self) -> QRectF:
        """The card with its border."""
        return self.card.rect.adjusted(-2, -2, 2, 2)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:  # noqa: ARG002 - Qt's
        """Draws the card; words only where they can be read."""
        inks, rect = self.inks, self.card.rect
        painter.setPen(inks.chosen if self.is_chosen else inks.border)
        painter.setBrush(inks.card_chosen if self.is_chosen else inks.card)
        painter.drawRoundedRect(rect, RADIUS, RADIUS)
        detail = painter.worldTransform().m11()
        painter.translate(rect.left() + 10, -10)
        painter.setPen(inks.symbol)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._symbol)
        painter.translate(-rect.left() - 10, 10)
        if detail < _NAMES_FROM:
            return
        painter.setPen(inks.text)
        painter.setFont(self._fonts.label)
        for at, line in self.card.lines:
            painter.drawStaticText(at, line)
        if detail < _SMALL_FROM:
            return
        at, kind = self.card.kind
        painter.setPen(inks.muted)
        painter.setFont(self._fonts.small)
        painter.drawStaticText(at, kind)


class LabelItem(QGraphicsItem):
    """The label of an edge, on a ground of its own."""

    def __init__(self, key: EdgeKey, inks: Inks, fonts: shapes.Fonts) -> None:
        super().__init__()
        self.setZValue(LABELS)
        self.key = key
        self.inks = inks
        self._fonts = fonts
        self._text = QStaticText()
        self._room = QRectF()
        self.is_chosen = False

    def show_label(self, label: str) -> None:
        """Show another text; nothing for an empty one."""
        found = shapes.edge_text(label, self._fonts)
        self.prepareGeometryChange()
        self._text, self._room = found or (QStaticText(), QRectF())
        self.setToolTip(label)
        self.setVisible(found is not None)

    def boundingRect(self) -> QRectF:
        """The room of the text."""
        return self._room

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:  # noqa: ARG002 - Qt's
        """Draws the text where it can be read."""
        if painter.worldTransform().m11() < _SMALL_FROM:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # noqa: FBT003 - Qt's; soft edges take ten times as long
        painter.fillRect(self._room, self.inks.ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.inks.edge_chosen if self.is_chosen else self.inks.text)
        painter.setFont(self._fonts.small)
        painter.drawStaticText(QPointF(self._room.left() + Space.XS, self._room.top() + 1), self._text)


class EdgeItem(QGraphicsPathItem):
    """What flows from one part to another; it stands at the middle of the part that it leaves."""

    def __init__(self, key: EdgeKey, inks: Inks, fonts: shapes.Fonts) -> None:
        super().__init__()
        self.setZValue(EDGES)
        self.key = key
        self.label = LabelItem(key, inks, fonts)
        self._inks = inks
        self._made_for: tuple[object, ...] = ()
        self._middle = QPointF()
        self._edge: Edge | None = None
        self._hit: QPainterPath | None = None
        self.setPen(inks.edge)

    def show_edge(self, edge: Edge) -> None:
        """Show another state of the edge."""
        if self._edge is None or self._edge.label != edge.label:
            self.label.show_label(edge.label)
        self._edge = edge

    @property
    def middle(self) -> QPointF:
        """Where its label stands in the scene."""
        return self.pos() + self._middle

    def lay(self, source: NodeItem, target: NodeItem, apart: float) -> None:
        """Find the way between two cards; only the place changes where both were moved alike."""
        at = source.pos()
        between = target.pos() - at
        ways = (between, source.card.rect.size(), target.card.rect.size(), apart)
        if ways != self._made_for:
            self._made_for = ways
            found = (
                shapes.loop(source.card.rect, self.key.nth)
                if source is target
                else shapes.way(source.card.rect, target.card.rect.translated(between), apart)
            )
            self.setPath(found.path)
            self._middle = found.middle
            self._hit = None
        self.setPos(at)
        self.label.setPos(at + self._middle)

    def mark(self, *, chosen: bool) -> None:
        """Show it as selected or not."""
        if self.label.is_chosen == chosen:
            return
        self.setPen(self._inks.edge_chosen if chosen else self._inks.edge)
        self.label.is_chosen = chosen
        self.label.update()

    def shape(self) -> QPainterPath:
        """A band around the line that a pointer meets with ease."""
        if self._hit is None:
            stroker = QPainterPathStroker()
            stroker.setWidth(2 * _GRIP)
            self._hit = stroker.createStroke(self.path())
        return self._hit


class FrameItem(QGraphicsItem):
    """A group as a titled frame; it is held by its title or its border, so that one can select within it."""

    def __init__(self, inks: Inks, fonts: shapes.Fonts) -> None:
        super().__init__()
        self.setZValue(FRAMES)
        self.inks = inks
        self._fonts = fonts
        self.is_chosen = False
        self.rect = QRectF()
        self._title = QStaticText()

    def show_group(self, group: Group) -> None:
        """Show another state of the group."""
        self._title = QStaticText(" ".join(group.label.split()) or "Group")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self.update()

    def lay(self, rect: QRectF) -> None:
        """Stand around other cards."""
        if rect != self.rect:
            self.prepareGeometryChange()
            self.rect = rect

    @property
    def title_rect(self) -> QRectF:
        """Where its title stands."""
        return QRectF(self.rect.left(), self.rect.top(), self.rect.width(), TITLE)

    def boundingRect(self) -> QRectF:
        """The frame with its border."""
        return self.rect.adjusted(-2, -2, 2, 2)

    def shape(self) -> QPainterPath:
        """Title and border."""
        made = QPainterPath()
        made.addRect(self.rect.adjusted(-2, -2, 2, 2))
        made.addRect(self.rect.adjusted(_GRIP, TITLE, -_GRIP, -_GRIP))
        return made

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:  # noqa: ARG002 - Qt's
        """Draws the frame and, where it can be read, its title."""
        painter.setPen(self.inks.chosen if self.is_chosen else self.inks.frame_border)
        painter.setBrush(self.inks.frame)
        painter.drawRoundedRect(self.rect, RADIUS, RADIUS)
        if painter.worldTransform().m11() < _NAMES_FROM:
            return
        painter.setPen(self.inks.text)
        painter.setFont(self._fonts.title)
        painter.save()
        painter.setClipRect(self.title_rect.adjusted(Space.M, 0, -Space.S, 0), Qt.ClipOperation.IntersectClip)
        painter.drawStaticText(QPointF(self.rect.left() + Space.M, self.rect.top() + Space.S), self._title)
        painter.restore()
