"""``mockint report --loop``: the packet of a loop, printed or written."""

from __future__ import annotations

import sys
from pathlib import Path

from mockint.app import history as histories
from mockint.app.packet import PacketFormat, packet_document, write_packet
from mockint.cli.options import opened, tell
from mockint.errors import BadInputError


def report_loop(name: str, form: PacketFormat, out: Path | None, *, as_json: bool, home: Path | None) -> None:
    """Print or write the packet of a loop.

    Raises:
        BadInputError: If there is no such loop, or the file cannot be written; or for a PDF without a file.
    """
    if form is PacketFormat.PDF and out is None and (as_json or sys.stdout.isatty()):
        raise BadInputError("A PDF is no text for a terminal.", "Name a file with -o.")
    with opened(home) as services:
        if as_json and out is None:
            tell(as_json, packet_document(services, name), lambda _: None)
            return
        data = write_packet(services, name, form)
    if out is not None:
        histories.write_bytes(out, data)
        tell(as_json, {"path": str(out)}, lambda console: console.print(f"Written to {out}."))
        return
    sys.stdout.buffer.write(data)
    sys.stdout.flush()
