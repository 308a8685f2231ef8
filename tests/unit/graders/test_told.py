from __future__ import annotations

from mockint.graders.told import told_parts

PARTS = {
    "situation": "Our search answered every fifth question with an empty page.",
    "task": "",
    "action": "I labelled 80 questions first. Then I compared two sizes of chunk on them.",
    "evidence": "Recall at ten rose from 0.61 to 0.88.",
}
ANSWER = "Every fifth question met an empty page in our search. So first I labelled 80 questions. It went well."


def test_each_part_is_looked_for_sentence_by_sentence() -> None:
    situation, action, evidence = told_parts(PARTS, ANSWER)
    assert (situation.name, situation.state, situation.missing) == ("situation", "told", ())
    assert (action.state, action.missing) == ("in part", ("Then I compared two sizes of chunk on them.",))
    assert (evidence.state, evidence.missing) == ("not found", ("Recall at ten rose from 0.61 to 0.88.",))


def test_a_story_told_word_for_word_leaves_nothing_out() -> None:
    assert {part.state for part in told_parts(PARTS, "\n\n".join(PARTS.values()))} == {"told"}


def test_an_empty_answer_leaves_everything_out() -> None:
    assert {part.state for part in told_parts(PARTS, "")} == {"not found"}
    assert told_parts({"task": " \n"}, ANSWER) == ()


def test_a_huge_story_and_answer_are_compared_in_a_moment() -> None:
    long = " ".join(f"Sentence {number} tells of matter{number % 700} and of case{number}." for number in range(7000))
    (part,) = told_parts({"action": long}, long)
    assert part.state == "told"
    assert part.sentences == 400
