"""Starting, continuing and ending rounds: the use cases behind the commands and the window."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from mockint.app import catalogue, choosing, coding, measuring, workspace
from mockint.app import folder as folders
from mockint.app.checked import Checked, ItemChecked
from mockint.app.desk import HANDED_IN, RoundDesk, claim
from mockint.app.keeping import Asked, Wanted, keep_round
from mockint.app.measuring import Progress
from mockint.app.record import read_questions
from mockint.app.round_types import type_of
from mockint.app.services import Services
from mockint.app.trust import refuse_untrusted
from mockint.app.whys import ask_whys, whys_asked
from mockint.bank.build_files import BUILD
from mockint.bank.take_home_files import BRIEF
from mockint.domain.ids import RoundId
from mockint.domain.judging import OwnTestsReport
from mockint.domain.question import Question, QuestionHeader
from mockint.domain.round import Form, Mode, Round, RoundState
from mockint.domain.user_story import STORY
from mockint.errors import BadInputError
from mockint.measure.own_tests import unchanged_tests
from mockint.measure.text import count_words
from mockint.rounds.coding import EXPLANATION, PARTS, SOLUTION, TESTS, coding_task, levels_of
from mockint.rounds.kind import REPLY
from mockint.rounds.system_design import DIAGRAM

_SEED_BITS = 31
_FILES = {part.name: part.file for part in PARTS}


class Plan(NamedTuple):
    """What a user chooses before a round.

    Attributes:
        question: Its name, as people type it; or a kind of round that has several, which are then chosen.
        minutes: Length; None for that of the questions.
        seed: None to draw one.
        questions: How many, where they are chosen; None for the usual number.
    """

    question: str
    mode: Mode = Mode.PRACTICE
    form: Form = Form.FULL
    minutes: int | None = None
    seed: int | None = None
    questions: int | None = None


def plan_round(services: Services, plan: Plan, folder: Path | None = None, *, demo: bool = False) -> Round:
    """Keep a new round with its questions and rubrics by content hash; its clock has not started.

    Raises:
        BadInputError: If there is no such question, it has no short form, or there are too few to choose from.
        BankError: If a question cannot be used.
    """
    seed = services.rng.getrandbits(_SEED_BITS) if plan.seed is None else plan.seed
    asked = [_load(services, name) for name in _names(services, plan, seed)]
    is_one = len(asked) == 1
    form = Form.FULL if choosing.is_kind(plan.question) else plan.form
    lengths = [one.entry.minutes for one in asked]
    minutes = _own_minutes(asked[0].question.header, form) if is_one else choosing.round_minutes(lengths)
    wanted = Wanted(plan.mode, form, 60.0 * (plan.minutes or minutes), seed, folder, demo)
    return keep_round(services, [Asked(one.question, one.rubric) for one in asked], wanted)


def _names(services: Services, plan: Plan, seed: int) -> tuple[str, ...]:
    """The names of the questions that a plan asks for."""
    if choosing.is_kind(plan.question):
        return choosing.chosen(services, plan.question, plan.form, plan.questions, seed)
    if plan.questions is not None:
        raise BadInputError(
            f"{plan.question} is one question; --questions goes with a kind of round.",
            f"Write 'mockint start {choosing.BEHAVIORAL} --questions {plan.questions}'.",
        )
    return (plan.question,)


def _load(services: Services, name: str) -> catalogue.LoadedQuestion:
    """A question that a round can be held on."""
    loaded = catalogue.load(services, name)
    type_of(loaded.question)
    if loaded.question.runs_code:
        refuse_untrusted(services, loaded.entry)
    return loaded


def start_in_folder(services: Services, plan: Plan, directory: Path | None) -> tuple[folders.RoundFolder, Round]:
    """Start a round that is worked on in a folder; its clock runs on between commands.

    Raises:
        BadInputError: If the folder is not free, or see `plan_round`.
    """
    folder, record = plan_in_folder(services, plan, directory)
    with open_desk(services, record.id) as desk:
        desk.session.start()
        record = desk.round
    return folder, record


def plan_in_folder(services: Services, plan: Plan, directory: Path | None) -> tuple[folders.RoundFolder, Round]:
    """Keep a new round and lay its folder out; its clock has not started.

    Raises:
        BadInputError: If the folder is not free, or see `plan_round`.
    """
    name = plan.question if choosing.is_kind(plan.question) else services.catalog.find(plan.question).slug
    started = f"{services.clock.now().wall:%Y%m%d-%H%M%S}"
    path = (directory or folders.first_free(services.home.rounds / f"{name}-{started}")).absolute()
    folders.check_free(path)
    record = plan_round(services, plan, path)
    questions = read_questions(services, record.id)
    if len(questions) > 1:
        return folders.make_folders(path, record, services.home.root, questions), record
    question = questions[0]
    folder = folders.make_folder(path, record.id, services.home.root, question, record.form, seed=record.seed)
    prepare_folder(services, question, path)
    return folder, record


def prepare_folder(services: Services, question: Question, path: Path) -> None:
    """Make what a folder of programs has beside its files: visible stories, and the environment that the files require."""
    if question.take_home is not None:
        from mockint.app.brief_rounds import write_visible  # late, as everywhere: it is nothing to other rounds

        write_visible(services, question, path)
    if question.is_worked_on_in_files:
        from mockint.execution.environments import own_environment

        own_environment(path, lambda _: None)  # what the starter requires is there before the clock starts


def plan_for_window(services: Services, plan: Plan) -> Round:
    """Keep a new round that the window opens; a build gets its folder, in the home. Its clock has not started."""
    if not choosing.is_kind(plan.question) and services.catalog.find(plan.question).kind in {BUILD, BRIEF}:
        return plan_in_folder(services, plan, None)[1]
    return plan_round(services, plan)


@contextmanager
def open_desk(services: Services, round_id: RoundId) -> Iterator[RoundDesk]:
    """A desk for the time of one command; afterwards the round is nobody's and its clock runs on.

    Raises:
        KnownError: If what was done could not be written.
    """
    troubles: list[Exception | None] = []
    desk = RoundDesk(services, claim(services, round_id), troubles.append)
    try:
        yield desk
    finally:
        desk.hand_over()
        services.store_lane.call(lambda: None)  # everything queued before is on disk now
    if troubles and troubles[-1] is not None:
        raise troubles[-1]


def change(services: Services, round_id: RoundId, what: str) -> dict[str, Any]:
    """Pause, resume or abandon a round."""
    with open_desk(services, round_id) as desk:
        {"pause": desk.session.pause, "resume": desk.session.resume, "abandon": desk.session.abandon}[what]()
        return {
            "round": desk.round.id,
            "state": desk.round.state.value,
            "remaining_s": round(desk.session.remaining_s(), 1),
        }


def check_folder(services: Services, folder: folders.RoundFolder, progress: Progress = lambda _: None) -> Checked:
    """Take over the folder's files, run the examples of the levels that are open, then the candidate's own tests."""
    record = services.stored(lambda store: store.load_round(folder.round_id))
    found = folders.read_items(folder, record, read_questions(services, folder.round_id))
    documents = found[0]
    with open_desk(services, folder.round_id) as desk:
        _take_over(desk, found)
        curveball = _look_at_the_clock(desk)
        if desk.question.build is not None:
            from mockint.app import build_rounds  # late, as everywhere: a build's tools are nothing to other rounds

            checked = build_rounds.check(services, desk, folder.path, progress, brings_change=bool(curveball))
        elif desk.question.take_home is not None:
            from mockint.app import brief_rounds

            checked = brief_rounds.check(services, desk, folder.path, progress)
        elif desk.question.coding is None:
            checked = _nothing_to_run(desk, folder)
        else:
            checked = _run(services, desk, documents, progress)
        if curveball or checked.opened_level is not None:
            item = desk.session.story.item()
            folders.write_brief(folder, desk.question, item.levels_open, desk.round.form, item.curveball)
        return checked._replace(round=desk.round, remaining_s=desk.session.remaining_s(), curveball=curveball)


def _look_at_the_clock(desk: RoundDesk) -> str:
    """Let the clock bring up what is due; the change of plan, if that came up now."""
    before = desk.session.story.item().curveball
    desk.tick()
    return "" if before else desk.session.story.item().curveball


def _nothing_to_run(desk: RoundDesk, folder: folders.RoundFolder) -> Checked:
    first = type_of(desk.question).documents[0]
    items = desk.round.items
    where = first.file if len(items) == 1 else f"the {first.file} of each question's folder"
    sentence = f"There is nothing to run in this round: write in {where}, and hand in with 'mockint submit'."
    whys = ask_whys(desk)
    for position in whys:
        place = folders.of_item(folder, desk.round, position)
        folders.write_brief(place, desk.questions[position], 1, whys=whys_asked(desk, position))
    answers = tuple(
        ItemChecked(
            item.question_ref,
            folders.of_item(folder, desk.round, position).path,
            count_words(desk.session.document(first.name, position)),
            whys.get(position, ""),
        )
        for position, item in enumerate(items)
    )
    return Checked(desk.round, None, None, 0.0, None, sentence, items=answers if len(items) > 1 else ())


def _run(services: Services, desk: RoundDesk, documents: Mapping[str, str], progress: Progress) -> Checked:
    """Run the examples of the levels that are open, then the own tests; the next level may open by it."""
    progress("Running the examples")
    report = coding.run_examples(
        services,
        desk.question,
        documents[SOLUTION],
        form=desk.round.form,
        levels_open=desk.session.story.item().levels_open,
    )
    opened = desk.session.record_run(
        "examples", verdict=report.verdict.value, passed=report.passed, total=report.total, wall_s=report.wall_s
    )
    progress("Running your own tests")
    own = _run_own_tests(services, desk, documents)
    next_step = ""
    last_level = len(levels_of(desk.question, desk.round.form))
    if report.passed == report.total and opened is None and desk.session.story.item().levels_open == last_level:
        next_step = _next_step(desk, documents, own)
    return Checked(desk.round, report, own, 0.0, opened, next_step)


def _run_own_tests(services: Services, desk: RoundDesk, documents: Mapping[str, str]) -> OwnTestsReport | None:
    """Run the own tests on the solution, where there are any beside those that the file began with."""
    starter, tests = coding_task(desk.question).tests_starter, documents[TESTS]
    if not tests.strip() or tests.strip() == starter.strip():
        return None
    report = coding.run_own_tests(services, desk.question, documents[SOLUTION], tests)
    if report.tests and {test.name for test in report.tests} <= unchanged_tests(starter, tests):
        return None
    desk.session.record_run(
        "own_tests",
        verdict=report.verdict.value,
        passed=len(report.passed),
        total=len(report.tests),
        wall_s=report.wall_s,
    )
    return report


def _next_step(desk: RoundDesk, documents: Mapping[str, str], own: OwnTestsReport | None) -> str:
    steps = []
    if own is None:
        steps.append(f"write tests of your own in {_FILES[TESTS]}")
    elif len(own.passed) < max(1, len(own.tests)):
        steps.append(f"see to the failing tests in {_FILES[TESTS]}")
    if desk.question.explanation_minutes and not documents[EXPLANATION].strip():
        steps.append(f"explain your answer in {_FILES[EXPLANATION]}")
    return f"The examples of all levels pass. Next: {', '.join([*steps, ''])}hand in with 'mockint submit'."


def submit_folder(services: Services, folder: folders.RoundFolder, progress: Progress = lambda _: None) -> RoundId:
    """Hand in the folder's files, then measure; a simulation whose time is over is handed in as it last stood."""
    record = services.stored(lambda store: store.load_round(folder.round_id))
    if record.state in HANDED_IN:
        measuring.measure(services, folder.round_id, progress)  # handed in before, and stopped before it was measured
        return folder.round_id
    documents = folders.read_items(folder, record, read_questions(services, folder.round_id))
    with open_desk(services, folder.round_id) as desk:
        if desk.session.state in HANDED_IN:
            desk.store_submission().result()
        else:
            if desk.session.state is RoundState.PAUSED:
                desk.session.resume()
            _take_over(desk, documents)
            if _look_at_the_clock(desk) and desk.question.build is not None:
                from mockint.app import build_rounds

                build_rounds.bring_change(desk, folder.path)
            desk.submit().result()
    measuring.measure(services, folder.round_id, progress)
    return folder.round_id


