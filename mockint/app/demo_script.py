"""What is played in the demonstration: which rounds, when, with which texts, and what was drawn and tested in them."""

from __future__ import annotations

from typing import Final, NamedTuple

from mockint.domain.diagram import Diagram, Edge, Node
from mockint.domain.round import Form, Mode
from mockint.rounds.behavioral import ANSWER
from mockint.rounds.coding import SOLUTION
from mockint.rounds.system_design import NOTEBOOK

DOCUMENTS: Final = {"coding": SOLUTION, "system_design": NOTEBOOK, "behavioral": ANSWER}


class Part(NamedTuple):
    """One round of the demonstration.

    Attributes:
        question: Its name, or a kind of round that chooses its own.
        days_ago: How long ago it was.
        minutes: How long the work took.
        level: Of the sample of the bank that is the answer, or of the explanation of the code; 0 for none.
        code: For coding: ``reference``, ``starter``, or the name of a wrong solution.
        expected: Forecast: the share of hidden tests for coding, else the level of every criterion.
        graded: Whether the offline grader reads it afterwards.
        abandoned_at: The minute at which it is given up; 0 for a round that is handed in.
        loop: Whether it belongs to the loop day.
    """

    question: str
    days_ago: int
    minutes: float
    level: int
    code: str = ""
    mode: Mode = Mode.PRACTICE
    form: Form = Form.FULL
    expected: float | None = None
    graded: bool = True
    abandoned_at: float = 0.0
    loop: bool = False

    @property
    def kind(self) -> str:
        """The kind of its round."""
        return self.question.partition("/")[0]

    @property
    def slug(self) -> str:
        """The question's name within its kind."""
        return self.question.rpartition("/")[2]


_EXAM: Final = Mode.SIMULATION
PARTS: Final = (
    Part("coding/lru-ttl-cache", 30, 45, 0, "starter", _EXAM, expected=0.4, graded=False),
    Part("behavioral/failed-in-production", 28, 7, 2, expected=3),
    Part("system_design/support-assistant", 26, 46, 2, expected=3),
    Part("coding/token-bucket", 24, 41, 2, "whole_tokens", expected=0.9),
    Part("behavioral/why-ai-engineering", 22, 6, 2),
    Part("system_design/refund-agent", 20, 50, 2, abandoned_at=14, graded=False),
    Part("coding/rank-fusion", 18, 38, 3, "cap_after_limit", expected=0.8),
    Part("system_design/enterprise-search", 16, 47, 3, expected=2),
    Part("coding/sse-parser", 14, 36, 3, "drops_empty_data", _EXAM, expected=0.95),
    Part("behavioral", 12, 24, 3, expected=3),
    Part("system_design/long-pdfs", 10, 14, 3, form=Form.SHORT),
    Part("coding/retrieval-metrics", 7, 40, 3, "reference", _EXAM, expected=0.7, loop=True),
    Part("system_design/article-search", 7, 49, 3, mode=_EXAM, expected=3, loop=True),
    Part("behavioral/said-no-to-scope", 7, 7, 2, mode=_EXAM, expected=3, loop=True),
    Part("coding/batch-packer", 4, 34, 4, "reference", expected=0.9),
    Part("behavioral/hard-feedback", 2, 8, 3, graded=False),
    Part("system_design/model-gateway", 1, 48, 4, expected=3),
)
"""In the order of time."""

DRILLS: Final = (
    ("concept/reranking", 25, 2),
    ("concept/chunk-size", 25, 3),
    ("concept/golden-set", 19, 2),
    ("concept/prompt-injection", 13, 3),
    ("concept/judge-bias", 13, 2),
    ("concept/golden-set", 9, 3),
    ("concept/prompt-caching", 3, 4),
)
"""Concept questions that were answered: the name, how many days ago, and the level of the sample that is the answer."""

