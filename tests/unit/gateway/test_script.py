from __future__ import annotations

from pathlib import Path

import pytest

from mockint.errors import BadInputError
from mockint.gateway.answers import Cache
from mockint.gateway.asked import read_messages
from mockint.gateway.script import Entry, Manner, Script, read_script


def test_a_script_is_lines_of_json(tmp_path: Path) -> None:
    path = tmp_path / "script.jsonl"
    path.write_text(
        '# faults first\n{"server": {"models": ["m"], "honours": ["tool"]}}\n\n'
        '{"do": "status", "status": 429, "retry_after_s": 2}\n{"text": "Hi.", "do": "reply", "times": 0}\n'
    )
    assert read_script(path) == Script(
        manner=Manner(models=("m",), honours=frozenset({"tool"})),
        entries=(Entry(do="status", status=429, retry_after_s=2), Entry(do="reply", text="Hi.", times=0)),
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "it is not JSON"),
        ('{"do": "dance"}', "do: "),
        ('{"dance": 1}', "dance: "),
        ('{"do": "status", "status": 200}', "status: "),
        ("[]", ""),
        ('{"server": {"models": 3}}', "models: "),
    ],
)
def test_a_line_that_is_not_understood_is_named(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "script.jsonl"
    path.write_text(f'{{"do": "fill"}}\n{line}\n')
    with pytest.raises(BadInputError, match="Line 2 of the script") as raised:
        read_script(path)
    assert reason in str(raised.value)


def test_a_script_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="cannot be read"):
        read_script(tmp_path / "none")


def test_the_cache_knows_marked_prefixes_alone() -> None:
    def asked(*texts: str, marked: int, model: str = "m") -> dict[str, object]:
        content = [{"type": "text", "text": text} for text in texts]
        if marked >= 0:
            content[marked]["cache_control"] = {"type": "ephemeral"}  # type: ignore[assignment]
        return {"model": model, "system": "rule", "messages": [{"role": "user", "content": content}]}

    cache = Cache()
    spend = lambda body: cache.spend(read_messages(body, ()), "12345678")[:3]  # noqa: E731
    assert spend(asked("abcd" * 10, "mine", marked=0)) == (1, 0, 11)
    assert spend(asked("abcd" * 10, "other", marked=0)) == (2, 11, 0)
    assert spend(asked("abcd" * 10, "mine", marked=-1)) == (12, 0, 0)
    assert spend(asked("abcd" * 10, "mine", marked=0, model="n")) == (1, 0, 11)
    assert spend(asked("abcd" * 10, "more", "mine", marked=1)) == (1, 0, 12)
