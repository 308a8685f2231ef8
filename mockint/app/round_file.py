"""The report of a round as a file holds it, in any of its formats."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mockint.app.record import RoundRecord, read_records
from mockint.app.report import ReportFormat
from mockint.app.round_report import render_round
from mockint.errors import BadInputError
from mockint.rounds.names import round_title

if TYPE_CHECKING:
    from mockint.app.services import Services
    from mockint.domain.ids import RoundId

PDF: Final = "pdf"
FORMATS: Final = (*(form.value for form in ReportFormat), PDF)
_SIZE: Final = 9.0


def round_bytes(records: Sequence[RoundRecord], form: str) -> bytes:
    """The report of a round.

    Args:
        records: One for each of its questions, in order.
        form: One of `FORMATS`.
    """
    if form != PDF:
        return render_round(records, ReportFormat(form)).encode("utf-8", "replace")
    from mockint.app.pdf import write_pdf  # late: reportlab is nothing to the other formats
    from mockint.app.round_blocks import round_blocks

    return write_pdf(round_blocks(records), title=title_of(records), size=_SIZE)


def title_of(records: Sequence[RoundRecord]) -> str:
    """What the round is called."""
    if len(records) == 1:
        return records[0].question.header.title
    return round_title(len(records), records[0].round.kind)


def write_report(services: Services, round_id: RoundId, path: Path) -> None:
    """Write the report of a round; the suffix of the path says how.

    Raises:
        BadInputError: If there is no such format, or the file cannot be written.
    """
    from mockint.app.history import write_bytes

    form = path.suffix.casefold().removeprefix(".")
    if form not in FORMATS:
        raise BadInputError(f"A report cannot be written as '{path.suffix}'.", "Choose .html, .md, .json or .pdf.")
    write_bytes(path, round_bytes(read_records(services, round_id), form))