def _take_over(desk: RoundDesk, found: Sequence[Mapping[str, str]]) -> None:
    """Journal the files of each question as they are; a file of a build that is gone is empty from now on."""
    for item, documents in enumerate(found):
        known = desk.session.story.item(item).documents if desk.question.is_worked_on_in_files else {}
        gone = [name for name, text in known.items() if text and name not in documents and name != REPLY]
        for name, text in {**documents, **dict.fromkeys(gone, "")}.items():
            desk.session.record_edit(name, text, item)


def submit_answer(
    services: Services,
    question: str,
    answer: Path,
    progress: Progress = lambda _: None,
    *,
    diagram: Path | None = None,
    story: str = "",
) -> RoundId:
    """A whole round in one go: started, answered with a file, handed in and measured.

    Raises:
        BadInputError: If there is no such question, or a file cannot be taken; then nothing is kept.
    """
    loaded = catalogue.load(services, question)
    entry = loaded.entry
    parts = {part.name: part for part in type_of(loaded.question).documents}
    first = next(iter(parts.values()))
    if loaded.question.is_worked_on_in_files:
        documents = read_folder(loaded.question, answer)
    else:
        documents = {first.name: folders.read_document(first, answer)}
    if diagram is not None:
        if DIAGRAM not in parts:
            raise BadInputError(f"{entry.ref} takes no diagram.", "Hand in without --diagram; nothing was handed in.")
        documents[DIAGRAM] = folders.read_document(parts[DIAGRAM], diagram)
    if story:
        documents[STORY] = _story(services, entry.ref, story, parts)
    record = plan_round(services, Plan(question))
    with open_desk(services, record.id) as desk:
        desk.session.start()
        for name, text in documents.items():
            desk.session.record_edit(name, text)
        desk.submit().result()
    measuring.measure(services, record.id, progress)
    return record.id


def read_folder(question: Question, answer: Path) -> dict[str, str]:
    """The files that are handed in in one go: those of a folder, over the starter's.

    Raises:
        BadInputError: If it is no folder.
    """
    if not answer.is_dir():
        raise BadInputError(
            f"{answer} is not a folder; {question.header.ref} is handed in as the folder of its program.",
            f"Or start it: mockint start {question.header.ref} --dir FOLDER.",
        )
    return {**type_of(question).initial_documents(question), **workspace.documents(answer.absolute())}


def _story(services: Services, question: str, name: str, parts: Container[str]) -> str:
    """A story of the bank as a round keeps it, whatever becomes of it in the bank."""
    from mockint.app.stories import StoryBank
    from mockint.domain.story_text import story_markdown

    if STORY not in parts:
        raise BadInputError(
            f"{question} is not answered with a story.", "Hand in without --story; nothing was handed in."
        )
    return story_markdown(StoryBank(services).find(name))


def _own_minutes(header: QuestionHeader, form: Form) -> int:
    if form is Form.FULL:
        return header.minutes
    if header.short_minutes is None:
        raise BadInputError(f"{header.ref} has no short form.", "Start it in full.")
    return header.short_minutes
