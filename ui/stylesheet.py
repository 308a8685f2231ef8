"""The stylesheet of the application, made from the tokens."""

from __future__ import annotations

from string import Template

from ui.tokens import RADIUS, Colours, Space, Type

_TEMPLATE = Template("""
QWidget { color: $text; font-size: ${body}px; }
QMainWindow, QStackedWidget, #page, #round { background: $surface; }
QToolTip { background: $raised; color: $text; border: 1px solid $border_strong; padding: ${xs}px ${s}px; }
QMenuBar { background: $window; border-bottom: 1px solid $border; padding: 2px ${s}px; font-size: ${small}px; }
QMenuBar::item { background: transparent; color: $muted; padding: ${xs}px ${s}px; border-radius: 4px; }
QMenuBar::item:selected { background: $hover; color: $text; }
QMenu { background: $raised; border: 1px solid $border_strong; border-radius: ${radius}px; padding: ${xs}px; }
QMenu::item { padding: 6px ${xl}px 6px ${m}px; border-radius: 6px; }
QMenu::item:selected { background: $selected; color: $text; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $border; margin: ${xs}px ${s}px; }
QMenu::indicator { width: ${l}px; height: ${l}px; left: 4px; }

#rail { background: $window; border-right: 1px solid $border; }
#roundhead { background: $window; border-bottom: 1px solid $border; }
#roundhead QPushButton[role="chip"] { border-color: transparent; background: transparent; }
#roundhead QPushButton[role="chip"]:hover { background: $hover; color: $text; }
#roundhead QPushButton[role="chip"][active="true"] { background: $accent_soft; border-color: $accent_soft;
  color: $accent_text; }
#rail QPushButton { text-align: left; border: 1px solid transparent; border-radius: 6px; padding: 7px ${s}px;
  color: $muted; background: transparent; }
#rail QPushButton:hover { background: $hover; color: $text; }
#rail QPushButton:checked { background: $selected; color: $text; font-weight: 600; }
#rail QPushButton:focus { border-color: $accent; }
#rail QLabel#wordmark { font-size: ${lead}px; font-weight: 700; color: $text; padding: 0 ${s}px; }

QLabel[type="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[type="lead"] { font-size: ${lead}px; font-weight: 600; }
QLabel[type="section"] { font-size: ${small}px; font-weight: 600; color: $muted; }
QLabel[type="muted"] { color: $muted; }
QLabel[type="small"] { color: $muted; font-size: ${small}px; }
QLabel[type="clock"] { font-size: ${clock}px; font-weight: 500; }
QLabel[type="tag"] { background: $hover; color: $muted; border-radius: 4px; padding: 2px 6px; font-size: ${small}px; }
QLabel[tone="bad"] { color: $bad; }
QLabel[tone="good"] { color: $good; }
QLabel[tone="warn"] { color: $warn; }

QPushButton, QToolButton { background: $raised; border: 1px solid $border_strong; border-radius: 6px;
  padding: 6px ${m}px; color: $text; }
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed { background: $selected; }
QPushButton:focus, QToolButton:focus { border-color: $accent; }
QPushButton:disabled, QToolButton:disabled { color: $faint; border-color: $border; background: $surface; }
QPushButton[role="primary"] { background: $accent; border-color: $accent; color: $on_accent; font-weight: 600;
  padding: 7px ${l}px; }
QPushButton[role="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[role="primary"]:focus { border: 2px solid $text; padding: 6px 15px; }
QPushButton[role="primary"]:disabled { background: $hover; border-color: $border; color: $faint; }
QPushButton[role="danger"] { color: $bad; border-color: $bad; }
QPushButton[role="danger"]:hover { background: $bad_soft; }
QPushButton[role="quiet"] { background: transparent; border-color: transparent; color: $accent_text; padding: 6px ${s}px; }
QPushButton[role="quiet"][flush="true"] { margin-left: -${s}px; }
QPushButton[role="quiet"]:disabled { color: $faint; background: transparent; border-color: transparent; }
QPushButton[role="quiet"]:hover { background: $accent_soft; }
QPushButton[role="quiet"]:focus { border-color: $accent; }
QPushButton#closer { color: $muted; padding: 0 ${xs}px; margin: 0; }
QPushButton#closer:hover { color: $text; background: $hover; }
QPushButton[role="chip"] { border-radius: 6px; border-color: $border; padding: 6px ${m}px; color: $muted; }
QPushButton[role="chip"]:focus { border-color: $accent; }
QPushButton[role="chip"][active="true"] { background: $accent_soft; border-color: $accent_soft; color: $accent_text;
  font-weight: 600; }
QPushButton[role="chip"][active="true"]:focus { border-color: $accent; }
QPushButton[role="segment"] { border-radius: 0; border-color: $border_strong; padding: 6px ${m}px; color: $muted;
  margin-right: -1px; }
QPushButton[role="segment"][place="first"] { border-top-left-radius: 6px; border-bottom-left-radius: 6px; }
QPushButton[role="segment"][place="last"] { border-top-right-radius: 6px; border-bottom-right-radius: 6px; margin-right: 0; }
QPushButton[role="segment"][place="only"] { border-radius: 6px; margin-right: 0; }
QPushButton[role="segment"]:checked { background: $selected; color: $text; font-weight: 600; }
QPushButton[role="segment"]:focus { border-color: $accent; color: $text; }

QLineEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QComboBox, QPlainTextEdit, QTextEdit { background: $raised;
  border: 1px solid $border_strong; border-radius: 6px; padding: 5px ${s}px; color: $text;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus, QComboBox:focus, QPlainTextEdit:focus,
QTextEdit:focus { border-color: $accent; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button,
QDateEdit::up-button, QDateEdit::down-button { width: 0; border: none; }
QSpinBox QLineEdit, QDoubleSpinBox QLineEdit, QDateEdit QLineEdit, QComboBox QLineEdit {
  border: none; padding: 0; background: transparent; }
QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QDateEdit:disabled, QComboBox:disabled {
  color: $faint; background: $surface; }
QComboBox::drop-down { border: none; width: ${xl}px; }
QComboBox::down-arrow { image: url($chevron); width: ${m}px; height: ${m}px; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $border_strong; padding: ${xs}px; outline: 0;
  selection-background-color: $selected; selection-color: $text; }

QTableView, QListView, QTreeView { background: $surface; border: none; outline: 0; gridline-color: transparent;
  selection-background-color: $selected; selection-color: $text; }
QTableView::item { padding: 0 ${s}px; border: none; border-bottom: 1px solid $border; }
QTableView::item:hover, QTreeView::item:hover { background: $hover; }
QTableView::item:selected, QListView::item:selected, QTreeView::item:selected { background: $selected; color: $text; }
QTreeView { background: $window; }
QTreeView::item { padding: 2px 0; }
QListView::item { padding: 6px ${s}px; border-radius: 6px; }
QHeaderView { background: $surface; }
QHeaderView::section { background: $surface; color: $muted; border: none; border-bottom: 1px solid $border;
  padding: 6px ${s}px 6px 11px; font-size: ${small}px; font-weight: 600; text-align: left; }
QHeaderView::section:focus { color: $text; }

QTabWidget::pane { border: none; border-top: 1px solid $border; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $muted; border: none; border-bottom: 2px solid transparent;
  padding: ${s}px ${m}px 6px ${m}px; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:focus { color: $accent_text; }

#panel { background: $window; border-left: 1px solid $border; }
#footer { background: $window; border-top: 1px solid $border; }
#card { background: $raised; border: 1px solid $border; border-radius: ${radius}px; }
#palette { background: $raised; border: 1px solid $border_strong; border-radius: ${radius}px; }
#palette QLineEdit { border: none; border-bottom: 1px solid $border; border-radius: 0; background: transparent;
  font-size: ${lead}px; padding: ${m}px; }
#palette QListView { background: transparent; padding: ${xs}px; }
#scrim { background: $scrim; }
#output, #markdown { background: transparent; border: none; padding: 0; }
#paper { background: $surface; border: none; border-radius: 0; padding: 0; }
QFrame[banner] { border-radius: ${radius}px; }
QFrame[banner="info"] { background: $accent_soft; }
QFrame[banner="good"] { background: $good_soft; }
QFrame[banner="warn"] { background: $warn_soft; }
QFrame[banner="error"] { background: $bad_soft; }
QFrame[banner] QPushButton { background: transparent; }
QFrame[line="true"] { background: $border; border: none; }

QScrollArea, QScrollArea > QWidget > QWidget#scrolled { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle { background: $border_strong; border-radius: 3px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; border: none;
  width: 0; height: 0; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QSplitter::handle { background: transparent; }
QProgressBar { background: $hover; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
""")


def stylesheet(colours: Colours, scale: float) -> str:
    """The stylesheet of one scheme at one size of type.

    Args:
        colours: The scheme.
        scale: 1.0 to 2.0; sizes of type and paddings grow with it, hairlines do not.
    """
    lengths = {name.lower(): round(getattr(Space, name) * scale) for name in ("XS", "S", "M", "L", "XL", "XXL")}
    sizes = {name.lower(): round(getattr(Type, name) * scale) for name in ("SMALL", "BODY", "LEAD", "TITLE", "CLOCK")}
    scrim = "rgba(10, 11, 14, 90)"
    return _TEMPLATE.substitute(colours._asdict() | lengths | sizes, radius=RADIUS, scrim=scrim, chevron="").replace(
        "image: url();", ""
    )
