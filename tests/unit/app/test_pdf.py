from __future__ import annotations

import random
import re
import sys

import pytest

from mockint.app import pdf_fonts
from mockint.app.pdf import Block, Bullets, Callout, Code, Heading, Span, Table, Text, Title, write_pdf

ALL: tuple[Block, ...] = (
    Title("Hiring packet", "1 November"),
    Callout("No hire", "Because.", "bad"),
    Heading("Rounds"),
    Heading("One", 2),
    Table(("Round", "Vote"), (("Coding", (Span("Hire", "bold"), Span(" f(x)", "code"))), ("Design", "No")), (1, 2)),
    Bullets(("first", "second")),
    Text("Said beside it.", muted=True),
    Text((Span("so", "italic"), Span(" it goes"))),
    Code("def f():\n\treturn 1"),
)


def pages(data: bytes) -> list[str]:
    """The text of each page of a PDF that was written uncompressed, in the order it is drawn."""
    found = []
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
        if b" Tf" not in stream:
            continue
        pieces = re.findall(rb"\(((?:\\.|[^\\()])*)\) Tj", stream, re.DOTALL)
        text = b" ".join(re.sub(rb"\\([0-7]{3})", lambda m: bytes([int(m[1], 8)]), piece) for piece in pieces)
        found.append(re.sub(r"\\(.)", r"\1", text.decode("cp1252", "replace")))
    return found


def written(*blocks: Block) -> list[str]:
    return pages(write_pdf(blocks, title="A packet", compress=False))


def test_every_block_is_on_the_page_in_its_order() -> None:
    [page] = written(*ALL)
    words = ["Hiring packet", "1 November", "No hire", "Because.", "Rounds", "One", "Vote", "Coding", "Hire", "f(x)"]
    words += [
        "first",
        "second",
        "Said beside it.",
        "so",
        "it goes",
        "def f():",
        "    return 1",
        "A packet",
        "Page 1 of 1",
    ]
    at = -1
    for word in words:
        assert (at := page.find(word, at + 1)) >= 0, word


def test_the_same_blocks_give_the_same_bytes_on_a4() -> None:
    data = write_pdf(ALL, title="A packet")
    assert data == write_pdf(ALL, title="A packet")
    assert data.startswith(b"%PDF-")
    assert re.search(rb"/MediaBox \[ 0 0 595\.\d+ 841\.\d+ \]", data)


def test_nothing_in_a_text_is_markup() -> None:
    [page] = written(Text("<b>a</b> & <font name='x'> &amp; **b**"), Code("if a < b && c: '</para>'"))
    page = page.replace(" ", "")
    assert "<b>a</b>&<fontname='x'>&amp;**b**" in page
    assert "ifa<b&&c:'</para>'" in page


def test_pages_are_numbered_and_a_table_says_its_head_again() -> None:
    found = written(Table(("Head",), tuple((f"row {number}",) for number in range(120)), (1,)))
    assert len(found) > 1
    for number, page in enumerate(found, start=1):
        assert f"Page {number} of {len(found)}" in page
        assert "Head" in page


@pytest.mark.parametrize(
    "block",
    [
        Text("x" * 6000),
        Table((), (("word " * 8000, "b"),), (1, 1)),
        Callout("long", "word " * 8000),
        Code("y" * 9000),
        Code(""),
        Code("\n" * 300),
        Bullets(()),
        Table((), (), ()),
        Table(("a", "b"), (), (0, 1)),
        Text(""),
        Title(""),
    ],
    ids=lambda block: type(block).__name__,
)
def test_what_is_long_or_empty_is_written(block: Block) -> None:
    assert written(block, Text("The end."))[-1].find("The end.") >= 0


def test_a_long_line_of_code_goes_on_in_the_next() -> None:
    [page] = written(Code("y" * 250))
    assert page.count("y") - "A packet".count("y") == 250
    assert max(len(run) for run in re.findall("y+", page)) < 120


def test_what_no_font_can_show_is_a_number_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_fonts, "_found", lambda face: ())
    [page] = written(Text("a → b \x00 \ud800 é “q” €"))
    assert "a [U+2192] b [U+0000] [U+D800] é “q” €" in page
    assert "no font on this machine can show" in page
    [page] = written(Text("plain é"))
    assert "no font" not in page


def test_a_font_of_this_machine_shows_what_the_own_ones_cannot() -> None:
    fonts = pdf_fonts._found("plain")
    if not any(ord("Ł") in shown for _, shown in fonts):
        pytest.skip("no font with wide coverage on this machine")
    data = write_pdf((Text("Łódź"),), title="t", compress=False)
    assert "no font" not in pages(data)[0]
    assert b"/FontFile2" in data


def test_a_broken_font_file_is_passed_over(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "DejaVuSans.ttf"
    path.write_bytes(b"not a font")
    monkeypatch.setattr(pdf_fonts, "_font_files", lambda: {path.name: path})
    pdf_fonts._found.cache_clear()
    try:
        assert "[U+0141]" in written(Text("Ł"))[0]
    finally:
        pdf_fonts._found.cache_clear()


def test_any_text_can_be_written() -> None:
    draw = random.Random(7)
    text = "".join(chr(draw.randrange(sys.maxunicode + 1)) for _ in range(300)) + "".join(map(chr, range(700)))
    for block in (Text(text), Code(text), Callout(text, text), Table((text,), ((text,),), (1,))):
        write_pdf((block,), title=text)
