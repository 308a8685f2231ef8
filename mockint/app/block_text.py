"""The blocks of a document as Markdown and as a page, the same that `mockint.app.pdf` writes on paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from mockint.app.pdf import Block, Bullets, Callout, Code, Heading, Rich, Span, Table, Text, Title
from mockint.app.report import template

_MARKS = re.compile(r"([\\`*_<>\[\]#|])")


def markdown(blocks: Sequence[Block]) -> str:
    """The blocks as Markdown; nothing in their texts is read as markup."""
    return "\n\n".join(part for block in blocks if (part := _block(block))) + "\n"


def _block(block: Block) -> str:
    match block:
        case Title(text, below):
            return f"# {_line(text)}" + (f"\n\n{_line(below)}" if below else "")
        case Heading(text, level):
            return f"{'#' * (level + 1)} {_line(text)}"
        case Text(text, _):
            return _lines(text)
        case Callout(lead, text, _):
            return f"**{_line(lead)}**\n\n{_lines(text)}"
        case Bullets(items):
            return "\n".join(f"- {_line(item)}" for item in items)
        case Table(head, rows, shares):
            top = head or tuple("" for _ in shares)
            cells = [top, tuple("---" for _ in shares), *rows]
            return "\n".join(
                "| " + " | ".join(cell if cell == "---" else _cell(cell) for cell in row) + " |" for row in cells
            )
        case Code(text):
            fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
            return f"{fence}\n{text.rstrip()}\n{fence}"


def _spans(text: Rich) -> tuple[Span, ...]:
    return (Span(text),) if isinstance(text, str) else text


def _marked(text: Rich) -> str:
    marks = {"plain": "", "bold": "**", "italic": "*", "code": "`"}
    found = []
    for span in _spans(text):
        mark = marks[span.face]
        shown = span.text.replace("`", "'") if span.face == "code" else _MARKS.sub(r"\\\1", span.text)
        core = shown.strip()
        left, right = shown[: len(shown) - len(shown.lstrip())], shown[len(shown.rstrip()) :]
        found.append(f"{left}{mark}{core}{mark}{right}" if core and mark else shown)
    return "".join(found)


def _line(text: Rich) -> str:
    return " ".join(_marked(text).split())


def _cell(text: Rich) -> str:
    return "<br>".join(" ".join(line.split()) for line in _marked(text).split("\n"))


def _lines(text: Rich) -> str:
    return "  \n".join(_marked(text).split("\n"))


def html_page(blocks: Sequence[Block], title: str) -> str:
    """The blocks as a page of its own; what came from a person or a program is escaped."""
    return template("blocks.html.j2").render(title=title, body=html_blocks(blocks))


def html_blocks(blocks: Sequence[Block]) -> str:
    """The blocks as a part of a page, escaped."""
    return "\n".join(_html(block) for block in blocks)


def _html(block: Block) -> str:
    match block:
        case Title(text, below):
            return f"<h1>{_shown(text)}</h1>\n<p class='soft'>{_shown(below)}</p>"
        case Heading(text, level):
            return f"<h{level + 1}>{_shown(text)}</h{level + 1}>"
        case Text(text, muted):
            return f"<p{' class=soft' if muted else ''}>{_shown(text)}</p>"
        case Callout(lead, text, tone):
            kind = {"good": " met", "bad": " not_met", "plain": ""}[tone]
            return f"<div class='lead'><strong class='{kind}'>{_shown(lead)}</strong>{_shown(text)}</div>"
        case Bullets(items):
            return f"<ul>{''.join(f'<li>{_shown(item)}</li>' for item in items)}</ul>"
        case Table(head, rows, _):
            top = f"<tr>{''.join(f'<th>{_shown(cell)}</th>' for cell in head)}</tr>" if head else ""
            rest = "".join(f"<tr>{''.join(f'<td>{_shown(cell)}</td>' for cell in row)}</tr>" for row in rows)
            return f"<table>{top}{rest}</table>"
        case Code(text):
            return f"<pre>{escape(text)}</pre>"


def _shown(text: Rich) -> str:
    tags = {"plain": "span", "bold": "strong", "italic": "em", "code": "code"}
    return "".join(
        f"<{tags[span.face]}>{escape(span.text).replace(chr(10), '<br>')}</{tags[span.face]}>" for span in _spans(text)
    )
