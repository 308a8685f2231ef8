"""Level 3: end marker, reconnect, and streams of more than a megabyte that are known by construction."""

import random

ATTRIBUTES = ["done", "last_event_id"]


def case(name, chunks, events, *, done=False, last_event_id="", cut=0, **more):
    """A test of these chunks that also looks at `done` and the last id."""
    expected = {"events": events, "done": done, "last_event_id": last_event_id}
    return {"name": name, "args": [chunks], "kwargs": {"ask": ATTRIBUTES, "cut": cut}, "expected": expected, **more}


def by_hand():
    """Small cases, one idea each."""
    a = [0, "message", "a"]
    return [
        case(
            "the rest of the chunk after the end",
            [b"data: a\n\ndata: [DONE]\n\ndata: x\n\n", b"data: y\n\n"],
            [a],
            done=True,
        ),
        case("an end marker with a type", [b"event: stop\ndata:[DONE]\r\n\r", b"\ndata: x\n\n"], [], done=True),
        case(
            "data that only looks like the marker",
            [b"data: [DONE]\ndata: a\n\n", b"data:  [DONE]\n\ndata: [DONE] \n\n"],
            [[0, "message", "[DONE]\na"], [1, "message", " [DONE]"], [1, "message", "[DONE] "]],
        ),
        case("an end marker that is not complete", [b"data: a\n\n", b"data: [DONE]\n"], [a]),
        case("the end holds over a reconnect", [b"data: [DONE]\n\n", None, b"data: b\n\n"], [], done=True),
        case(
            "half a block before a reconnect", [b"event: t\ndata: lost\n", None, b"data: c\n\n"], [[2, "message", "c"]]
        ),
        case(
            "half a character before a reconnect",
            [b"data: \xe2\x82", None, b"\xef\xbb\xbfdata: c\n\n"],
            [[2, "message", "c"]],
        ),
        case("a carriage return before a reconnect", [b"data: lost\r", None, b"\ndata: c\n\n"], [[2, "message", "c"]]),
        case(
            "an id is kept, a half one is not",
            [b"id: 1\ndata: a\n\nid: 2\n", None, b"data: c\n\n"],
            [a, [2, "message", "c"]],
            last_event_id="1",
        ),
    ]


def generate(seed):
    """The cases by hand and three large streams."""
    rng = random.Random(seed + 2)
    tests = by_hand()

    line = "".join(rng.choices(["token ", "é", "workbench ", "€", "x"], k=150_000))
    stream = f"data: {line}\n\n".encode()
    events = [[(len(stream) - 1) // 6, "message", line]]
    tests.append(case("one long line in small chunks", [stream], events, cut=6, performance=True))

    stream, events = [], []
    for number in range(150_000):
        stream.append(f":{number % 997}\n" if number % 5 < 4 else f"data:{number % 89}\n\n")
        if number % 5 == 4:
            events.append([0, "message", str(number % 89)])
    stream.extend([":\n", ":.\n", ":..\n"] * 50_000)
    tests.append(case("one large chunk of many short lines", ["".join(stream).encode()], events, performance=True))

    lines = ["😀", *("".join(rng.choices("abcdefgh", k=rng.randrange(1, 6))) for _ in range(140_000))]
    stream = "".join(f"data:{text}\n" for text in lines).encode() + b"id: 5\n\ndata: [DONE]\n\n"
    end = len(stream) - len(b"\ndata: [DONE]\n\n")
    tests.append(
        case(
            "one block of many lines",
            [stream],
            [[end // 300, "message", "\n".join(lines)]],
            done=True,
            last_event_id="5",
            cut=300,
            performance=True,
        )
    )
    return tests
