from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mockint.clock import ManualClock
from mockint.domain.event import Event, Unknown
from mockint.errors import BadInputError, HistoryError
from mockint.history.archive import export_history, import_history
from mockint.history.store import Store, open_store
from mockint.history.values import Counts
from mockint.paths import Home
from tests.helpers.records import START, add_round, fill, make_events, make_model_call, make_owner, make_round


def everything(store: Store) -> list[object]:
    """All that a history says, without who owns a round just now."""
    found: list[object] = [store.profiles(), [store.content(key) for key in store.content_hashes()]]
    for round_id in sorted(store.round_ids()):
        found += [
            store.load_round(round_id).model_copy(update={"owner": None}),
            store.read_events(round_id),
            store.submissions(round_id),
            store.measurements(round_id, every=True),
            store.grades(round_id),
            store.disputes(round_id),
            store.expectations(round_id),
        ]
    return [
        *found,
        store.loops(),
        store.targets(),
        store.interviews(),
        store.user_stories(),
        store.model_calls(),
        store.attempts(),
    ]


@pytest.fixture
def other(tmp_path: Path, clock: ManualClock) -> Store:
    opened = open_store(Home(tmp_path / "other"), clock)
    yield opened
    opened.close()


def test_a_history_moves_to_another_home_and_back(
    store: Store, other: Store, tmp_path: Path, clock: ManualClock
) -> None:
    fill(store, rounds=2, events=1200)
    store.add_model_calls([make_model_call("test", purpose="connection test", price_usd=None, price_note="unknown")])
    add_round(store, "newer", minute=-10, owner=make_owner().model_dump(), parent="r0")
    odd = Event(seq=1, t_ms=0, wall=START, version=7, payload=Unknown(kind="edit", data={"ops": [1, "é\n"]}))
    store.append_events(make_round("newer").id, [odd])
    counts = export_history(store, tmp_path / "deep" / "h.jsonl", clock)
    assert counts == store.counts()
    done = import_history(other, tmp_path / "deep" / "h.jsonl")
    assert done.added == counts._replace(profiles=0)
    assert done.skipped == Counts(profiles=1)
    assert everything(other) == everything(store)
    assert other.load_round(make_round("newer").id).owner is None
    export_history(other, tmp_path / "again.jsonl", clock)
    assert (tmp_path / "again.jsonl").read_bytes() == (tmp_path / "deep" / "h.jsonl").read_bytes()
    again = import_history(other, tmp_path / "deep" / "h.jsonl")
    assert again.added == Counts()
    assert again.skipped == counts
    assert everything(other) == everything(store)