OWN_TESTS: Final = {
    "token-bucket": """

def test_a_bucket_fills_up_again_with_time():
    now = [0]
    limiter = RateLimiter(capacity=1, refill_per_minute=60, clock=lambda: now[0])
    assert limiter.allow("oak")
    assert not limiter.allow("oak")
    now[0] = 1000
    assert limiter.allow("oak")


def test_keys_do_not_share_a_bucket():
    limiter = RateLimiter(capacity=1, refill_per_minute=60, clock=lambda: 0)
    assert limiter.allow("oak")
    assert limiter.allow("elm")
""",
    "rank-fusion": """

def test_the_limit_is_kept():
    assert fuse([["saw", "drill", "lathe"]], 2) == ["saw", "drill"]


def test_nothing_was_found():
    assert fuse([[], []], 5) == []
""",
    "retrieval-metrics": """

def test_nothing_to_find_is_no_score():
    assert Evaluator({"belt": {"d1": 0}}).recall("belt", ["d1"], 1) is None


def test_the_first_hit_counts():
    evaluator = Evaluator({"belt": {"d1": 2, "d2": 1}})
    assert evaluator.reciprocal_rank("belt", ["d9", "d2", "d1"], 3) == 0.5


def test_the_cut_comes_before_the_hit():
    evaluator = Evaluator({"belt": {"d1": 2}})
    assert evaluator.reciprocal_rank("belt", ["d9", "d1"], 1) == 0
    assert evaluator.recall("belt", ["d9", "d1"], 1) == 0
""",
    "batch-packer": """

def test_a_chunk_that_fits_no_batch_is_told():
    batches, too_large = pack([4, 11, 5], 10, 5)
    assert list(too_large) == [1]
    assert [list(batch) for batch in batches] == [[0, 2]]


def test_a_full_batch_is_closed():
    batches, _ = pack([10, 1], 10, 5)
    assert [list(batch) for batch in batches] == [[0], [1]]


def test_no_more_chunks_than_allowed():
    batches, _ = pack([1, 1, 1], 10, 2)
    assert [list(batch) for batch in batches] == [[0, 1], [2]]
""",
}
"""What is added to the tests that a question begins with."""


def _drawn(nodes: str, edges: str) -> Diagram:
    """A diagram from lines ``id type x y label`` and ``from to label``."""
    found = (line.split(maxsplit=4) for line in nodes.strip().splitlines())
    flows = ((*line.split(maxsplit=2), "")[:3] for line in edges.strip().splitlines())
    return Diagram(
        nodes=tuple(Node(id=a, type=b, x=float(x), y=float(y), label=said) for a, b, x, y, said in found),
        edges=tuple(Edge(source=a, target=b, label=said) for a, b, said in flows),
    )


_SEARCH: Final = _drawn(
    """
    reader client 0 0 Reader
    api api 220 0 API: session, plan
    words retriever 460 -90 BM25
    encoder model 460 90 Encoder
    graph index 700 90 Vector graph, int8
    fusion tool 940 0 Rank fusion
    articles store 1180 0 Article store
    kafka queue 220 260 Kafka
    worker tool 460 260 Embedding worker
    """,
    """
    reader api query
    api words
    api encoder
    encoder graph
    words fusion top 100
    graph fusion top 100
    fusion articles fetch
    kafka worker new articles
    worker graph fresh segment
    """,
)
_ASSISTANT: Final = _drawn(
    """
    visitor client 0 0 Visitor
    api api 220 0 Backend
    search retriever 460 -80 Vector search
    index index 720 -80 Vector database
    model model 460 100 Language model
    articles store 460 260 Help articles
    embed tool 720 260 Embedding job
    """,
    """
    visitor api question
    api search
    search index top 5
    search model passages
    model api answer
    articles embed nightly
    embed index
    """,
)
DRAWINGS: Final = {"support-assistant": _ASSISTANT, "article-search": _SEARCH}

POSTING: Final = """\
AI Engineer, Search and Assistants

What you will do:
- Build retrieval-augmented generation over our help centre: chunking, hybrid search, rerankers.
- Write the evaluations: golden sets, a model as judge calibrated on people's labels.
- Own features in Python and FastAPI and watch them run: tracing, latency, cost.
"""
