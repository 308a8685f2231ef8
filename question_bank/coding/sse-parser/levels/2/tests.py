"""Level 2: line endings, byte order mark, broken bytes, id and retry."""

import random
from bisect import bisect_right

ATTRIBUTES = ["last_event_id", "retry_ms"]


def case(name, chunks, events, last_event_id="", retry_ms=None, cut=0):
    """A test of these chunks that also looks at both attributes."""
    expected = {"events": events, "last_event_id": last_event_id, "retry_ms": retry_ms}
    return {"name": name, "args": [chunks], "kwargs": {"ask": ATTRIBUTES, "cut": cut}, "expected": expected}


def by_hand():
    """Small cases, one idea each."""
    return [
        case(
            "all endings mixed",
            [b"data: a\r\ndata: b\rdata: c\n\r\ndata: d\n\r", b"data: e\r\n\ndata: f\r\r"],
            [[0, "message", "a\nb\nc"], [0, "message", "d"], [1, "message", "e"], [1, "message", "f"]],
        ),
        case(
            "an ending cut in two",
            [b"data: a\r", b"\ndata: b\r", b"", b"\n\r", b"\n", b"data: c\n\n"],
            [[3, "message", "a\nb"], [5, "message", "c"]],
        ),
        case(
            "carriage returns byte by byte",
            [b"event: t\r\ndata: x\r\n\r\ndata: y\r\n\r\n"],
            [[19, "t", "x"], [30, "message", "y"]],
            cut=1,
        ),
        case("an event is not held back by a carriage return", [b"data: x\n\r", b"\ndata: y"], [[0, "message", "x"]]),
        case("a byte order mark in pieces", [b"\xef", b"\xbb", b"\xbfdata: a\n\n"], [[2, "message", "a"]]),
        case(
            "a byte order mark later on",
            ["\ufeff\ufeffdata: a\n\n\ufeffdata: b\n\ndata:\ufeffc\n\n".encode()],
            [[0, "message", "\ufeffc"]],
        ),
        case(
            "broken bytes",
            [b"data: a\xff\xc3", b"\ndata: \xe2\x82", b"b\xf0\x9f\x98\n\n"],
            [[2, "message", "a\ufffd\ufffd\n\ufffdb\ufffd"]],
        ),
        case("an id without data, and it stays", [b"id: 9\n\ndata: b\n\n"], [[0, "message", "b"]], "9"),
        case("an id of a block that has not ended", [b"id: 1\n\nid: 2\ndata: a\n"], [], "1"),
        case("an empty id", [b"id: 1\n\n", b"id\n\n"], [], ""),
        case("an id with a zero character", [b"id: 1\n\n", b"id: 2\0\ndata: a\n\n"], [[1, "message", "a"]], "1"),
        case("an id that is text", ["id:  näher dran \n\n".encode()], [], " näher dran "),
        case(
            "what is no number",
            [
                "retry: 20\nretry: +5\nretry: 1_0\nretry: 1.5\nretry: ٣\nretry: ²\n".encode(),
                b"retry:  7\nretry:\nretry: 8 \nretry: -1\n",
            ],
            [],
            "",
            20,
        ),
    ]


def built(rng, count, pace):
    """A stream with all endings, cut at random, with what it must give."""
    stream, found, ending = "\ufeff".encode(), [], ""
    known = waiting = ""
    retry = None

    def write(line):
        nonlocal stream, ending
        # A line feed right after a carriage return would belong to it, so an empty line then ends otherwise.
        ending = rng.choice(["\r", "\r\n"] if not line and ending == "\r" else ["\n", "\r", "\r\n"])
        stream += (line + ending).encode()

    for number in range(count):
        data = []
        for _ in range(rng.randrange(4)):
            sort = rng.choice(["data", "data", "id", "retry", ""])
            value = f"{number}{rng.choice(['', 'é', '€ x', ' 😀', ':'])}"
            write(f"{sort}: {value}" if rng.random() < 0.5 else f"{sort}:{value}")
            if sort == "data":
                data.append(value)
            elif sort == "id":
                waiting = value
            elif sort == "retry" and value == str(number):
                retry = number
        write("")
        known = waiting
        if data:
            found.append((len(stream) - len(ending), "message", "\n".join(data)))
    chunks, ends, at = [], [], 0
    while at < len(stream):
        chunks.append(stream[at : at + rng.randrange(pace)])
        at += len(chunks[-1])
        ends.append(at)
    return chunks, [[bisect_right(ends, place), kind, text] for place, kind, text in found], known, retry


def generate(seed):
    """The cases by hand and two random streams."""
    rng = random.Random(seed + 1)
    tests = by_hand()
    for name, count, pace in [("random endings in small chunks", 80, 4), ("random endings in larger chunks", 150, 50)]:
        tests.append(case(name, *built(rng, count, pace)))
    return tests
