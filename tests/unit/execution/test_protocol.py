"""A worker that says what it was not asked, or more than it may, is ended; large requests arrive whole."""

from __future__ import annotations

import pytest

from mockint.domain.judging import JudgeSpec, Limits, TestCase, TestVerdict
from mockint.execution.judge import Judge
from mockint.execution.pool import WorkerPool

FIND = """import os, struct, sys
def found():
    frame = sys._getframe()
    while "nonce" not in frame.f_locals:
        frame = frame.f_back
    return frame.f_locals["channel"], frame.f_locals["nonce"]
def raw(body):
    os.write(found()[0]._replies, struct.pack(">I", len(body)) + body)
"""
SPEC = JudgeSpec(entry_point="f", tests=(TestCase(args=(1,), expected=1),), limits=Limits(cpu_s=1.0, wall_s=4.0))


@pytest.mark.parametrize(
    "body",
    [
        "raw(b'[]')",
        'raw(b\'["0000000000000000","value",1]\')',
        "raw(('[\"%s\",' % found()[1]).encode())",
        "raw(('[\"%s\",' % found()[1] + '[' * 5000 + ']' * 5000 + ']').encode())",
        'raw((\'["%s","value",1]\' % found()[1]).encode() * 2)',
        "os.write(found()[0]._replies, b'\\xff' * 8)",
        "found()[0].send([found()[1], 'value'])",
        "found()[0].send([found()[1], 'got'])",
        "found()[0].send([found()[1], 'compiled'])",
        "found()[0].send([found()[1], 'refused', 'invalid', 'x', 'y', 1])",
        "found()[0].send([found()[1], 'value', {'$tuple': 3}])",
    ],
)
def test_forged_frames_are_the_programs_fault(judge: Judge, body: str) -> None:
    report = judge.judge(SPEC, f"{FIND}def f(x):\n    {body}\n    return 1\n")
    assert report.verdict is TestVerdict.RUNTIME_ERROR
    assert report.message.startswith("The code wrote into the judge's own channel")


def test_an_answer_with_the_nonce_is_an_answer_and_no_more(judge: Judge) -> None:
    report = judge.judge(SPEC, f"{FIND}def f(x):\n    found()[0].send([found()[1], 'value', 2])\n    os._exit(0)\n")
    assert report.verdict is TestVerdict.WRONG_ANSWER


def test_large_arguments_and_answers(judge: Judge) -> None:
    given = list(range(120_000))
    spec = SPEC.model_copy(update={"tests": (TestCase(args=(given,), expected=given[::-1]),)})
    assert judge.judge(spec, "def f(x):\n    return x[::-1]").verdict is TestVerdict.ACCEPTED


def test_an_answer_over_the_limit_is_refused_with_a_sentence(judge: Judge) -> None:
    report = judge.judge(SPEC, "def f(x):\n    return 'x' * (3 << 20)")
    assert report.verdict is TestVerdict.WRONG_ANSWER
    assert report.message == "The result cannot be an answer: it takes more than 1 MiB as text."
    hidden = judge.judge(SPEC, "def f(x):\n    return type(f'given {x}', (), {})()", hidden=True)
    assert hidden.message == "The result of a hidden test cannot be an answer: it is too large, or is no plain data."
    (called,) = judge.call_values("def f():\n    return 'x' * (3 << 20)", "f", [((), {})])
    assert called.value == "x" * (3 << 20)


def test_a_program_that_does_not_read_is_ended(judge: Judge) -> None:
    """The request does not fit the pipe, and nobody takes it."""
    limits = Limits(cpu_s=1.0, wall_s=0.3, run_wall_s=0.3)
    tests = tuple(TestCase(args=(argument,), expected=0) for argument in (0, "x" * (1 << 20)))
    code = f"{FIND}import threading\ndef f(x):\n    os.close(found()[0]._requests)\n    return 0\n"
    report = judge.judge(SPEC.model_copy(update={"tests": tests, "limits": limits}), code)
    assert report.tests[0].verdict is TestVerdict.ACCEPTED
    assert report.tests[1].verdict is TestVerdict.RUNTIME_ERROR


def test_the_parent_watches_memory_where_no_limit_holds() -> None:
    limits = Limits(cpu_s=5.0, wall_s=10.0, memory_mb=64)
    code = "import resource, time\ndef f(x):\n    kept = b'x' * (400 << 20)\n    time.sleep(5)\n"
    # Shared memory is not counted by RLIMIT_DATA, and RLIMIT_AS has room for libraries.
    shared = "import mmap, time\ndef f(x):\n    kept = mmap.mmap(-1, 180 << 20)\n    kept.write(bytes(16 << 20) * 11)\n    time.sleep(5)\n"
    with WorkerPool(confined=False, spares=0) as pool:
        for source in (code, shared):
            report = Judge(pool).judge(SPEC.model_copy(update={"limits": limits}), source)
            assert report.verdict is TestVerdict.MEMORY_LIMIT
