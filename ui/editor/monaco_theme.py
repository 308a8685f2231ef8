"""Writes an editor's colours in Monaco's words."""

from __future__ import annotations

from typing import Any, Literal

from ui.editor.base import EditorColors


def monaco_theme(colors: EditorColors) -> dict[str, Any]:
    """Write an editor's colours as a Monaco theme."""
    base: Literal["vs", "vs-dark"] = "vs-dark" if colors.is_dark else "vs"
    tokens = {
        "": colors.text,
        "keyword": colors.keyword,
        "string": colors.string,
        "string.escape": colors.number,
        "number": colors.number,
        "comment": colors.comment,
        "identifier": colors.text,
        "delimiter": colors.text,
        "tag": colors.decorator,  # Monaco's name for a Python decorator
        "type.identifier": colors.name,
    }
    return {
        "base": base,
        "inherit": True,
        "rules": [{"token": token, "foreground": color.removeprefix("#")} for token, color in tokens.items()],
        "colors": {
            "editor.background": colors.background,
            "editor.foreground": colors.text,
            "editorCursor.foreground": colors.text,
            "editorLineNumber.foreground": colors.gutter_text,
            "editorLineNumber.activeForeground": colors.gutter_active,
            "editor.lineHighlightBackground": colors.current_line,
            "editor.lineHighlightBorder": "#00000000",
            "editor.selectionBackground": colors.selection,
            "editor.findMatchBackground": colors.match,
            "editor.findMatchHighlightBackground": colors.match + "88",
            "editorError.foreground": colors.error,
            "editorWarning.foreground": colors.warning,
            "editorInfo.foreground": colors.info,
            "editorWidget.background": colors.panel,
            "editorWidget.foreground": colors.text,
            "editorWidget.border": colors.border,
            "editorSuggestWidget.background": colors.panel,
            "editorSuggestWidget.border": colors.border,
            "editorSuggestWidget.foreground": colors.text,
            "editorSuggestWidget.selectedBackground": colors.selection,
            "editorSuggestWidget.selectedForeground": colors.text,
            "editorSuggestWidget.highlightForeground": colors.number,
            "editorHoverWidget.background": colors.panel,
            "editorHoverWidget.border": colors.border,
            "input.background": colors.background,
            "input.foreground": colors.text,
            "input.border": colors.border,
            "focusBorder": colors.number,
            "editorIndentGuide.background1": colors.border,
            "editorOverviewRuler.border": "#00000000",
            "editorOverviewRuler.errorForeground": colors.error,
            "editorOverviewRuler.warningForeground": colors.warning,
            "editorOverviewRuler.infoForeground": colors.info,
            "scrollbar.shadow": "#00000000",
            "widget.shadow": "#00000033",
        },
    }
