"""``mockint report``: a round, all of them, or the packet of a loop, printed or written."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from mockint.app import history as histories
from mockint.app.packet import PacketFormat
from mockint.cli.options import AsJson, HomeOption, opened, progress_told, tell
from mockint.cli.packets import report_loop
from mockint.errors import BadInputError


def register(app: typer.Typer) -> None:
    """Add this file's command."""
    app.command("report")(report)


def report(
    round_id: Annotated[
        str | None, typer.Argument(metavar="[ROUND]", help="A round's id, or the beginning of one.")
    ] = None,
    loop: Annotated[str | None, typer.Option("--loop", help="The packet of this loop in place of a round.")] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Every round that is over, a file each and an index, into the folder of -o.")
    ] = False,
    form: Annotated[PacketFormat, typer.Option("--format", help="How it is written.")] = PacketFormat.MD,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Write it to this file.")] = None,
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Print or write a report, or a loop's packet.

    The report is of a round; --loop writes the packet of a loop day in its place, --all the reports of all rounds.
    """
    if (round_id is not None) + (loop is not None) + everything != 1:
        raise BadInputError(
            "Name a ROUND, or a loop with --loop, or give --all.", "'mockint history' lists the rounds."
        )
    if loop is not None:
        report_loop(loop, form, out, as_json=as_json, home=home)
    elif everything:
        _report_all(form, out, as_json=as_json, home=home)
    else:
        _report_round(round_id or "", form, out, as_json=as_json, home=home)


def _report_all(form: PacketFormat, out: Path | None, *, as_json: bool, home: Path | None) -> None:
    from mockint.app.export_all import export_rounds

    if out is None:
        raise BadInputError("All reports need a folder to go to.", "Name one that is not there yet with -o.")
    with opened(home) as services, progress_told() as told:
        done = export_rounds(services, out, form.value, lambda at, whole: told(f"Report {at} of {whole}"))
    tell(as_json, done.document(), lambda console: console.print(done.words(), markup=False))


def _report_round(name: str, form: PacketFormat, out: Path | None, *, as_json: bool, home: Path | None) -> None:
    from mockint.app.record import read_records
    from mockint.app.round_file import round_bytes
    from mockint.app.round_report import round_document, round_lead

    if form is PacketFormat.PDF and out is None and (as_json or sys.stdout.isatty()):
        raise BadInputError("A PDF is no text for a terminal.", "Name a file with -o.")
    with opened(home) as services:
        records = read_records(services, histories.find_round(services, name))
    data = round_bytes(records, form.value)
    if out is not None:
        histories.write_bytes(out, data)
        tell(as_json, {"path": str(out)}, lambda console: console.print(f"Written to {out}.", markup=False))
    elif form is PacketFormat.PDF:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    elif as_json and form is not PacketFormat.JSON:
        told = {"round": records[0].round.id, "format": form.value, "text": data.decode()}
        tell(as_json, {**told, "lead": round_lead(round_document(records))}, lambda _: None)
    else:
        typer.echo(data.decode(), nl=False)
