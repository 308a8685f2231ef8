"""The report of a round on paper and in a file, and what was asked in all of its formats."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockint.app.pdf import Bullets, Code, Heading, Span, Table, Text, write_pdf
from mockint.app.prompt_blocks import prompt_blocks
from mockint.app.record import RoundRecord, read_record, read_records
from mockint.app.round_blocks import round_blocks
from mockint.app.round_file import FORMATS, round_bytes, write_report
from mockint.app.services import Services
from mockint.clock import ManualClock
from mockint.errors import BadInputError
from mockint.rounds.coding import EXPLANATION, SOLUTION
from tests.unit.app.conftest import Desks
from tests.unit.app.test_loops import judge, play
from tests.unit.app.test_pdf import pages

LONG = "a sentence that was broken at the margin by an editor, as they do\nand goes on here\nshort\n- a point"


def on_paper(records: tuple[RoundRecord, ...]) -> str:
    return " ".join("\n".join(pages(write_pdf(round_blocks(records), title="x", compress=False))).split())


@pytest.fixture
def record(services: Services, desks: Desks) -> RoundRecord:
    desk = desks.start()
    desk.session.record_edit(SOLUTION, "def f(): # <b>\n    return '漢字 🎉'\n" + "x" * 300)
    desk.session.record_edit(EXPLANATION, LONG)
    desk.submit().result()
    return read_record(services, desk.round.id)


def test_paper_holds_result_question_and_answer(services: Services, record: RoundRecord) -> None:
    told = on_paper((record,))
    assert "Handed in, not measured yet" in told
    assert "Ungraded." in told
    assert "What was asked" in told
    assert "def f" in told
    assert told.count("x" * 80) >= 3  # a long line goes on in the next
    judge(services, record.round.id, 2)
    told = on_paper(read_records(services, record.round.id))
    assert "by a model" in told
    assert "(found in the answer)" in told
    assert "(not found in the answer)" in told
    assert "Next:" in told
    assert "would fail." in told


def test_an_ungraded_round_is_called_so_with_its_reason(services: Services, clock: ManualClock) -> None:
    loop = play(services, clock, [None])
    round_id = services.stored(lambda store: store.loops()[0].slots[0].round_id)
    assert loop
    assert round_id is not None
    told = on_paper(read_records(services, round_id))
    assert "Ungraded." in told
    assert "The server did not answer." in told


def test_prose_flows_and_short_lines_stay(record: RoundRecord) -> None:
    (flowing,) = [b.text for b in round_blocks((record,)) if isinstance(b, Text) and "a sentence" in str(b.text)]
    assert flowing == LONG.replace("do\nand", "do and")


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_holds_what_was_asked(record: RoundRecord, form: str, services: Services, tmp_path: Path) -> None:
    data = round_bytes((record,), form)
    if form == "pdf":
        assert data.startswith(b"%PDF")
    else:
        first = record.question.prompt.strip().splitlines()[0].lstrip("# ")
        assert first in data.decode()
        assert ("What was asked" in data.decode()) == (form != "json")
    path = tmp_path / "deep" / f"report.{form}"
    write_report(services, record.round.id, path)
    assert path.stat().st_size == pytest.approx(len(data), abs=64)


def test_a_format_that_is_none_is_refused(services: Services, record: RoundRecord, tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"cannot be written as '\.docx'"):
        write_report(services, record.round.id, tmp_path / "report.docx")
    (tmp_path / "file").write_text("x")
    with pytest.raises(BadInputError, match="cannot be written"):
        write_report(services, record.round.id, tmp_path / "file" / "report.md")


def test_markdown_becomes_blocks() -> None:
    text = "# T `x`\n\nOne **bold**\nline.\n\n- a\n  b\n1. *c*\n\n| h | i |\n|---|:--|\n| 1 | `2` |\n\n```py\ncode\n```\n~~~\nopen"
    assert prompt_blocks(text) == (
        Heading((Span("T "), Span("x", "code")), 2),
        Text((Span("One "), Span("bold", "bold"), Span(" line."))),
        Bullets(("a b", (Span("c", "italic"),))),
        Table(("h", "i"), (("1", (Span("2", "code"),)),), (4.0, 4.0)),
        Code("code"),
        Code("open"),
    )
    assert prompt_blocks("") == ()
    assert prompt_blocks("|a|b|\n|-|") == (Code("|a|b|\n|-|"),)
    assert prompt_blocks("2 * 3 * 4 and snake_case *") == (Text("2 * 3 * 4 and snake_case *"),)


def test_a_page_cannot_be_broken_by_what_was_asked(record: RoundRecord) -> None:
    nasty = record._replace(question=record.question.model_copy(update={"prompt": "<script>x</script>\n\n- <b>\n"}))
    page = round_bytes((nasty,), "html").decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
