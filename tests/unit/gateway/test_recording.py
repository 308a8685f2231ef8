from __future__ import annotations

from pathlib import Path

import pytest

from mockint.errors import BadInputError
from mockint.gateway.recording import Recorded, Recording, key_of


def test_replies_are_found_again_by_what_was_asked(tmp_path: Path) -> None:
    path = tmp_path / "replies.jsonl"
    reply = Recorded("text/event-stream", "data: ü\n\n")
    request = key_of("/v1/messages", {"model": "m", "messages": []})
    Recording(path).keep(request, reply)
    with path.open("a") as file:
        file.write('{"request": "broken off')
    again = Recording(path)
    assert again.find(key_of("/v1/messages", {"messages": [], "model": "m"})) == reply
    assert again.find(key_of("/v1/chat/completions", {"messages": [], "model": "m"})) is None


def test_a_recording_that_cannot_be_read_or_written(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(BadInputError, match="cannot be read"):
        Recording(tmp_path / "folder")
    recording = Recording(tmp_path / "none" / "replies.jsonl")
    recording.keep("request", Recorded("application/json", "{}"))
    assert recording.find("request") is not None
