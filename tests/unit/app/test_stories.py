"""The story bank over a history in memory of a test's own home."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockint.app.services import Services
from mockint.app.stories import StoryBank, look_over, overview_document, story_id_of
from mockint.app.story_told import measure_told
from mockint.domain.ids import CompetencyId, ItemId
from mockint.domain.story_text import story_markdown
from mockint.domain.user_story import STORY_PARTS, StoryId
from mockint.errors import BadInputError
from tests.helpers.records import START, make_story

PARTS = {part.name: f"{part.title} text." for part in STORY_PARTS}


@pytest.fixture
def bank(services: Services) -> StoryBank:
    return StoryBank(services)


@pytest.mark.history_file
def test_a_look_at_the_bank_makes_no_history(bank: StoryBank, services: Services) -> None:
    overview = bank.overview()
    assert overview.stories == ()
    assert len(overview.gaps) == len(overview.competencies) >= 8
    assert not services.has_history()


def test_a_story_is_kept_changed_found_and_deleted(bank: StoryBank) -> None:
    made = bank.keep(bank.new_id(), " The  plan ", PARTS, ["cost"])
    assert bank.stories() == (made,)
    assert made.title == "The plan"
    assert bank.keep(made.id, "The plan", PARTS, ["cost"]) == made, "the same words are no change"
    changed = bank.keep(made.id, "The plan", {**PARTS, "action": "Another."}, ["cost"])
    assert bank.find("the plan") == bank.find(made.id[:6]) == changed
    with pytest.raises(BadInputError, match="needs a title"):
        bank.keep(made.id, "  ", PARTS, [])
    with pytest.raises(BadInputError, match="'Action' has over 1,000,000 characters"):
        bank.keep(made.id, "The plan", {**PARTS, "action": "a" * 1_000_001}, [])
    assert bank.stories() == (changed,), "a refusal leaves what was kept before"
    bank.delete(made.id)
    with pytest.raises(BadInputError, match="no story 'the plan'"):
        bank.find("the plan")


@pytest.mark.parametrize(
    "text", ["word " * 50_000, "\N{HEBREW LETTER SHIN}\N{HEBREW LETTER LAMED} \N{PARTY POPPER}", "<b>bold</b> & <img>"]
)
def test_odd_texts_are_kept_as_they_are(bank: StoryBank, text: str) -> None:
    kept = bank.keep(bank.new_id(), "Odd", {**PARTS, "action": text}, [])
    assert bank.stories()[0].action == kept.action == text.strip()


def test_a_file_of_stories_goes_out_and_comes_in_again(bank: StoryBank, tmp_path: Path) -> None:
    file = tmp_path / "deep" / "stories.md"
    with pytest.raises(BadInputError, match="no story to write"):
        bank.write_out(file, ())
    first = bank.keep(bank.new_id(), "First", PARTS, ["cost", "safety"])
    second = bank.keep(bank.new_id(), "Second", {**PARTS, "task": "# a\n\\# b"}, [])
    bank.write_out(file, bank.stories())
    assert bank.take_in(file) == ((), ("First", "Second"), ())
    bank.delete(first.id)
    (back,) = bank.take_in(file).added
    assert back.says_same(first)
    assert back.id == first.id
    bank.keep(second.id, "Second", {**PARTS, "task": "Newer."}, [])
    (beside,) = bank.take_in(file).added
    assert beside.says_same(second)
    assert beside.id != second.id
    assert [story.task for story in bank.stories() if story.title == "Second"] == ["Newer.", "# a\n\\# b"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("# A\n\n# B\n\n## Task\na\n## Task\n", "line 7: 'B' has a second section"),
        ("# A\nCompetencies: cost, charm\n", "line 2: 'charm' is no competency"),
        (f"# {'a' * 201}\n", "line 1: A story needs a title"),
    ],
)
def test_a_broken_file_is_refused_whole(bank: StoryBank, tmp_path: Path, text: str, why: str) -> None:
    file = tmp_path / "s.md"
    file.write_text(text)
    with pytest.raises(BadInputError, match=f"{why}.* Nothing was taken in"):
        bank.take_in(file)
    assert bank.stories() == ()


def test_gaps_and_overuse_are_told_in_words(bank: StoryBank) -> None:
    names = [one.id for one in bank.competencies()]
    wide, fine = make_story(competencies=tuple(names[:4])), make_story("s2", title="Fine", competencies=(names[0],))
    found = look_over((wide, fine), bank.competencies(), ("s2", "", "s2", "s2", "s1"))
    assert [one.id for one in found.gaps] == names[4:]
    assert found.overused[0].startswith(f"'{wide.title}' stands for 4 competencies")
    assert found.overused[1].startswith("You told 'Fine' in 3 of your last 5 behavioral answers")
    assert len(found.overused) == 2
    assert look_over((fine,), bank.competencies(), ("s2", "s2", "", "")).overused == (), "half is not more than half"
    assert look_over((fine,), bank.competencies(), ("s2",)).overused == (), "once is no habit"
    document = overview_document(found)
    assert [line["told"] for line in document["stories"]] == [1, 3]
    assert document["competencies"][0]["stories"] == ["s1", "s2"]


def test_what_was_left_out_is_told_in_the_storys_own_words() -> None:
    story = make_story(competencies=(CompetencyId("cost"),))
    answer = f"{story.situation} {story.task} {story.action} {story.result}"
    found = measure_told(story_markdown(story), answer, item_id=ItemId("i"), made=START)
    assert "told: situation, task, action, result; not found: evaluation evidence" in found.sentence
    assert "by words alone" in found.sentence
    said = found.data["left_out"][0]
    assert said == f"Evaluation evidence, not found in your answer: '{story.evidence}'"
    odd = measure_told("no story", answer, item_id=ItemId("i"), made=START)
    assert "cannot be compared" in odd.sentence or "not one that can be compared" in odd.sentence
    assert story_id_of(story_markdown(story)) == StoryId("s1")
    assert story_id_of("no story") == ""