def test_a_round_that_is_here_is_left_as_it_is(store: Store, other: Store, tmp_path: Path, clock: ManualClock) -> None:
    fill(store, rounds=1, events=20)
    export_history(store, tmp_path / "h.jsonl", clock)
    record = add_round(other, "r0", items=2)
    other.append_events(record.id, make_events(3))
    _, _, *of_round = everything(other)
    done = import_history(other, tmp_path / "h.jsonl")
    assert everything(other)[2:-6] == of_round[:-6]
    assert other.attempts() == store.attempts()
    assert done.added == Counts(contents=1, drill_attempts=1, user_stories=1, targets=1, interviews=1, loops=1)
    assert done.skipped == store.counts()._replace(
        contents=2, drill_attempts=0, user_stories=0, targets=0, interviews=0, loops=0
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=15)
@given(
    rounds=st.integers(0, 3),
    events=st.integers(0, 12),
    texts=st.lists(st.text(st.characters(exclude_categories=("Cs",))), max_size=3),
)
def test_any_history_survives_the_round_trip(
    tmp_path_factory: pytest.TempPathFactory, rounds: int, events: int, texts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("trip")
    here, there = (open_store(Home(folder / name), ManualClock()) for name in "ab")
    fill(here, rounds, events)
    for text in texts:
        here.put_content("question", text, text)
    export_history(here, folder / "h.jsonl", ManualClock())
    import_history(there, folder / "h.jsonl")
    assert everything(there) == everything(here)
    here.close()
    there.close()


def lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines(keepends=True)


def test_any_broken_line_is_named_and_nothing_is_imported(
    store: Store, other: Store, tmp_path: Path, clock: ManualClock
) -> None:
    fill(store, rounds=1, events=3)
    path = tmp_path / "h.jsonl"
    export_history(store, path, clock)
    good = lines_of(path)
    before = everything(other)
    for number in range(1, len(good) + 1):
        for broken in (
            "\n",
            "{\n",
            "[]\n",
            '{"type": "round"}\n',
            '{"type": "tune", "value": {}}\n',
            good[number - 1][:-3] + "\n",
        ):
            path.write_text("".join([*good[: number - 1], broken, *good[number:]]), encoding="utf-8")
            with pytest.raises(BadInputError, match=rf"h\.jsonl, line {number}:.*Nothing was imported"):
                import_history(other, path)
            assert everything(other) == before


def change(good: list[str], kind: str, **values: object) -> list[str]:
    """The lines with the first one of a type changed."""
    number = next(n for n, line in enumerate(good) if json.loads(line).get("type") == kind)
    entry = json.loads(good[number])
    entry["value"] = entry["value"] | values
    return [*good[:number], json.dumps(entry) + "\n", *good[number + 1 :]]


@pytest.mark.parametrize(
    ("kind", "values", "why"),
    [
        ("content", {"text": "changed"}, "does not have the hash"),
        ("content", {"text": 5}, "a text is not a text"),
        ("round", {"state": "asleep"}, "state: Input should be"),
        ("round", {"created": "2026-01-01T00:00:00"}, "not one of the lines"),
        ("round", {"profile": "nobody"}, "does not fit"),
        ("event", {"seq": 2}, "wrote into this round"),
        ("event", {"seq": 2**70}, "Nothing was imported"),
        ("event", {"payload": 5}, "payload is not an object"),
        ("submission", {"item_id": "i9"}, "does not fit"),
        ("grade", {"round_id": "r9"}, "does not stand before it"),
        ("grade", {"verdict": 3}, "verdict"),
        ("model_call", {"round_id": "r9"}, "does not stand before it"),
        ("model_call", {"usage": {"input_tokens": -1}}, "usage.input_tokens"),
        ("drill_attempt", {"content": "x"}, "does not fit"),
        ("drill_attempt", {"seed": -1}, "seed"),
    ],
)
def test_a_changed_line_is_refused(
    store: Store, other: Store, tmp_path: Path, clock: ManualClock, kind: str, values: dict[str, object], why: str
) -> None:
    fill(store, rounds=1, events=3)
    path = tmp_path / "h.jsonl"
    export_history(store, path, clock)
    path.write_text("".join(change(lines_of(path), kind, **values)), encoding="utf-8")
    before = everything(other)
    with pytest.raises(BadInputError, match=why):
        import_history(other, path)
    assert everything(other) == before


def test_files_that_are_no_export_are_refused(other: Store, tmp_path: Path) -> None:
    path = tmp_path / "x"
    head = json.dumps({"format": "mockint-history", "version": 1})
    for text, why in (
        (b"", "line 1: the file ends"),
        (b"\xff\xfe\n", "line 1"),
        (b'{"format": "diary", "version": 1}\n', "not an exported history"),
        (b'{"format": "mockint-history", "version": 7}\n', "newer"),
        (head.encode() + b"\n", "line 2: the file ends"),
        (b"[" * 100_000 + b"\n", "line 1"),
        (head.encode() + b'\n{"type": "end", "counts": {"rounds": 1}}\n', "lines are missing"),
        (head.encode() + b'\n{"type": "end", "counts": {}}\n{"type": "end", "counts": {}}\n', "more after"),
    ):
        path.write_bytes(text)
        with pytest.raises(BadInputError, match=why):
            import_history(other, path)
    with pytest.raises(BadInputError, match="cannot be read"):
        import_history(other, tmp_path / "missing")
    with pytest.raises(BadInputError, match="cannot be read"):
        import_history(other, tmp_path)


def test_an_export_of_the_first_version_is_read(store: Store, other: Store, tmp_path: Path, clock: ManualClock) -> None:
    fill(store, rounds=1, events=3)
    path = tmp_path / "h.jsonl"
    export_history(store, path, clock)
    entries = [json.loads(line) for line in lines_of(path)]
    entries[0]["version"] = 1
    del entries[-1]["counts"]["model_calls"]
    later = ("grader", "model", "effort", "prompt_version", "runs", "marks")
    for entry in entries:
        if entry.get("type") == "grade":
            entry["value"] = {key: value for key, value in entry["value"].items() if key not in later}
    kept = [entry for entry in entries if entry.get("type") != "model_call"]
    path.write_text("".join(json.dumps(entry) + "\n" for entry in kept), encoding="utf-8")
    done = import_history(other, path)
    assert done.added == store.counts()._replace(profiles=0, model_calls=0)
    assert [(grade.grader, grade.runs, grade.marks) for grade in other.grades(make_round("r0").id)] == [("", 0, ())] * 2


def test_an_export_overwrites_nothing(store: Store, tmp_path: Path, clock: ManualClock) -> None:
    path = tmp_path / "h.jsonl"
    path.write_text("mine")
    with pytest.raises(BadInputError, match="already"):
        export_history(store, path, clock)
    assert path.read_text() == "mine"
    with pytest.raises(HistoryError, match="cannot be written"):
        export_history(store, path / "below", clock)
    assert {each.name for each in tmp_path.iterdir()} - {"home"} == {"h.jsonl"}
