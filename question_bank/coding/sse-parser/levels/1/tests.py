"""Level 1: cases by hand, and streams built from events that are known beforehand."""

import random
from bisect import bisect_right

CHARACTERS = ["a", "b", "z", " ", ":", "é", "€", "😀", "\u2028", "\u0085", "\x0b", "\t", "ü", "{", '"', "\x1c"]


def case(name, chunks, events, cut=0):
    """A test of these chunks."""
    kwargs = {"cut": cut} if cut else {}
    return {"name": name, "args": [chunks], "kwargs": kwargs, "expected": {"events": events}}


def by_hand():
    """Small cases, one idea each."""
    no = ["message", ""]
    return [
        case("empty chunks and lines", [b"\n\n", b"data: a\n", b"", b"\n", b""], [[3, "message", "a"]]),
        case(
            "a character cut in two", [b"data: caf\xc3", b"\xa9 \xf0\x9f", b"\x98\x80\n\n"], [[2, "message", "café 😀"]]
        ),
        case(
            "the first level byte by byte",
            ["data: é€😀\n\nevent: x\ndata\n\n".encode()],
            [[16, "message", "é€😀"], [31, "x", ""]],
            1,
        ),
        case("only one space is dropped", [b"data:  two \ndata:\tx\n\n"], [[0, "message", " two \n\tx"]]),
        case(
            "empty data lines",
            [b"data:\n\n", b"data\n\n", b"data\ndata: \n\n"],
            [[0, *no], [1, *no], [2, "message", "\n"]],
        ),
        case("a type without data is forgotten", [b"event: gone\n\n", b"data: x\n\n"], [[1, "message", "x"]]),
        case(
            "the last type counts",
            [b"event: a\nevent: b\ndata: x\nevent: c\n\n", b"event: a\ndata: y\nevent\n\n"],
            [[0, "c", "x"], [1, "message", "y"]],
        ),
        case(
            "names are exact", [b"Data: a\n data: b\ndata : c\nDATA: d\ndat: e\n\ndata: f\n\n"], [[0, "message", "f"]]
        ),
        case(
            "colons and comments",
            [b'data:{"a": ":"}\n:data: b\n: \n:\ndata::c\n\n'],
            [[0, "message", '{"a": ":"}\n:c']],
        ),
        case(
            "many events in a chunk", [b"data: 1\n\ndata: 2\n\n\n\ndata: 3"], [[0, "message", "1"], [0, "message", "2"]]
        ),
        case(
            "characters that look like line ends",
            ["data: a\u2028b\x0bc\x0cd\u0085e\x1cf\n\n".encode()],
            [[0, "message", "a\u2028b\x0bc\x0cd\u0085e\x1cf"]],
        ),
    ]


def built(rng, count, pace):
    """A stream of `count` blocks, cut at random, with the events it must give."""
    stream, found = b"", []
    for _ in range(count):
        lines, data, kind = [], [], ""
        for _ in range(rng.randrange(5)):
            value = "".join(rng.choices(CHARACTERS, k=rng.randrange(6)))
            sort = rng.choice(["data", "data", "data", "event", "comment", "other"])
            space = " " if value.startswith(" ") or rng.random() < 0.7 else ""
            lines.append({"comment": "", "other": "extra"}.get(sort, sort) + ":" + space + value)
            if sort == "data":
                data.append(value)
            elif sort == "event":
                kind = value
        stream += "".join(line + "\n" for line in lines).encode() + b"\n"
        if data:
            found.append((len(stream) - 1, kind or "message", "\n".join(data)))
    chunks, ends = [], []
    while stream[sum(map(len, chunks)) :]:
        at = sum(map(len, chunks))
        chunks.append(stream[at : at + rng.randrange(pace)])
        ends.append(at + len(chunks[-1]))
    return chunks, [[bisect_right(ends, place), kind, text] for place, kind, text in found]


def generate(seed):
    """The cases by hand and two random streams."""
    rng = random.Random(seed)
    tests = by_hand()
    for name, count, pace in [
        ("a random stream in small chunks", 60, 4),
        ("a random stream in larger chunks", 120, 60),
    ]:
        tests.append(case(name, *built(rng, count, pace)))
    return tests
