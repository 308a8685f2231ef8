"""What code can see in a design: gaps in the drawing, and numbers that do not go together. Facts with their place, no level.

A fact says what is not there or what stands twice; whether that is a fault is for a reader to say.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final, NamedTuple

from mockint.domain.diagram import Diagram, Node
from mockint.domain.ids import ItemId
from mockint.domain.measurement import Measurement
from mockint.measure.sums import wrong_sums

DESIGN: Final = "design"
LEAST_NUMBERS: Final = 3
_CHECKS: Final = {"guard", "human", "evaluator"}
_CHANGES: Final = {"tool", "store", "index"}
"""Types of parts in which something is changed for good when a model's answer reaches them."""
_WAITS: Final = {"client", "human"}
_BETWEEN: Final = {"api", "queue", "cache", "retriever", "client", "tracer"}
"""Types of parts that pass on what they are given."""
_TRACING: Final = re.compile(
    r"\b(?:trac(?:e|es|ed|ing)|spans?|observab\w+|open ?telemetry|audit (?:log|trail)|logs? (?:each|every|all)|(?:each|every) (?:call|request|step|decision|run) is (?:kept|logged|recorded))\b",
    re.IGNORECASE,
)
_EVALUATION: Final = re.compile(
    r"\b(?:eval(?:s|uat\w*)?|golden|test set|labell?ed|judge|precision|recall|gate)\b", re.IGNORECASE
)
_FALLBACK: Final = re.compile(
    r"\b(?:fall(?:s|ing)? ?-?back|degrad\w+|circuit|unavailab\w+|time-?outs?|timed? out|fails? (?:open|closed|over)|failover|"
    r"stands? still|last good|retr(?:y|ies)|second(?:ary)? (?:model|provider)|other provider|"
    r"without the model|goes? to (?:a person|people)|(?:model|llm|provider|judge|api)s? (?:is |are )?(?:down|out|fails?|gone|not there)|outages?)\b",
    re.IGNORECASE,
)
_BOUND: Final = re.compile(
    r"\b(?:max(?:imum)?|at most|limit(?:s|ed)?|cap(?:s|ped)?|until|budget|bound(?:ed)?|no more than|up to|steps?|times)\b|[<≤]",
    re.IGNORECASE,
)
_LOOP_WORDS: Final = re.compile(r"\b(?:steps?|loops?|iterations?|turns?|rounds?|calls?|tries|retries)\b", re.IGNORECASE)
_UNIT: Final = (
    r"(?:ms|s|sec|seconds?|min|minutes?|h|hours?|days?|GB|MB|TB|kB|KB|tokens?|%|percent|per cent|euros?|EUR|USD|cents?|ct|"
    r"users?|requests?|calls?|documents?|pages?|tickets?|tenants?|queries|questions?|messages?|a second|/s|/day|QPS|rps)"
)
_AMOUNT: Final = r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?(?P<scale>bn|million|thousand|[kKM])?"
_WITH_UNIT: Final = re.compile(
    rf"[$€]\s?{_AMOUNT}|{_AMOUNT.replace('number', 'n2').replace('scale', 's2')}\s?{_UNIT}(?!\w)", re.IGNORECASE
)
_COUNTED: Final = re.compile(
    rf"{_AMOUNT}\s+(?P<noun>users|tenants|customers|documents|pages|articles|requests|queries|questions|tickets|calls|messages|"
    r"conversations|uploads|events)\s*(?:/|per|a|each|every)\s*(?P<per>second|minute|hour|day|week|month|s|min|h)\b",
    re.IGNORECASE,
)
_QUANTILE: Final = re.compile(
    rf"\b(?P<noun>p\s?(?:50|90|95|99))\b[^.\n\d]{{0,24}}{_AMOUNT}\s?(?P<per>ms|s|sec|seconds)\b", re.IGNORECASE
)
_OTHER_CASE: Final = re.compile(
    r"\b(?:peak|worst|burst|average|mean|today|later|next year|ten[- ]?fold|10x|times|x\d|after|before|now|target|from|to|per "
    r"tenant|each|first|cached|without|with|short|long|offline|batch)\b",
    re.IGNORECASE,
)
_SCALES: Final[Mapping[str, float]] = {"": 1, "k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "bn": 1e9}
_PERS: Final[Mapping[str, str]] = {"s": "second", "sec": "second", "seconds": "second", "min": "minute", "h": "hour"}
_TIMES: Final[Mapping[str, float]] = {"ms": 1e-3, "s": 1, "sec": 1, "seconds": 1}
_SAME: Final = 0.01


class DesignFact(NamedTuple):
    """One thing that was seen.

    Attributes:
        rule: Which rule saw it.
        sentence: What it is, for the debrief.
        nodes: Ids of the parts that it is about.
        lines: Numbers of the notebook's lines that it is about, from 1.
    """

    rule: str
    sentence: str
    nodes: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()


def design_facts(
    notebook: str, diagram: Diagram | None, brief: str = "", estimates: str = "", unread: str = ""
) -> tuple[DesignFact, ...]:
    """Everything that is seen in a design.

    Args:
        notebook: The text.
        diagram: The drawing; None where nothing was drawn.
        brief: What the candidate was told: the prompt and the answers of the interviewer.
        estimates: The estimate pad; its numbers count, and are compared with no others.
        unread: Why what was drawn cannot be read; empty where it can, or where nothing was drawn.
    """
    drawn = diagram is not None and bool(diagram.nodes)
    words = f"{notebook}\n{diagram.as_text() if diagram is not None else ''}"
    return (
        *([] if drawn else [_not_drawn(unread)]),
        *(_of_drawing(diagram, words) if diagram is not None and drawn else ()),
        *_of_words(words, diagram),
        *_of_numbers(notebook, brief, estimates),
    )


def _not_drawn(unread: str) -> DesignFact:
    if unread:
        return DesignFact("unread_diagram", f"What was drawn cannot be read, so nothing was looked for in it. {unread}")
    return DesignFact("no_diagram", "Nothing was drawn.")


def measure_design(
    notebook: str,
    diagram: Diagram | None,
    brief: str,
    *,
    item_id: ItemId,
    made: datetime,
    estimates: str = "",
    unread: str = "",
) -> Measurement:
    """The facts as a measurement, from which no level follows."""
    facts = design_facts(notebook, diagram, brief, estimates, unread)
    parts, flows = (0, 0) if diagram is None else (len(diagram.nodes), len(diagram.edges))
    drawn = f"{_counted(parts, 'part')} and {_counted(flows, 'connection')} drawn" if parts else "nothing drawn"
    found = f"{_counted(len(facts), 'thing') if facts else 'nothing'} to look at"
    return Measurement(
        item_id=item_id,
        name=DESIGN,
        made=made,
        data={"parts": parts, "connections": flows, "facts": [fact._asdict() for fact in facts]},
        sentence=f"{drawn[0].upper()}{drawn[1:]}; {found} in drawing and numbers.",
    )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _of_drawing(diagram: Diagram, words: str) -> Iterator[DesignFact]:
    nodes = {node.id: node for node in diagram.nodes}
    joined = {end for edge in diagram.edges for end in (edge.source, edge.target) if edge.source != edge.target}
    for node in diagram.nodes:
        if node.id not in joined:
            yield DesignFact("isolated", f"{node.name} is connected to nothing.", (node.id,))
    for path in _unchecked_writes(diagram, nodes):
        way = " -> ".join(nodes[at].name for at in path)
        yield DesignFact(
            "unchecked_write",
            f"{way}: no guard, evaluator or human stands between the model and what it changes.",
            path,
        )
    for loop in _loops(diagram, nodes):
        if not _is_bounded(loop, diagram, words):
            names = ", ".join(nodes[at].name for at in loop)
            yield DesignFact("unbounded_loop", f"{names} form a loop, and nothing says how often it may run.", loop)


def _of_words(words: str, diagram: Diagram | None) -> Iterator[DesignFact]:
    types = {_type(node) for node in diagram.nodes} if diagram is not None else set()
    if "evaluator" not in types and not _EVALUATION.search(words):
        yield DesignFact("no_evaluator", "No evaluator is drawn, and no usual word for evaluation was found.")
    if "tracer" not in types and not _TRACING.search(words):
        yield DesignFact("no_tracing", "No tracer is drawn, and no usual word for tracing was found.")
    if not _FALLBACK.search(words):
        yield DesignFact(
            "no_fallback", "No usual word for a fallback was found: what happens when the model or its provider fails?"
        )


def _of_numbers(notebook: str, brief: str, estimates: str) -> Iterator[DesignFact]:
    count = sum(1 for _ in _WITH_UNIT.finditer(f"{notebook}\n{estimates}"))
    if count < LEAST_NUMBERS:
        told = "no number" if not count else f"{count} {'number' if count == 1 else 'numbers'}"
        yield DesignFact("no_numbers", f"The notebook holds {told} with a unit.")
    for wrong in wrong_sums(notebook):
        yield DesignFact(
            "wrong_sum", f"{wrong.said} (line {wrong.line}): that comes to {wrong.comes_to}.", lines=(wrong.line,)
        )
    own, given = _quantities(notebook), _quantities(brief)
    for name, found in own.items():
        plain = [one for one in found if not one.other_case]
        values = _apart(plain)
        if len(values) > 1:
            said = " and ".join(f"{one.said} (line {one.line})" for one in values)
            yield DesignFact(
                "contradiction", f"Two numbers stand for {name}: {said}.", lines=tuple(one.line for one in values)
            )
        told_values = [one for one in given.get(name, ()) if not one.other_case]
        known = given.get(name, ())
        if told_values and plain and not any(_alike(one.value, other.value) for one in plain for other in known):
            first = plain[0]
            yield DesignFact(
                "contradicts_brief",
                f"The brief says {told_values[0].said} for {name}, the notebook {first.said} (line {first.line}).",
                lines=(first.line,),
            )


class _Quantity(NamedTuple):
    value: float
    said: str
    line: int
    other_case: bool


def _quantities(text: str) -> dict[str, list[_Quantity]]:
    """Named amounts by what they are of; those of another case (peak, target, after ...) are marked."""
    found: dict[str, list[_Quantity]] = defaultdict(list)
    for number, line in enumerate(text.splitlines(), start=1):
        for pattern in (_COUNTED, _QUANTILE):
            for match in pattern.finditer(line):
                value = float(match["number"].replace(",", "")) * _SCALES[(match["scale"] or "").lower()]
                if pattern is _QUANTILE:
                    name, value = match["noun"].replace(" ", "").lower(), value * _TIMES[match["per"].lower()]
                else:
                    per = match["per"].lower()
                    name = f"{match['noun'].lower()} a {_PERS.get(per, per)}"
                around = f"{line[: match.start()][-40:]} {line[match.end() :][:40]}"
                said = " ".join(match[0].split())
                found[name].append(_Quantity(value, said, number, bool(_OTHER_CASE.search(around))))
    return found


def _apart(found: Iterable[_Quantity]) -> list[_Quantity]:
    values: list[_Quantity] = []
    for one in found:
        if not any(_alike(one.value, other.value) for other in values):
            values.append(one)
    return values


def _alike(one: float, other: float) -> bool:
    return abs(one - other) <= _SAME * max(abs(one), abs(other))


def _unchecked_writes(diagram: Diagram, nodes: Mapping[str, Node]) -> Iterator[tuple[str, ...]]:
    """Ways from a model to a part that is changed, over parts that only pass on; one way a pair."""
    ahead: dict[str, list[str]] = defaultdict(list)
    for edge in diagram.edges:
        ahead[edge.source].append(edge.target)
    for node in diagram.nodes:
        if _type(node) != "model":
            continue
        seen = {node.id}
        ways: list[tuple[str, ...]] = [(node.id,)]
        for way in ways:
            for target in ahead[way[-1]]:
                if target in seen:
                    continue
                seen.add(target)
                kind = _type(nodes[target])
                if kind in _CHANGES:
                    yield (*way, target)
                elif kind in _BETWEEN:
                    ways.append((*way, target))


def _loops(diagram: Diagram, nodes: Mapping[str, Node]) -> Iterator[tuple[str, ...]]:
    """Groups of parts of which each reaches each, with a model among them (Tarjan 1972, without recursion).

    A way back through a client or a person is a conversation: it waits for somebody each time.
    """
    people = {node.id for node in diagram.nodes if _type(node) in _WAITS}
    ahead: dict[str, list[str]] = defaultdict(list)
    for edge in diagram.edges:
        if edge.source not in people and edge.target not in people:
            ahead[edge.source].append(edge.target)
    for group in _strongly_connected(list(nodes), ahead):
        is_loop = len(group) > 1 or group[0] in ahead[group[0]]
        if is_loop and any(_type(nodes[at]) == "model" for at in group) and not _only_answers(group, diagram, nodes):
            yield tuple(at for at in nodes if at in set(group))


def _only_answers(group: list[str], diagram: Diagram, nodes: Mapping[str, Node]) -> bool:
    """Whether a loop is only a question and its answer: arrows there and back along one line of callers."""
    inside = {(e.source, e.target) for e in diagram.edges if e.source in group and e.target in group}
    pairs = {frozenset(pair) for pair in inside}
    is_tree = len(pairs) == len(group) - 1 and all((b, a) in inside for a, b in inside)
    acts = any(_type(nodes[at]) in {"tool", "evaluator"} for at in group)
    return is_tree and not acts


def _strongly_connected(nodes: list[str], ahead: Mapping[str, list[str]]) -> Iterator[list[str]]:
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    for start in nodes:
        if start in index:
            continue
        work = [(start, iter(ahead.get(start, ())))]
        index[start] = low[start] = len(index)
        stack.append(start)
        on_stack.add(start)
        while work:
            node, targets = work[-1]
            target = next(targets, None)
            if target is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    group: list[str] = []
                    while not group or group[-1] != node:
                        group.append(stack.pop())
                        on_stack.discard(group[-1])
                    yield group
            elif target not in index:
                index[target] = low[target] = len(index)
                stack.append(target)
                on_stack.add(target)
                work.append((target, iter(ahead.get(target, ()))))
            elif target in on_stack:
                low[node] = min(low[node], index[target])


def _is_bounded(loop: tuple[str, ...], diagram: Diagram, words: str) -> bool:
    inside = set(loop)
    labels = [edge.label for edge in diagram.edges if edge.source in inside and edge.target in inside]
    labels += [node.label for node in diagram.nodes if node.id in inside]
    if any(_BOUND.search(label) for label in labels):
        return True
    return any(
        _BOUND.search(line) and _LOOP_WORDS.search(line) and re.search(r"\d", line) for line in words.splitlines()
    )


def _type(node: Node) -> str:
    return node.type.strip().lower()
