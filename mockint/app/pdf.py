"""A document of plain blocks written as PDF pages of A4: whatever is reported on paper goes through here."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from mockint.app.pdf_fonts import Face, Glyphs

if TYPE_CHECKING:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Flowable

Tone = Literal["plain", "good", "bad"]
_INK, _MUTED, _LINE = "#1d232b", "#5b6673", "#d5dae0"
_TINTS = {"plain": ("#f3f5f7", "#8a95a3"), "good": ("#edf6f0", "#2f7d4f"), "bad": ("#fbf0ee", "#b4483a")}
_TAB = 4
_PIECE = 400  # lines of code that are laid out in one; the library takes much longer over very long ones
_FRAME = 6.0  # the space that reportlab's frame keeps free on each side, in points
_LEAST_SHARE = 0.04  # of the width; less would not hold a word


class Span(NamedTuple):
    """A run of text in one face."""

    text: str
    face: Face = "plain"


Rich = str | tuple[Span, ...]
"""Text as it stands, or runs of it; nothing in it is read as markup, and a line break is kept."""


class Title(NamedTuple):
    """What the document is, once, at its top; a second line smaller below."""

    text: Rich
    below: Rich = ""


class Heading(NamedTuple):
    """The head of a section, or with level 2 of a part of one."""

    text: Rich
    level: Literal[1, 2] = 1


class Text(NamedTuple):
    """A paragraph; muted for what is said beside the matter."""

    text: Rich
    muted: bool = False


class Bullets(NamedTuple):
    """Points of a list."""

    items: tuple[Rich, ...]


class Table(NamedTuple):
    """Rows under a head; the head comes again on every page.

    Attributes:
        head: One cell a column; empty for none.
        rows: As many cells a row as there are shares.
        shares: What each column takes of the width, in any unit.
    """

    head: tuple[Rich, ...]
    rows: tuple[tuple[Rich, ...], ...]
    shares: tuple[float, ...]


class Code(NamedTuple):
    """Text with its own line breaks and spaces; a line that is too long goes on in the next."""

    text: str


class Callout(NamedTuple):
    """What must not be missed, set apart: a lead in large letters and a sentence or two."""

    lead: Rich
    text: Rich
    tone: Tone = "plain"


Block = Title | Heading | Text | Bullets | Table | Code | Callout


def write_pdf(blocks: Sequence[Block], *, title: str, size: float = 9.5, compress: bool = True) -> bytes:
    """The blocks as a PDF; the same blocks give the same bytes on a machine with the same fonts.

    A character that no font here can show is written as its number, and a note at the end says so.

    Args:
        blocks: From top to bottom.
        title: Of the document; it stands at the foot of every page.
        size: Of the text, in points.
        compress: False leaves the pages' content readable in the file.
    """
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import mm
    from reportlab.platypus import SimpleDocTemplate

    side = 18 * mm
    setter = _Setter(size, A4[0] - 2 * side)
    flowables = [flowable for block in blocks for flowable in setter.flowables(block)]
    note = setter.glyphs.note()
    if note:
        flowables += setter.flowables(Text(note, muted=True))
    foot = setter.glyphs.markup(title, "plain")
    target = io.BytesIO()
    document = SimpleDocTemplate(
        target,
        pagesize=A4,
        leftMargin=side - _FRAME,
        rightMargin=side - _FRAME,
        topMargin=16 * mm,
        bottomMargin=18 * mm,
        title=" ".join(_shown(title).split()),
        author="mockint",
        creator="mockint",
        invariant=1,
        pageCompression=int(compress),
    )
    document.build(flowables, canvasmaker=_numbered(setter.style("foot"), foot))
    return target.getvalue()


def _shown(text: str) -> str:
    """Text for a PDF's own properties, which hold no half characters."""
    return text.encode("utf-8", "replace").decode("utf-8")


