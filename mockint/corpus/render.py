"""Renders what a round needs from facts and a seed: corpus, visible and hidden questions, siblings and variations."""

from __future__ import annotations

from typing import Final

from mockint.corpus.documents import documents
from mockint.corpus.draw import Draw
from mockint.corpus.perturb import CATEGORIES, perturb
from mockint.corpus.questions import Wanted, ask, closed_to_reader, on_topic, phrases
from mockint.corpus.world import World, make_world
from mockint.domain.build import BuildQuestion, Category, CorpusDocument, Rendered, Stage
from mockint.domain.vocabulary import Vocabulary

HIDDEN: Final[tuple[tuple[Category, int], ...]] = (
    ("superseded", 16),
    ("as_of", 8),
    ("table", 10),
    ("aggregate", 10),
    ("paraphrase", 10),
    ("unanswerable", 10),
    ("near_duplicate", 4),
    ("instruction", 4),
)
VISIBLE: Final[tuple[tuple[Category, int], ...]] = (
    ("plain", 3),
    ("superseded", 3),
    ("as_of", 1),
    ("table", 2),
    ("aggregate", 2),
    ("paraphrase", 1),
    ("unanswerable", 2),
    ("near_duplicate", 1),
)
FEWEST_CLOSED: Final = 6
CLOSED: Final = 8
"""Hidden questions that are asked by somebody who may not read the answer, where a pack has roles."""
_SEEDS: Final = 1 << 31


def render_documents(vocabulary: Vocabulary, seed: int, stage: Stage) -> tuple[CorpusDocument, ...]:
    """The corpus."""
    return documents(make_world(vocabulary, seed, stage))


def render_visible(vocabulary: Vocabulary, seed: int) -> Rendered:
    """The corpus as the round begins, with the fifteen questions of the folder."""
    world = make_world(vocabulary, seed, "start")
    return _rendered(world, _questions(world, VISIBLE, held_out=False))


def render_hidden(vocabulary: Vocabulary, seed: int, stage: Stage = "changed") -> Rendered:
    """The corpus with the seventy-two hidden questions, in an order drawn from the seed."""
    world = make_world(vocabulary, seed, stage)
    questions = _with_closed(world, _questions(world, HIDDEN, held_out=True))
    return _rendered(world, world.draw.order(questions, "hidden order"))


def sibling_seed(seed: int) -> int:
    """The seed of another company with the same vocabulary: never one of the same name."""
    drawn = Draw(seed, "sibling").number(_SEEDS >> 1)
    return 2 * drawn + 1 - seed % 2


def perturbed(rendered: Rendered, count: int = 10) -> tuple[BuildQuestion, ...]:
    """Some of the questions in another hand, with the same answers."""
    draw = Draw(rendered.seed, "perturbed")
    fit = [question for question in rendered.questions if question.category in CATEGORIES and question.support]
    return tuple(perturb(question, draw.on(question.id)) for question in draw.order(fit, "which")[:count])


def changed_facts(vocabulary: Vocabulary, seed: int, stage: Stage = "changed", count: int = 10) -> Rendered:
    """The corpus with new values for some facts, and a question on each of them."""
    world = make_world(vocabulary, seed, stage)
    fit = [
        one
        for one in world.settled
        if not one.topic.variants and not one.place and len(one.versions) > 1 and not one.is_changed
    ]
    ordered = sorted(world.draw.order(fit, "changed facts"), key=lambda one: one.injection is not None)
    keys = {one.topic.key for one in ordered[:count]}
    after = make_world(vocabulary, seed, stage, dict.fromkeys(keys, 1))
    about = [one for one in after.settled if one.topic.key in keys and not one.place]
    return _rendered(after, [on_topic(after, one, after.draw.on("changed", one.topic.key)) for one in about])


def _questions(world: World, wanted: tuple[tuple[Category, int], ...], *, held_out: bool) -> list[BuildQuestion]:
    taken: set[str] = set()
    return [one for category, count in wanted for one in ask(world, Wanted(category, count, held_out), taken)]


def _with_closed(world: World, questions: list[BuildQuestion]) -> list[BuildQuestion]:
    """Let some questions on closed documents be asked by somebody who may not read them."""
    by_key = {one.topic.key: one for one in world.settled if not one.place}
    fit = [at for at, one in enumerate(questions) if one.fact in by_key and one.support and one.category != "aggregate"]
    closed: dict[int, BuildQuestion] = {}
    for at in world.draw.order(fit, "closed"):
        if len(closed) < CLOSED:
            refused = closed_to_reader(world, questions[at], by_key[questions[at].fact])
            if refused is not None:
                closed[at] = refused
    return _filled_up(world, [closed.get(at, question) for at, question in enumerate(questions)], len(closed))


def _filled_up(world: World, questions: list[BuildQuestion], closed: int) -> list[BuildQuestion]:
    """Where few questions happened to be on closed documents, put others in the place of some superseded ones."""
    changed = {one.topic.key for one in world.settled if one.is_changed}
    asked = {question.text for question in questions}
    free = [
        at
        for at, question in enumerate(questions)
        if question.category == "superseded" and question.support and question.fact not in changed
    ]
    for one in world.draw.order(world.settled, "fill up"):
        if closed >= FEWEST_CLOSED or not free:
            break
        if one.place or one.topic.variants or len(one.versions) == 1:
            continue
        made = on_topic(world, one, world.draw.on("fill up", one.topic.key))
        refused = closed_to_reader(world, made, one)
        if refused is not None and made.text not in asked:
            questions[free.pop()] = refused
            closed += 1
    return questions


def _rendered(world: World, questions: list[BuildQuestion]) -> Rendered:
    return Rendered(
        seed=world.draw.seed,
        stage=world.stage,
        documents=documents(world),
        questions=tuple(questions),
        concepts={topic.key: phrases(topic) for topic in world.vocabulary.topics},
    )
