"""What a check in a folder shows, whatever was checked: a row a case, a summary, and the words around them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from mockint.app.brief_rounds import BriefChecked
    from mockint.app.build_check import BuildChecked, VisibleCase
    from mockint.domain.take_home import CheckResult

_FAULTS: Final = {
    "time_out": "too slow",
    "crashed": "crashed",
    "wrong_shape": "wrong form",
    "not_started": "did not start",
    "not_indexed": "not indexed",
    "stopped": "stopped",
}
_OUTCOMES: Final = {"right": "right", "missed": "missed", "harmful": "did harm", "not_run": "not run"}
_BAD, _GOOD = "\N{BALLOT X} ", "\N{CHECK MARK} "


class CheckRow(NamedTuple):
    """One case of a check.

    Attributes:
        title: What was asked.
        word: What it came to, with a mark where it is a fault.
        tip: Said on hovering.
        detail: All of it, as text.
    """

    title: str
    word: str
    is_bad: bool
    wall_s: float
    tip: str
    detail: str


class CheckSummary(NamedTuple):
    """What a check came to in a line.

    Attributes:
        fault: Why there was nothing to check; empty where there was.
        notes: Told below the chosen case, whichever it is.
    """

    text: str
    is_good: bool
    fault: str = ""
    notes: str = ""


class FolderWords(NamedTuple):
    """How a kind of round that is worked on in a folder speaks of itself.

    Attributes:
        kind: What it is called.
        idle: What the check does, while there was none.
        running: While it is under way.
        tip: Of the check's buttons.
        titles: Of the table's columns.
        reply_width: Of the middle one, in characters.
        table: What the table holds.
        detail: What stands beside it.
        command_tip: Of the command's line.
        submit_tip: Of the button that hands in.
    """

    kind: str
    idle: str
    running: str
    tip: str
    titles: tuple[str, str, str]
    reply_width: int
    table: str
    detail: str
    command_tip: str
    submit_tip: str


BUILD_WORDS: Final = FolderWords(
    kind="Live build",
    idle="Check asks the visible questions: errors, seconds and raw answers, no score.",
    running="The visible questions are being asked.",
    tip="Ask the visible questions; no score is shown (Ctrl+T)",
    titles=("Question", "Reply", "Seconds"),
    reply_width=18,
    table="Visible questions that were asked",
    detail="The chosen question and its reply",
    command_tip="Runs in the folder, with the stand-in's address in its environment (Alt+5)",
    submit_tip="Answer questions on your change, then hand in (Ctrl+Shift+Enter)",
)
BRIEF_WORDS: Final = FolderWords(
    kind="Take-home",
    idle="Check runs the visible stories, your tests and your evaluation: what was wanted and what came, no score.",
    running="The visible stories are being run.",
    tip="Run the visible stories, your tests and your evaluation; no score is shown (Ctrl+T)",
    titles=("What is wanted", "Came to", "Seconds"),
    reply_width=12,
    table="Checks of the visible stories",
    detail="The chosen check, with what was wanted and what came",
    command_tip="Runs in the folder, kept apart from everything else (Alt+5)",
    submit_tip="Hand in and measure on the hidden stories (Ctrl+Shift+Enter)",
)


def build_row(case: VisibleCase) -> CheckRow:
    """A visible question: what was asked and said, and not whether it is right."""
    word = "null (abstains)" if case.answer is None else case.answer
    if case.fault:
        word = f"{_BAD}{_FAULTS.get(case.fault, case.fault)}"
    return CheckRow(
        case.question,
        word,
        bool(case.fault),
        case.wall_s,
        case.message or case.question,
        "\n\n".join(_build_text(case)),
    )


def _build_text(case: VisibleCase) -> Iterable[str]:
    yield f"{case.question}" + (f"\nasked by: {case.user}" if case.user else "")
    if case.fault:
        yield f"{case.fault.replace('_', ' ')}: {case.message}"
    yield f"answer     {'null' if case.answer is None else case.answer}"
    yield f"citations  {', '.join(case.citations) or 'none'}\nretrieved  {', '.join(case.retrieved) or 'none'}"


def build_summary(checked: BuildChecked) -> CheckSummary:
    """The form of the replies, never whether they are right."""
    told = (
        f"{checked.answered} of {checked.total} replies follow the contract   index {checked.index_s:.2f} s   "
        f"answers {checked.wall_s:.2f} s"
    )
    return CheckSummary(told, checked.answered == checked.total, checked.fault, _printed(checked.output))


def brief_row(check: CheckResult) -> CheckRow:
    """A check of a visible story, in full: the candidate has the story anyway."""
    is_bad = check.outcome != "right"
    lines = [f"{check.story}, step {check.step + 1} ({check.op})", check.says]
    if check.missed:
        lines.append(f"wanted  {check.missed}")
    if check.message or check.came:
        lines.append(f"came    {check.message or check.came}")
    if check.message and check.came:
        lines.append(check.came)
    word = f"{_BAD if is_bad else _GOOD}{_OUTCOMES[check.outcome]}"
    return CheckRow(
        check.says, word, is_bad, check.wall_s, check.message or check.missed or check.says, "\n\n".join(lines)
    )


def brief_summary(checked: BriefChecked) -> CheckSummary:
    """How many visible checks are right, and what stands around the program; no score."""
    total, around = len(checked.checks), checked.around
    told = f"{checked.right} of {total} visible checks right"
    failed = [one.sentence for kind, one in around.items() if kind in {"own_tests", "own_evaluation"} and one.share < 1]
    is_good = checked.right == total and not failed
    notes = ["around the program\n" + "\n".join(one.sentence for one in around.values())] if around else []
    notes += [
        f"printed by {_NAMES.get(kind, kind)}\n{one.output.strip()}" for kind, one in around.items() if one.output
    ]
    return CheckSummary(
        "   ".join((told, *failed)),
        is_good,
        checked.fault,
        "\n\n".join(filter(None, (*notes, _printed(checked.output)))),
    )


_NAMES: Final = {"own_tests": "your tests", "own_evaluation": "your evaluation"}


def _printed(output: str) -> str:
    return f"printed by the program\n{output}" if output else ""
