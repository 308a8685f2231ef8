"""Which font shows a character of a PDF: those that every reader has, else one found on this machine."""

from __future__ import annotations

import os
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

Face = Literal["plain", "bold", "italic", "code"]

_OWN: dict[Face, str] = {
    "plain": "Helvetica",
    "bold": "Helvetica-Bold",
    "italic": "Helvetica-Oblique",
    "code": "Courier",
}
_WIDE = (
    "DejaVuSans.ttf",
    "NotoSans-Regular.ttf",
    "LiberationSans-Regular.ttf",
    "Arial Unicode.ttf",
    "arial.ttf",
    "Arial.ttf",
    "segoeui.ttf",
    "seguisym.ttf",
    "NotoSansSymbols2-Regular.ttf",
    "NotoSansMath-Regular.ttf",
    "DroidSansFallbackFull.ttf",
    "DroidSansFallback.ttf",
    "wqy-microhei.ttc",
    "msyh.ttc",
    "malgun.ttf",
    "Symbola.ttf",
)
_FILES: dict[Face, tuple[str, ...]] = {
    "plain": _WIDE,
    "bold": ("DejaVuSans-Bold.ttf", "NotoSans-Bold.ttf", "LiberationSans-Bold.ttf", "arialbd.ttf", *_WIDE),
    "italic": ("DejaVuSans-Oblique.ttf", "NotoSans-Italic.ttf", "LiberationSans-Italic.ttf", "ariali.ttf", *_WIDE),
    "code": ("DejaVuSansMono.ttf", "NotoSansMono-Regular.ttf", "LiberationMono-Regular.ttf", "consola.ttf", *_WIDE),
}
_MOST_TOLD = 12


class Glyphs:
    """Text as markup with a font for each run of it; remembers what no font could show."""

    def __init__(self) -> None:
        self.missing: Counter[str] = Counter()

    def markup(self, text: str, face: Face) -> str:
        """The text as markup of reportlab's paragraphs; nothing in it is read as markup."""
        pieces: list[str] = []
        run, font = "", _OWN[face]
        for char in text.replace("\r\n", "\n").replace("\r", "\n"):
            name = self._font(char, face)
            shown = char if name is not None else self._number(char)
            name = name or _OWN[face]
            if name != font:
                pieces.append(_set(run, font))
                run, font = "", name
            run += shown
        pieces.append(_set(run, font))
        return "".join(pieces)

    def columns(self, char: str) -> int:
        """How many columns of code a character takes at most; a font that had to be found may be twice as wide."""
        if char.isascii() or _in_own(char):
            return 1
        return len(_number(char)) if self._font(char, "code") is None else 2

    def note(self) -> str:
        """What is to be said of the characters that no font could show; empty where there are none."""
        if not self.missing:
            return ""
        told = ", ".join(_number(char) for char in sorted(self.missing)[:_MOST_TOLD])
        more = len(self.missing) - _MOST_TOLD
        return (
            f"Characters that no font on this machine can show stand as their Unicode numbers in brackets: {told}"
            f"{f' and {more} more' if more > 0 else ''}."
        )

    def _number(self, char: str) -> str:
        self.missing[char] += 1
        return _number(char)

    def _font(self, char: str, face: Face) -> str | None:
        """The font that shows a character; None where there is none."""
        if char in "\n\t\N{NO-BREAK SPACE}\N{SOFT HYPHEN}" or (char.isprintable() and _in_own(char)):
            return _OWN[face]
        if not char.isprintable():
            return None
        return next((name for name, shown in _found(face) if ord(char) in shown), None)


def _number(char: str) -> str:
    return f"[U+{ord(char):04X}]"


def _set(run: str, font: str) -> str:
    if not run:
        return ""
    return f'<font name="{font}">{escape(run).replace(chr(10), "<br/>")}</font>'


def _in_own(char: str) -> bool:
    """Whether the fonts that every reader of PDF has hold it."""
    try:
        char.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=4)
def _found(face: Face) -> tuple[tuple[str, frozenset[int]], ...]:
    """Fonts of this machine for a face, best first, each with the characters that it holds."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    found: list[tuple[str, frozenset[int]]] = []
    files = _font_files()
    for wanted in _FILES[face]:
        path = files.get(wanted)
        if path is None:
            continue
        name = f"machine-{path.stem}".lower().replace(" ", "-")
        try:
            font = TTFont(name, str(path))
        except (TTFError, OSError, ValueError, KeyError, IndexError):
            continue  # not a font of this sort, or a broken one: the next will do
        pdfmetrics.registerFont(font)
        found.append((name, frozenset(font.face.charToGlyph)))
    return tuple(found)


@lru_cache(maxsize=1)
def _font_files() -> dict[str, Path]:
    """The wanted font files of this machine by their names."""
    wanted = {name for names in _FILES.values() for name in names}
    found: dict[str, Path] = {}
    for folder in _folders():
        for root, folders, names in os.walk(folder):
            folders.sort()
            for name in sorted(wanted.intersection(names)):
                found.setdefault(name, Path(root) / name)
    return found


def _folders() -> tuple[Path, ...]:
    """Where fonts usually are on Linux, macOS and Windows."""
    home = Path.home()
    return (
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        home / ".fonts",
        Path("/System/Library/Fonts"),
        Path("/Library/Fonts"),
        home / "Library/Fonts",
        Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts",
    )
