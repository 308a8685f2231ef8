"""The defence of a repository as a round: its questions are made of the facts, and kept with their quotes."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from mockint.app import choosing, defence_material
from mockint.app import folder as folders
from mockint.app.defence_material import Material
from mockint.app.defending import look
from mockint.app.keeping import Asked, Wanted, keep_round
from mockint.app.record import read_questions
from mockint.app.rounds import open_desk
from mockint.app.services import Services
from mockint.bank.rubrics import load_rubric, rubric_for
from mockint.defence import asking
from mockint.defence.asking import Asked as Raised
from mockint.defence.facts import Facts
from mockint.defence.topics import POINTS, TOPICS
from mockint.domain.ids import CriterionId, QuestionId, RoundId, SkillId
from mockint.domain.question import EvidencePoint, Probe, Question, QuestionHeader
from mockint.domain.round import Form, Mode, Round
from mockint.domain.rubric import Rubric
from mockint.errors import BadInputError
from mockint.rounds.take_home import PHASES, TAKE_HOME

MINUTES: Final = sum(phase.minutes for phase in PHASES)
"""Of one question with its whys."""
_FIRST_WHY_MINUTE: Final = 2
_SEED_BITS: Final = 31


class Defence(NamedTuple):
    """How a defence is to be held.

    Attributes:
        of: The folder of a repository, or the round whose handed-in files are defended.
        minutes: Length; None for seven minutes a question.
        questions: How many; None for the usual number.
    """

    of: Path | RoundId
    mode: Mode = Mode.PRACTICE
    minutes: int | None = None
    questions: int | None = None


def plan_defence(services: Services, defence: Defence, folder: Path | None = None) -> Round:
    """Read what is to be defended and keep a round on it; its clock has not started. Nothing of it is run.

    Raises:
        BadInputError: It cannot be read, see `mockint.app.defence_material`, or there may not be so many questions.
        RoundError: The round handed nothing in.
    """
    count = asking.USUAL if defence.questions is None else defence.questions
    if not asking.FEWEST <= count <= asking.MOST:
        raise BadInputError(f"A defence has {asking.FEWEST} to {asking.MOST} questions, not {count}.")
    asked = questions_of(services, material_of(services, defence.of), count)
    minutes = defence.minutes or choosing.round_minutes([one.question.header.minutes for one in asked])
    seed = services.rng.getrandbits(_SEED_BITS)
    return keep_round(services, asked, Wanted(defence.mode, Form.FULL, 60.0 * minutes, seed, folder))


def start_defence(services: Services, defence: Defence, directory: Path | None) -> tuple[folders.RoundFolder, Round]:
    """Start a defence that is answered in a folder; its clock runs on between commands.

    Raises:
        BadInputError: If the folder is not free, or see `plan_defence`.
    """
    started = f"{services.clock.now().wall:%Y%m%d-%H%M%S}"
    path = (directory or folders.first_free(services.home.rounds / f"defence-{started}")).absolute()
    folders.check_free(path)
    record = plan_defence(services, defence, path)
    folder = folders.make_folders(path, record, services.home.root, read_questions(services, record.id))
    with open_desk(services, record.id) as desk:
        desk.session.start()
        return folder, desk.round


def material_of(services: Services, of: Path | RoundId) -> Material:
    """What the questions are made of; see `mockint.app.defence_material` for what it raises."""
    if isinstance(of, Path):
        return defence_material.of_repository(services, of)
    return defence_material.of_round(services, of)


def facts_of(services: Services, of: Path | RoundId) -> Facts:
    """What is shown before a defence; see `mockint.app.defence_material` for what it raises."""
    return look(of, services.clock) if isinstance(of, Path) else defence_material.of_round(services, of).facts


def questions_of(services: Services, material: Material, count: int) -> tuple[Asked, ...]:
    """The questions that it raises, each whole and with its own rubric."""
    rubric = load_rubric(TAKE_HOME, services.bank)
    raised = asking.questions(material.facts, material.reader, count)
    return tuple(_made(each, rubric, material.where, material.name) for each in raised)


def _made(raised: Raised, rubric: Rubric, where: str, name: str) -> Asked:
    topic = TOPICS[raised.topic]
    left_out = {c.id: {"not_assessed": True} for c in rubric.criteria if c.id not in topic.criteria}
    weights = {CriterionId(criterion): {"weight": weight} for criterion, weight in topic.criteria.items()}
    question = Question(
        header=QuestionHeader(
            id=QuestionId(str(uuid.uuid5(uuid.NAMESPACE_URL, f"mockint:defence:{raised.topic}:{where}"))),
            slug=f"defence-{raised.topic.replace('_', '-')}",
            title=f"{raised.title} ({name})",
            kind=TAKE_HOME,
            version=1,
            difficulty=3,
            minutes=MINUTES,
            summary=f"Made of the facts of {name}.",
            skills=_skills(rubric, topic.criteria),
        ),
        prompt=raised.prompt(),
        phases=PHASES,
        probes=tuple(
            Probe(criterion=CriterionId(why.criterion), text=why.text, after_minute=_FIRST_WHY_MINUTE)
            for why in topic.whys
        ),
        evidence=tuple(
            EvidencePoint(
                criterion=CriterionId(point.criterion),
                level=point.level,
                says=point.says,
                ways=point.ways,
                terms=point.terms,
            )
            for point in POINTS
            if point.criterion in topic.criteria
        ),
        explanation_minutes=0,
        rubric_overrides={**left_out, **weights},
    )
    return Asked(question, rubric_for(question, rubric))


def _skills(rubric: Rubric, criteria: Mapping[str, float]) -> dict[SkillId, float]:
    """What the criteria that are asked for speak for, each skill as strongly as its strongest criterion."""
    found: dict[SkillId, float] = {}
    for criterion in rubric.criteria:
        if criterion.id in criteria:
            for skill, weight in criterion.skills.items():
                found[skill] = max(weight, found.get(skill, 0.0))
    return found
