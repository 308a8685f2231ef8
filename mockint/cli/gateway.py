"""``mockint gateway``: a model server on loopback."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from mockint.cli.options import AsJson, HomeOption


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    app.command("gateway")(gateway)


def gateway(
    fake: Annotated[
        Path | None, typer.Option("--fake", help="A script to play: JSON lines, see docs/providers.md.")
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where to listen; 0 takes a free port.")] = 0,
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Serve the stand-in of builds, or a fake model, on loopback.

    Prints one line of JSON with the url and the token, and serves until interrupted. It speaks the Messages API (/v1/messages and count_tokens),
    /v1/chat/completions and /v1/models. The stand-in reads the passages of a prompt, has /v1/embeddings too, and knows
    no pack; with --fake the server answers from the script's queue of replies and faults.
    """
    del as_json, home  # taken as every command takes them; the answer is JSON in any case
    if fake is None:
        from mockint.gateway.build_gateway import BuildGateway, GatewaySettings

        door = BuildGateway(GatewaySettings(), port=port).door
    else:
        from mockint.gateway.fake import serve
        from mockint.gateway.script import read_script

        _server, door = serve(read_script(fake), port=port)
    sys.stdout.write(json.dumps({"url": door.url, "token": door.token}) + "\n")
    sys.stdout.flush()
    door.run()
