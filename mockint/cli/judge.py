"""``mockint judge``: any function against any tests."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from mockint.app.folder import read_text
from mockint.cli.options import AsJson, HomeOption, opened, tell
from mockint.errors import BadInputError


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    app.command("judge")(judge)


def judge(
    spec: Annotated[Path | None, typer.Argument(help="JSON: entry_point, tests, time_limit_s, memory_mb.")] = None,
    solution: Annotated[Path | None, typer.Argument(help="The Python file to judge.")] = None,
    batch: Annotated[Path | None, typer.Option("--batch", help='JSON lines {"id", "spec", "code"}.')] = None,
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Judge any solution against any tests.

    SPEC is {"entry_point": "f", "tests": [{"args": [1], "expected": 2}]}. A batch prints a line of JSON for each of its
    lines.
    """
    from mockint.execution.judge import Judge
    from mockint.execution.spec_file import judge_batch, parse_spec, report_json

    if batch is not None:
        if spec is not None or solution is not None:
            raise BadInputError("--batch takes the place of SPEC and SOLUTION.", "Give one or the other.")
        lines = read_text(batch).splitlines()
        with opened(home) as services:
            for answer in judge_batch(Judge(services.pool), lines):
                sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
                sys.stdout.flush()
        return
    if spec is None or solution is None:
        raise BadInputError("Name a SPEC and a SOLUTION.", "Or a file of lines with --batch.")
    wanted, code = parse_spec(read_text(spec)), read_text(solution)
    with opened(home) as services:
        document = report_json(Judge(services.pool).judge(wanted, code))

    def text(console: Console) -> None:
        console.print(f"{document['verdict']}: {document['passed']} of {document['total']} tests", style="bold")
        for test in document["tests"]:
            if test["verdict"] != "accepted":
                console.print(f"{test['name']}: {test['verdict']}. {test.get('message', '')}", markup=False)

    tell(as_json, document, text)