class _Setter:
    """Turns blocks into what reportlab lays out."""

    def __init__(self, size: float, width: float) -> None:
        self.size = size
        self.width = width
        self.glyphs = Glyphs()

    def style(self, name: str) -> ParagraphStyle:
        """A style by its name."""
        from reportlab.lib.colors import HexColor
        from reportlab.lib.styles import ParagraphStyle

        size = self.size
        given: dict[str, dict[str, Any]] = {
            "text": {"spaceAfter": 0.45 * size},
            "muted": {"spaceAfter": 0.45 * size, "textColor": _MUTED, "fontSize": 0.9 * size},
            "title": {"fontSize": 1.9 * size, "leading": 2.2 * size, "spaceAfter": 0.15 * size},
            "below": {"textColor": _MUTED, "spaceAfter": 0.7 * size},
            "h1": {
                "fontSize": 1.25 * size,
                "leading": 1.6 * size,
                "spaceBefore": 0.9 * size,
                "spaceAfter": 0.35 * size,
            },
            "h2": {"fontSize": 1.05 * size, "spaceBefore": 0.5 * size, "spaceAfter": 0.2 * size},
            "cell": {"fontSize": 0.92 * size, "leading": 1.2 * size},
            "head": {"fontSize": 0.84 * size, "leading": 1.1 * size, "textColor": _MUTED},
            "bullet": {"leftIndent": 1.2 * size, "bulletIndent": 0.3 * size, "spaceAfter": 0.2 * size},
            "code": {
                "fontName": "Courier",
                "fontSize": 0.85 * size,
                "leading": 1.12 * size,
                "backColor": _TINTS["plain"][0],
                "borderPadding": 4,
                "leftIndent": 4,
                "rightIndent": 4,
                "spaceBefore": 6,
                "spaceAfter": 0.6 * size + 6,
            },
            "lead": {"fontSize": 1.45 * size, "leading": 1.8 * size, "spaceAfter": 0.2 * size},
            "foot": {"fontSize": 0.8 * size, "leading": size, "textColor": _MUTED},
        }
        values = {"fontName": "Helvetica", "fontSize": size, "leading": 1.35 * size, "textColor": _INK, **given[name]}
        for key in ("textColor", "backColor"):
            if key in values:
                values[key] = HexColor(values[key])
        return ParagraphStyle(name, **values)

    def flowables(self, block: Block) -> list[Flowable]:
        """What a block is laid out as."""
        match block:
            case Title(text, below):
                made = [self._paragraph(text, "title", "bold")]
                return [*made, self._paragraph(below, "below")] if below else [*made, self._gap()]
            case Heading(text, level):
                heading = self._paragraph(text, f"h{level}", "bold")
                heading.keepWithNext = 1
                return [heading]
            case Text(text, muted):
                return [self._paragraph(text, "muted" if muted else "text")]
            case Bullets(items):
                return [self._paragraph(item, "bullet", bullet="\N{BULLET}") for item in items]
            case Table():
                return self._table(block)
            case Code(text):
                return self._code(text)
            case Callout():
                return [self._callout(block), self._gap()]

    def _markup(self, text: Rich, face: Face = "plain") -> str:
        spans = (Span(text, face),) if isinstance(text, str) else text
        return "".join(self.glyphs.markup(span.text, face if span.face == "plain" else span.face) for span in spans)

    def _paragraph(self, text: Rich, style: str, face: Face = "plain", bullet: str | None = None) -> Flowable:
        from reportlab.platypus import Paragraph

        return Paragraph(self._markup(text, face), self.style(style), bulletText=bullet)

    def _gap(self) -> Flowable:
        from reportlab.platypus import Spacer

        return Spacer(1, 0.6 * self.size)

    def _table(self, table: Table) -> list[Flowable]:
        from reportlab.lib.colors import HexColor
        from reportlab.platypus import Table as Grid

        if not table.rows and not table.head:
            return []
        least = _LEAST_SHARE * sum(table.shares)
        shares = [max(share, least) for share in table.shares]
        widths = [self.width * share / sum(shares) for share in shares]
        rows: list[list[Flowable]] = [[self._paragraph(cell, "cell") for cell in row] for row in table.rows]
        if table.head:
            rows.insert(0, [self._paragraph(cell, "head", "bold") for cell in table.head])
        pad = 0.35 * self.size
        grid = Grid(rows, colWidths=widths, repeatRows=1 if table.head else 0, splitInRow=1)
        grid.setStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor(_LINE)),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0.8 * self.size),
                ("TOPPADDING", (0, 0), (-1, -1), pad),
                ("BOTTOMPADDING", (0, 0), (-1, -1), pad),
            ]
        )
        return [grid, self._gap()]

    def _code(self, text: str) -> list[Flowable]:
        from reportlab.platypus import XPreformatted

        columns = int((self.width - 8) / (0.6 * 0.85 * self.size))
        wide = self.glyphs.columns
        lines = [part for line in text.expandtabs(_TAB).splitlines() or [""] for part in _cut(line, columns, wide)]
        shown = [self.glyphs.markup(line, "code") or " " for line in lines]
        pieces = [shown[at : at + _PIECE] for at in range(0, len(shown), _PIECE)]
        return [XPreformatted("\n".join(piece), self.style("code")) for piece in pieces]

    def _callout(self, block: Callout) -> Flowable:
        from reportlab.lib.colors import HexColor
        from reportlab.platypus import Table as Grid

        tint, edge = _TINTS[block.tone]
        grid = Grid(
            [[[self._paragraph(block.lead, "lead", "bold"), self._paragraph(block.text, "text")]]],
            colWidths=[self.width],
            splitInRow=1,
        )
        grid.setStyle(
            [
                ("BACKGROUND", (0, 0), (-1, -1), HexColor(tint)),
                ("LINEBEFORE", (0, 0), (0, -1), 3, HexColor(edge)),
                ("LEFTPADDING", (0, 0), (-1, -1), 1.2 * self.size),
                ("RIGHTPADDING", (0, 0), (-1, -1), self.size),
                ("TOPPADDING", (0, 0), (-1, -1), 0.6 * self.size),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 0.5 * self.size),
            ]
        )
        return grid


