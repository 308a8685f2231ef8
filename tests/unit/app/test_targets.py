"""Targets and real interviews in a real history: what is in force, what it decides, and what is refused."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from mockint.app import readiness, rounds
from mockint.app.aim import today
from mockint.app.posting_model import asked_of
from mockint.app.services import Services
from mockint.app.target_json import target_document
from mockint.app.targets import Draft, LogEntry, TargetBook, read_posting_file
from mockint.clock import ManualClock
from mockint.domain.ids import SkillId
from mockint.errors import BadInputError
from mockint.gateway.fake import running
from mockint.gateway.script import Entry, Script
from tests.helpers.model_client import client_of

POSTING = "We run RAG with pgvector.\nYou monitor it: tracing, latency.\nNo Kubernetes needed."


@pytest.fixture
def book(services: Services) -> TargetBook:
    return TargetBook(services)


def day(services: Services, days: int) -> str:
    return (today(services) + timedelta(days=days)).isoformat()


@pytest.mark.history_file
def test_without_a_target_the_settings_rule(services: Services, book: TargetBook) -> None:
    assert book.lines() == ()
    assert book.interviews() == ()
    assert not services.has_history(), "asking makes no history"
    services.settings.change("target_level", "staff")
    services.settings.change("interview_date", day(services, 9))
    found = readiness.read(services)
    assert (found.aim.bar, found.aim.days_left, found.aim.target) == (3.25, 9, None)


def test_the_nearest_interview_is_in_force_and_decides(
    services: Services, book: TargetBook, clock: ManualClock
) -> None:
    far = book.add(Draft("Far", "staff", ("coding",), dates=(day(services, 30),)))
    near = book.add(
        Draft("Near", "junior", ("behavioral", "coding"), "expected", (day(services, 5), day(services, 40)), POSTING)
    )
    book.add(Draft("Some day"))
    assert [line.target.company for line in book.lines()] == ["Near", "Far", "Some day"]
    found = readiness.read(services)
    assert found.aim.target == near
    assert (found.aim.bar, found.aim.days_left) == (2.5, 5)
    assert found.loop_kinds == ("coding", "behavioral")
    assert found.next is not None
    assert found.next.entry.kind in {"coding", "behavioral"}
    assert rounds.plan_round(services, rounds.Plan("coding/token-bucket")).target == "junior"
    clock.advance(6 * 86_400)
    assert readiness.read(services).aim.target == far, "its next date is farther now"
    book.close(far.id)
    assert readiness.read(services).aim.target == near
    book.close(near.id)
    assert readiness.read(services).aim.days_left is None


def test_a_posting_weighs_the_skills_and_the_next_question(services: Services, book: TargetBook) -> None:
    before = readiness.read(services)
    assert before.next is not None
    wanted = book.read("RAG, chunking, rerankers, pgvector, embeddings, HNSW.")
    found = readiness.read(services, wanted)
    assert found.next is not None
    assert found.next.entry.ref != before.next.entry.ref
    assert found.next.reason.endswith("The posting asks for it.")
    assert found.skills == before.skills, "a posting moves no level"
    told = readiness.document(found)["posting"]
    assert told["by"] == "terms"
    assert {one["term"] for one in told["skills"]["rag"]["terms"]} == {"RAG", "chunking", "reranker"}


def test_a_target_is_changed_in_what_is_given(services: Services, book: TargetBook, clock: ManualClock) -> None:
    made = book.add(Draft("Acme", dates=(day(services, 2),), posting=POSTING))
    assert made.level == "senior"
    clock.advance(5 * 86_400)
    changed = book.change(made.id, Draft(level="mid", dates=(made.dates[0].isoformat(), day(services, 3))))
    assert (changed.level, len(changed.dates), changed.posting) == ("mid", 2, POSTING)
    told = target_document(book.line(changed))
    assert (told["days_left"], told["in_force"], told["active"]) == (3, True, True)
    assert [one["term"] for one in told["posting"]["not_needed"]] == ["kubernetes"]
    assert book.change(made.id, Draft(posting="", dates=())).posting == ""
    assert book.find(made.id[:4]) == book.find("ACME")
    book.delete(made.id)
    assert book.targets() == ()


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (Draft(" "), "needs a company"),
        (Draft("A" * 121), "needs a company"),
        (Draft("A", "principal"), "'principal' is no level. They are junior, mid, senior, staff."),
        (Draft("A", kinds=("chess",)), "no kind of round"),
        (Draft("A", ai="maybe"), "no policy on AI help"),
        (Draft("A", dates=("2020-01-01",)), "is past"),
        (Draft("A", dates=("tomorrow",)), "'tomorrow' is no day. Write it as 2026-12-10."),
        (Draft("A", dates=("2999-01-01",)), "three years"),
        (Draft("A", posting="x" * 60_001), "60,001 characters"),
        (Draft("A", posting="a\0b"), "is no text"),
        (Draft("A", notes="x" * 20_001), "too long"),
    ],
)
def test_what_cannot_be_a_target_is_refused_and_nothing_kept(book: TargetBook, draft: Draft, words: str) -> None:
    with pytest.raises(BadInputError) as refusal:
        book.add(draft)
    assert words in refusal.value.one_line()
    assert book.targets() == ()


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "no file"), (b"", "is empty"), (b" \n", "is empty"), (b"\xff\xfe\x00", "not UTF-8"), (b"a\0b", "no text"), (b"x" * 300_000, "too long")],
)  # fmt: skip
def test_a_file_that_is_no_posting_is_answered_with_words(tmp_path: Path, content: bytes | None, words: str) -> None:
    path = tmp_path / "posting.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadInputError, match=words):
        read_posting_file(path)
    with pytest.raises(BadInputError, match="no file"):
        read_posting_file(tmp_path)


def test_an_interview_counts_as_one_level_of_its_round(services: Services, book: TargetBook) -> None:
    before = readiness.read(services)
    target = book.add(Draft("Acme", "senior"))
    book.log(LogEntry("acme", kind="coding", outcome="passed", predicted=2))
    after = readiness.read(services)
    assert after.rounds["coding"].level > before.rounds["coding"].level
    assert after.rounds["coding"].observations == 1
    assert after.interviews == 1
    assert all(not one.observations for one in after.skills.values())
    book.log(LogEntry(company="Elsewhere", outcome="waiting", kind="behavioral"))
    assert readiness.read(services).rounds["behavioral"].observations == 0
    book.delete(target.id)
    assert [one.company for one in book.interviews()] == ["Acme", "Elsewhere"], "interviews outlive their target"
    book.delete_interview(book.interviews()[0].id)
    assert len(book.interviews()) == 1


def test_a_gap_that_was_heard_weighs_more(services: Services, book: TargetBook) -> None:
    book.log(LogEntry(company="Acme", outcome="rejected", wording="We need stronger fundamentals."))
    weights = readiness.read(services).aim.weights
    assert weights[SkillId("fundamentals")] == 1.25
    assert weights[SkillId("rag")] == 1.0


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (LogEntry(), "needs a company or a target"),
        (LogEntry(target="nobody"), "no target 'nobody'"),
        (LogEntry(company="A", held="2999-01-01"), "is not past yet"),
        (LogEntry(company="A", held="1999-01-01"), "too long ago"),
        (LogEntry(company="A", outcome="maybe"), "They are passed, rejected, waiting."),
        (LogEntry(company="A", kind="chess"), "no kind of round"),
        (LogEntry(company="A", predicted=5), "'5' is no level"),
        (LogEntry(company="A", given=0), "'0' is no level"),
        (LogEntry(company="A", wording="x" * 20_001), "too long"),
    ],
)
def test_what_cannot_be_an_interview_is_refused(book: TargetBook, entry: LogEntry, words: str) -> None:
    with pytest.raises(BadInputError) as refusal:
        book.log(entry)
    assert words in refusal.value.one_line()


def reply_of(*skills: tuple[str, str, bool]) -> str:
    parts = [{"skill": skill, "asked": [{"quote": quote, "nice_to_have": nice}]} for skill, quote, nice in skills]
    return json.dumps({"skills": parts})


def test_a_model_reads_a_posting_and_its_quotes_are_looked_up(book: TargetBook) -> None:
    text = reply_of(
        ("rag", "We run RAG with pgvector", False), ("cloud", "Kubernetes at scale", False), ("magic", "We", True)
    )
    by_terms = book.read(POSTING)
    with running(Script(entries=(Entry(do="reply", text=text, times=0),))) as server:
        found = asked_of(client_of(server).client, 7, POSTING, by_terms)
    asked = {one.skill: [mention.term for mention in one.mentions] for one in found.asked if one.mentions}
    assert asked == {"rag": ["We run RAG with pgvector"]}
    assert found.by == "fake-1"
    assert "1 of its quotes did not stand in the posting" in found.note


@pytest.mark.parametrize(
    "text", ["no JSON", '{"skills": [3]}', '{"skills": []}', '{"skills": [{"skill": "rag", "asked": [{}]}]}']
)
def test_a_reply_that_is_no_use_leaves_the_term_list(book: TargetBook, text: str) -> None:
    by_terms = book.read(POSTING)
    with running(Script(entries=(Entry(do="reply", text=text, times=0),))) as server:
        found = asked_of(client_of(server).client, 7, POSTING, by_terms)
    assert found.asked == by_terms.asked
    assert found.note.startswith("Read by the term list, since ")


def test_a_model_that_cannot_be_asked_leaves_the_term_list(
    services: Services, book: TargetBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    services.settings.change("grader", "messages")
    found = book.read(POSTING)
    assert found.by == "terms"
    assert "Read by the term list, since " in found.note
