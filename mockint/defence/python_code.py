"""What a Python source shows when it is parsed and not run: tests, error handling, time-outs, logging, metrics."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

_LIBRARIES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("tenacity", "backoff", "stamina", "retrying"), "errors.retries"),
    **dict.fromkeys(("structlog", "loguru", "logging"), "logging.imports"),
    **dict.fromkeys(
        ("opentelemetry", "langfuse", "langsmith", "phoenix", "ddtrace", "sentry_sdk", "prometheus_client", "logfire",
         "openinference", "traceloop", "opik", "weave", "mlflow", "wandb", "helicone", "braintrust"),
        "tracing",
    ),
    **dict.fromkeys(
        ("ragas", "deepeval", "pytrec_eval", "ranx", "ir_measures", "evaluate", "trulens", "inspect_ai", "rouge_score",
         "sacrebleu", "bert_score"),
        "evaluation.libraries",
    ),
    **dict.fromkeys(("dotenv", "pydantic_settings", "dynaconf", "environs", "decouple", "hydra"), "configuration.libraries"),
}  # fmt: skip
_METRIC: Final = re.compile(
    r"(?:^|_)(accuracy|precision|recall|f1|ndcg|dcg|mrr|map_at_\w+|kappa|qwk|brier|bleu|rouge|exact_match|hit_rate|auc"
    r"|pass_at_\w+|faithfulness|groundedness|calibration|reciprocal_rank|word_error_rate|perplexity)(?:_|$)"
)
_RETRY: Final = re.compile(r"(^|_)(retry|retries|retrying|retried|backoff)(_|$)")
_TIMEOUT: Final = re.compile(r"(^|_)time_?outs?(_|$)")
_HTTP: Final = frozenset(
    f"{module}.{verb}" for module in ("requests",) for verb in ("get", "post", "put", "patch", "delete", "head", "request")
) | {"urlopen", "request.urlopen", "urllib.request.urlopen"}  # fmt: skip
_LOGGERS: Final = frozenset(("logging.getLogger", "getLogger", "structlog.get_logger", "get_logger"))
_BROAD: Final = frozenset(("Exception", "BaseException"))


class Mark(NamedTuple):
    """Something seen in a source.

    Attributes:
        signal: What it counts towards.
        line: Counted from 1.
        note: A word on it, such as the name of a function; empty if there is none.
    """

    signal: str
    line: int
    note: str = ""


def read_python(source: str, *, in_tests: bool, collected: bool) -> list[Mark] | None:
    """Everything that is seen in one source.

    Args:
        source: The text; its coding line is not obeyed, for it would name a module to import.
        in_tests: Whether the file belongs to the tests; error handling there says little.
        collected: Whether pytest looks for tests in a file of this name.

    Returns:
        None if it is not Python that this version can parse.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
        marks = list(_tests(tree, collected=collected)) if in_tests or collected else []
        return marks if in_tests else marks + _seen(tree)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _seen(tree: ast.Module) -> list[Mark]:
    marks: list[Mark] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            marks += _call(node)
        elif isinstance(node, ast.ExceptHandler):
            marks += _handler(node)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            marks += _function(node)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            marks += _import(node)
        elif isinstance(node, ast.Attribute) and _dotted(node) == "os.environ":
            marks.append(Mark("configuration.environment", node.lineno))
    return marks


def _tests(tree: ast.Module, *, collected: bool) -> Iterator[Mark]:
    """The functions that pytest would collect by its own rules, and unittest's; a parametrised one counts once."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and _holds_tests(node, collected=collected):
            for inner in node.body:
                if _is_test(inner):
                    yield Mark("tests.functions", inner.lineno)
        elif collected and _is_test(node):
            yield Mark("tests.functions", node.lineno)


def _holds_tests(node: ast.ClassDef, *, collected: bool) -> bool:
    if any(_dotted(base).endswith("TestCase") for base in node.bases):
        return True
    if not collected:
        return False
    makes_itself = any(isinstance(inner, ast.FunctionDef) and inner.name == "__init__" for inner in node.body)
    return node.name.startswith("Test") and not makes_itself


def _is_test(node: ast.stmt) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test")


def _handler(node: ast.ExceptHandler) -> Iterator[Mark]:
    caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type] if node.type else []
    if node.type is None:
        yield Mark("errors.bare", node.lineno)
    elif any(_dotted(each) in _BROAD for each in caught):
        yield Mark("errors.broad", node.lineno)
    if all(_does_nothing(each) for each in node.body):
        yield Mark("errors.swallowed", node.lineno)


def _does_nothing(node: ast.stmt) -> bool:
    return isinstance(node, ast.Pass) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))


def _call(node: ast.Call) -> Iterator[Mark]:
    name = _dotted(node.func)
    keywords = [keyword.arg for keyword in node.keywords if keyword.arg]
    has_timeout = any(_TIMEOUT.search(keyword) for keyword in keywords)
    if has_timeout or name in {"asyncio.timeout", "asyncio.wait_for"}:
        yield Mark("errors.timeouts", node.lineno)
    elif name in _HTTP and all(keyword.arg for keyword in node.keywords):
        yield Mark("errors.no_timeout", node.lineno, name)
    if any(_RETRY.search(keyword) for keyword in keywords):
        yield Mark("errors.retries", node.lineno)
    if name in _LOGGERS:
        yield Mark("logging.loggers", node.lineno)
    elif name == "print":
        yield Mark("logging.prints", node.lineno)
    elif name in {"os.getenv", "getenv"}:
        yield Mark("configuration.environment", node.lineno)


def _function(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Mark]:
    if _METRIC.search(node.name):
        yield Mark("evaluation.metrics", node.lineno, node.name)
    if _RETRY.search(node.name):
        yield Mark("errors.retries", node.lineno, node.name)


def _import(node: ast.Import | ast.ImportFrom) -> Iterator[Mark]:
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    else:
        names = [node.module] if node.module and not node.level else []
    for name in names:
        top = name.partition(".")[0]
        if name.startswith("sklearn.metrics"):
            yield Mark("evaluation.libraries", node.lineno, "sklearn.metrics")
        elif top in _LIBRARIES:
            yield Mark(_LIBRARIES[top], node.lineno, top)


def _dotted(node: ast.AST) -> str:
    """``a.b.c`` as it is written; empty for anything else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join(reversed([*parts, node.id])) if isinstance(node, ast.Name) else ""