def _cut(line: str, columns: int, wide: Callable[[str], int]) -> list[str]:
    """A line in pieces of so many columns, by how many columns each character takes."""
    if line.isascii():
        return [line[start : start + columns] for start in range(0, len(line), columns)] or [""]
    pieces, piece, taken = [], "", 0
    for char in line:
        width = wide(char)
        if piece and taken + width > columns:
            pieces.append(piece)
            piece, taken = "", 0
        piece += char
        taken += width
    return [*pieces, piece]


def _numbered(style: ParagraphStyle, foot: str) -> Any:
    """A canvas that writes the foot once it is known how many pages there are."""
    from reportlab.lib.units import mm
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Paragraph

    class Numbered(Canvas):
        """Keeps each page until the last is made."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 - its name in the library
            """Keep the page."""
            self._pages.append(dict(self.__dict__))
            self._startPage()  # type: ignore[attr-defined]

        def save(self) -> None:
            """Write all pages, each with its foot."""
            for number, page in enumerate(self._pages, start=1):
                self.__dict__.update(page)
                left, width = 18 * mm, self._pagesize[0] - 36 * mm  # type: ignore[attr-defined]
                line = Paragraph(foot, style)
                line.wrap(width - 30 * mm, 10 * mm)
                line.drawOn(self, left, 14 * mm - line.height)
                self.setFont("Helvetica", style.fontSize)
                self.setFillColor(style.textColor)
                self.drawRightString(left + width, 14 * mm - style.leading, f"Page {number} of {len(self._pages)}")
                super().showPage()
            super().save()

    return Numbered
