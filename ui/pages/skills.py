"""Skills: how sure it is that one is ready, skill by skill and round by round, and what moved it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from mockint.domain.changes import Changes
from ui import words
from ui.messages import Action
from ui.pages.next_card import NextCard
from ui.pages.page import Page, Tools
from ui.pages.skill_detail import SkillDetail
from ui.tokens import Space, Type
from ui.widgets.level_scale import legend, level_words, paint_scale
from ui.widgets.parts import EmptyState, label, line

if TYPE_CHECKING:
    from mockint.app.skills import KindTold, Overview, SkillBoard, SkillTold
    from mockint.errors import KnownError
    from ui.theme import Theme

_BLANK, _FILLED, _EMPTY = range(3)
_ROLE = Qt.ItemDataRole.UserRole
_CHOSEN_KEY = "skills/chosen"


class SkillsPage(Page):
    """A list with a scale each, and beside it what the chosen one is made of."""

    title = "Skills"
    watches = Changes(rounds=True, grades=True, settings=True, bank=True)

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self.overview: Overview | None = None
        body = QWidget()
        self._stack = QStackedLayout(body)
        self.column.addWidget(body, 1)
        self.next = NextCard()
        self.loop = label("", "muted", wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName("Skills and kinds of rounds")
        self.list.setToolTip("Choose one to see what moved it (Up, Down)")
        self.list.setItemDelegate(_Rows(tools.theme, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.time = label("", "small", wrap=True)
        self.detail = SkillDetail(tools.theme)
        self.empty = EmptyState(
            tools.theme,
            "skills",
            "Readiness by skill will be here",
            "Each skill gets a level with its range once three graded rounds speak for it; before that a number would "
            "be a guess.",
            ("Go to Practice", lambda: self.place_wanted.emit("practice")),
            primary=False,
        )
        self._put_together()
        self.list.currentItemChanged.connect(lambda *_: self._chosen())
        self.detail.round_wanted.connect(self.round_wanted)
        self.next.start_wanted.connect(self._start)

    def preferred_focus(self) -> QWidget | None:
        """The list."""
        return self.list if self._stack.currentIndex() == _FILLED else self.empty.action

    def load(self) -> None:
        """Ask for readiness; it is read on a remote lane, as it takes a while."""
        self.ask(lambda services: services.skills(), self._read)

    def _read(self, board: SkillBoard) -> None:
        self.tools.tasks.remote(
            board.look,
            self,
            self.show_overview,
            self._not_read,
            lambda slow: self._slow("Reading your rounds", slow=slow),
        )

    def _not_read(self, fault: KnownError) -> None:
        """Say what happened; what was read before stays."""
        self.banners.tell_error(fault, Action("Try again", self.reload), "error")

    def show_overview(self, found: Overview) -> None:
        """Show how it stands."""
        was_here = self.isVisible() and self.isAncestorOf(self.window().focusWidget() or self)
        self.overview = found
        self.banners.clear("error")
        if not found.handed_in and not found.graded:
            self._stack.setCurrentIndex(_EMPTY)
        else:
            self._fill(found)
            self.next.tell(found.next)
            self.loop.setText(loop_words(found))
            self.time.setText(time_words(found))
            self._stack.setCurrentIndex(_FILLED)
        self.aside.setText("Includes rounds of the demonstration" if found.demo else "")
        focus = self.preferred_focus()
        if was_here and focus is not None and not self.detail.isAncestorOf(self.window().focusWidget() or self):
            focus.setFocus()

    def _fill(self, found: Overview) -> None:
        wanted = self.tools.state.text(_CHOSEN_KEY)
        self.list.blockSignals(True)  # noqa: FBT003 -- Qt's signature
        self.list.clear()
        sections: tuple[tuple[str, tuple[SkillTold | KindTold, ...]], ...] = (
            ("Skills", tuple(one for one in found.skills if not one.extra)),
            ("Beside them", tuple(one for one in found.skills if one.extra)),
            ("Kinds of rounds", found.kinds),
        )
        for title, rows in sections:
            head = QListWidgetItem(title)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(head)
            for one in rows:
                item = QListWidgetItem(name_of(one))
                item.setData(_ROLE, (one, found.bar))
                item.setToolTip(legend(one.estimate, found.bar))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name_of(one)}: {level_words(one.estimate)}")
                self.list.addItem(item)
        items = [self.list.item(row) for row in range(self.list.count())]
        chosen = [one for one in items if one.data(_ROLE) and one.text() == wanted]
        self.list.setCurrentItem(chosen[0] if chosen else items[1])
        self.list.blockSignals(False)  # noqa: FBT003 -- Qt's signature
        self._chosen()

    def _chosen(self) -> None:
        item = self.list.currentItem()
        told = None if item is None else item.data(_ROLE)
        if told is None:
            return
        one, bar = told
        self.tools.state.remember(_CHOSEN_KEY, item.text())
        if hasattr(one, "moved"):
            self.detail.show_skill(one, bar)
        else:
            self.detail.show_kind(one, bar)

    def _start(self, ref: str, form: str) -> None:
        self.next.starting(on=True)

        def started(round_id: str) -> None:
            self.next.starting(on=False)
            self.round_wanted.emit(round_id)

        self.ask(
            lambda services: services.start_round(ref, "practice", form),
            started,
            words="Starting the round",
            key="start",
            failed=lambda _: self.next.starting(on=False),
        )

    def _put_together(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(Space.M, Space.S, 0, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(self.list, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(Space.M, 0, Space.M, 0)
        foot.addWidget(label("Your time, last 28 days", "section"))
        foot.addWidget(self.time)
        column.addWidget(line())
        column.addLayout(foot)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setSizes([440, 660])
        top = QHBoxLayout()
        top.setContentsMargins(Space.XL, Space.M, Space.XL, Space.M)
        top.setSpacing(Space.M)
        top.addWidget(self._loop_card(), 1)
        top.addWidget(self.next, 3)
        filled = QWidget()
        whole = QVBoxLayout(filled)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(line())
        whole.addWidget(split, 1)
        for part in (QWidget(), filled, self.empty):
            self._stack.addWidget(part)

    def _loop_card(self) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(2)
        column.addWidget(label("Whole loop", "section"))
        column.addWidget(self.loop)
        column.addStretch(1)
        card.setToolTip("The chance that every kind of round of the loop is at the bar")
        return card


class _Rows(QStyledItemDelegate):
    """Draws a row: title, scale, and the chance or how many rounds there are."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Rows of one height, heads with some air."""
        del option
        return QSize(0, self._theme.look.px(28 if index.data(_ROLE) else 26))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row."""
        look, told = self._theme.look, index.data(_ROLE)
        view: Any = option
        painter.save()
        rect = QRectF(view.rect)
        if told is None:
            font = painter.font()
            font.setPixelSize(look.px(Type.SMALL))
            font.setBold(True)
            painter.setFont(font)
            painter.setPen(QColor(look.colours.muted))
            where = rect.adjusted(Space.M, 0, 0, -2)
            painter.drawText(where, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, index.data())
            painter.restore()
            return
        chosen = bool(view.state & QStyle.StateFlag.State_Selected)
        if chosen or view.state & QStyle.StateFlag.State_MouseOver:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            if view.state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(QColor(look.colours.accent))
            painter.setBrush(QColor(look.colours.selected if chosen else look.colours.hover))
            painter.drawRoundedRect(rect.adjusted(2, 1, -2, -1), 6, 6)
        one, bar = told
        inner = rect.adjusted(Space.M, 0, -Space.M, 0)
        tail = look.px(104)
        wide = min(look.px(190), inner.width() * 0.42)
        name = QRectF(inner.left(), inner.top(), wide, inner.height())
        painter.setPen(QColor(look.colours.text))
        text = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, int(wide))
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        end = QRectF(inner.right() - tail, inner.top(), tail, inner.height())
        painter.setPen(QColor(look.colours.text if one.estimate.enough else look.colours.muted))
        painter.drawText(end, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, tail_words(one))
        middle = QRectF(
            name.right() + Space.M, inner.top() + 6, end.left() - name.right() - Space.L, inner.height() - 12
        )
        paint_scale(painter, middle, one.estimate, bar, look)
        painter.restore()


def name_of(one: SkillTold | KindTold) -> str:
    """What a row is called."""
    title = getattr(one, "title", None)
    return str(title) if title else words.kind(getattr(one, "kind", ""))


def tail_words(one: SkillTold | KindTold) -> str:
    """The chance of meeting the bar with the number of rounds, or that there are too few."""
    found = one.estimate
    if not found.enough:
        return f"Too few ({found.observations})"
    return f"{100 * found.chance:.0f} % ({found.observations})"


def loop_words(found: Overview) -> str:
    """The chance of the whole loop, or what is missing."""
    if found.loop is not None:
        return f"{100 * found.loop:.0f} % that every kind of round meets the bar ({found.level_name}, {found.bar:.1f})"
    if not found.graded:
        return "Your rounds are not graded yet: no level follows from them. Have them judged in History."
    if found.own_word_only:
        return "Only you have judged so far. That never makes ready."
    return "Too few rounds"


def time_words(found: Overview) -> str:
    """Minutes by kind of round, and whether one of them takes nearly all."""
    if not found.time:
        return "None yet."
    spent = " \N{MIDDLE DOT} ".join(
        f"{words.kind(one.kind)} {one.minutes} min ({words.counted(one.rounds, 'round')})" for one in found.time
    )
    there = {one.kind for one in found.time}
    left = [words.kind(one.kind) for one in found.kinds if one.in_loop and one.kind not in there]
    return f"{spent}. None on: {', '.join(left)}." if left else f"{spent}."
