"""The page on providers says what the fake server can do, and its example is a script."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from mockint.gateway.script import Do, Manner, read_script

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "providers.md").read_text(encoding="utf-8")


def test_the_example_is_a_script(tmp_path: Path) -> None:
    example = re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)
    assert example
    script = tmp_path / "script.jsonl"
    script.write_text(example[1])
    read = read_script(script)
    assert len(read.entries) == 4
    assert not read.manner.counts_tokens


def test_every_entry_and_every_manner_is_described() -> None:
    rows = [
        line.split("|")[1] for line in PAGE.splitlines() if line.startswith("| `") and not line.startswith("| `do`")
    ]
    described = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert sorted(described) == sorted(get_args(Do))
    assert [name for name in Manner.model_fields if f"`{name}`" not in PAGE] == []
