"""What the fake server is told to do: a queue of replies and faults, written as a file of JSON lines.

One JSON object a line; empty lines and lines that start with ``#`` are left out. An optional first line
``{"server": {...}}`` says what kind of server it is (`Manner`); every other line is an `Entry`, played to one request:

    {"server": {"models": ["fake-1"], "counts_tokens": false, "honours": ["tool"]}}
    {"do": "status", "status": 429, "retry_after_s": 2}
    {"do": "fill", "level": 3}
    {"do": "reply", "text": "Hello.", "times": 2}
    {"do": "fill", "quotes": "invented", "times": 0}

An entry is played `Entry.times` times, 0 for ever. When the queue is empty the server answers 500.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from mockint.domain.base import Value
from mockint.errors import BadInputError

Do = Literal[
    "reply", "fill", "obey", "prose", "bad_json", "wrong_schema", "refuse", "truncate", "status", "stall", "cut",
    "early_end", "error_event",
]  # fmt: skip


class Entry(Value):
    """What happens to one request.

    Attributes:
        do: ``reply`` gives `text` or `data`; ``fill`` makes a valid reply for the schema of the request (prose where
            there is none); ``obey`` is a model that does what the candidate's material orders: like ``fill`` with the
            level that the material asks for, else the top one; ``prose`` ignores the schema; ``bad_json`` breaks off
            in the middle of the JSON but ends as if all were well; ``wrong_schema`` is JSON of another shape;
            ``refuse`` ends with a refusal of `category`; ``truncate`` ends at ``max_tokens``; ``status`` answers an
            HTTP error; ``stall`` waits `seconds` and then goes on; ``cut`` breaks the connection; ``early_end`` ends
            the stream without its last events; ``error_event`` sends an error inside the stream.
        text: What to say; the default is a made-up sentence.
        data: A JSON value to say; also as the input of a tool that the request forces.
        level: For ``fill``: the level that integers with named choices get, else the nearest choice.
        levels: The same by criterion: a key is the name of a property, or the text of an id beside the level.
        quotes: For ``fill`` and ``obey``: ``echo`` quotes the material of the request, ``invented`` makes quotes up.
        status: For ``status``: 401, 402, 403, 404, 413, 429, 500, 503, 529, ...
        retry_after_s: For ``status``: sent as ``Retry-After``.
        message: What an error says; ``{key}`` in it is replaced by the key that the client sent, as bad servers do.
        error: For ``error_event``: the type of the error.
        seconds: For ``stall``: how long.
        after: For ``stall``, ``cut``, ``early_end``, ``error_event``: chunks of text that come first. A ``cut`` or
            ``stall`` with -1 happens before the answer's head.
        category: For ``refuse``.
        delay_s: Seconds before each chunk of text.
        times: How often the entry is played; 0 is for ever.
    """

    do: Do = "fill"
    text: str | None = None
    data: Any = None
    level: int = 3
    levels: dict[str, int] = Field(default_factory=dict)
    quotes: Literal["echo", "invented"] = "echo"
    status: int = Field(default=500, ge=400, le=599)
    retry_after_s: float | None = Field(default=None, ge=0)
    message: str = "The fake server was told to fail."
    error: str = "overloaded_error"
    seconds: float = Field(default=60, ge=0)
    after: int = Field(default=1, ge=-1)
    category: str | None = "cyber"
    delay_s: float = Field(default=0, ge=0)
    times: int = Field(default=1, ge=0)


class Manner(Value):
    """What kind of server it is, whatever the entries say.

    Attributes:
        models: Names that it lists; any name is answered to, unless `strict_models`.
        strict_models: Whether another name is a 404.
        counts_tokens: Whether ``count_tokens`` is there; else it is a 404.
        honours: How it can be brought to a shape: ``schema`` (``output_config.format`` or ``response_format``),
            ``tool`` (a forced tool). What it does not honour it ignores, and answers with prose. A schema that stands
            in the words of the prompt is always followed.
        probes: ``aside`` answers the client's own probe of the schema without touching the queue; ``queue`` treats
            it as any request.
    """

    models: tuple[str, ...] = ("fake-1",)
    strict_models: bool = False
    counts_tokens: bool = True
    honours: frozenset[Literal["schema", "tool"]] = frozenset({"schema", "tool"})
    probes: Literal["aside", "queue"] = "aside"


class Script(Value):
    """The manner of the server and its queue."""

    manner: Manner = Manner()
    entries: tuple[Entry, ...] = (Entry(times=0),)


def read_script(path: Path) -> Script:
    """Read a script.

    Raises:
        BadInputError: If the file cannot be read or a line is not understood; the line is named.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise BadInputError(f"The script {path} cannot be read.", "Give the path of a text file.") from fault
    manner, entries = Manner(), []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            raw = json.loads(line)
            if isinstance(raw, dict) and set(raw) == {"server"}:
                manner = Manner.model_validate(raw["server"])
            else:
                entries.append(Entry.model_validate(raw))
        except (json.JSONDecodeError, ValidationError) as fault:
            raise BadInputError(f"Line {number} of the script {path} is not understood: {_reason(fault)}.") from fault
    return Script(manner=manner, entries=tuple(entries))


def _reason(fault: json.JSONDecodeError | ValidationError) -> str:
    if isinstance(fault, json.JSONDecodeError):
        return "it is not JSON"
    first = fault.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}" if where else first["msg"]
