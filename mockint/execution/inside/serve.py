"""Answers the parent's requests: load a program, call it, run one of its tests, time it.

A request is ``[op, nonce, ...]`` and a reply ``[nonce, what, ...]``, each behind four bytes of length. Nothing that
decides a verdict is in this process: no expected value, no limit, no other test. Candidate code can reach all that is
here; what it could forge is its own answer, which it may give anyway.
"""

from __future__ import annotations

import json
import os
import select
import struct
import sys
import threading
import time
from importlib import import_module
from types import ModuleType
from typing import Any

_USUAL_FRAME = 1 << 20
SPARE_MEMORY = 24 << 20
SOLUTION_FILE, TESTS_FILE, DRIVER_FILE, GENERATOR_FILE = "solution.py", "test_solution.py", "driver.py", "generator.py"
_MAX_TEXT = 2_000
_MAX_FRAMES = 12
_MAX_NAMES = 200
_RECURSION_LIMIT = 1_000

# What interviews use, dearest last: a job that is already waiting cuts the list short.
_PREWARMED = (  # noqa: SIM905 -- a column of sixty quotes reads worse
    "collections heapq bisect math re itertools functools operator string copy time random typing dataclasses enum abc "
    "contextlib datetime statistics hashlib decimal fractions unicodedata textwrap collections.abc array queue uuid "
    "inspect traceback asyncio concurrent.futures"
).split()

# Bound before candidate code can put something else in their places.
_encode_json = json.JSONEncoder(check_circular=False, allow_nan=False, separators=(",", ":")).encode
_decode_json = json.JSONDecoder().decode
_write, _read, _exit, _cpu_time = os.write, os.read, os._exit, time.process_time
_set_recursion_limit, _get_recursion_limit = sys.setrecursionlimit, sys.getrecursionlimit


class Channel:
    """Frames of JSON over two pipes."""

    def __init__(self, requests: int, replies: int) -> None:
        self._requests = requests
        self._replies = replies
        self.limit = _USUAL_FRAME

    def waiting(self) -> bool:
        """Whether a request is there already."""
        return bool(select.select([self._requests], [], [], 0)[0])

    def send(self, message: list[Any]) -> None:
        """Send a reply; the process ends when it cannot be sent."""
        body = _encode_json(message).encode("ascii")
        if len(body) > self.limit:
            body = _encode_json(
                [message[0], "unsendable", f"it takes more than {self.limit >> 20} MiB as text"]
            ).encode("ascii")
        view = memoryview(struct.pack(">I", len(body)) + body)
        while view:
            view = view[_write(self._replies, view) :]

    def receive(self) -> list[Any]:
        """Wait for a request; the process ends when there will be none."""
        (length,) = struct.unpack(">I", self._exactly(4))
        request: list[Any] = _decode_json(self._exactly(length).decode("utf-8"))
        return request

    def _exactly(self, count: int) -> bytes:
        parts = []
        while count:
            part = _read(self._requests, min(count, 1 << 20))
            if not part:
                _exit(0)
            parts.append(part)
            count -= len(part)
        return b"".join(parts)


def prewarm(channel: Channel) -> None:
    """Import ahead what programs are likely to import, as long as nothing is asked for."""
    for name in _PREWARMED:
        if channel.waiting():
            return
        import_module(name)


def serve(channel: Channel, wire: Any, confine: Any) -> None:
    """Answer requests until the parent ends this process."""
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    streams = (sys.stdout, sys.stderr)
    threading.stack_size(confine.THREAD_STACK_BYTES)
    program: _Program | None = None
    while True:
        op, nonce, *rest = channel.receive()
        if op == "hurry":
            continue
        try:
            if op == "load":
                channel.limit = rest[0]["reply_bytes"]
                confine.limit_memory(rest[0]["memory"], SPARE_MEMORY)
                program = _Program(rest[0], lambda nonce=nonce: channel.send([nonce, "compiled"]))
                reply = [nonce, "loaded", program.test_names]
            else:
                assert program is not None
                reply = [nonce, *program.answer(op, rest, wire)]
        except BaseException as error:  # noqa: BLE001 -- candidate code may raise anything
            reply = [nonce, *_failure(error, confine)]
        if _get_recursion_limit() < _RECURSION_LIMIT:
            _set_recursion_limit(_RECURSION_LIMIT)
        for stream in streams:
            try:
                stream.flush()
            except BaseException:  # noqa: BLE001, S112 -- closed or replaced by candidate code: its loss
                continue
        channel.send(reply)


class _RefusedError(Exception):
    """The program cannot be used; the arguments are the kind of failure and the sentence."""


class _Program:
    """A candidate's program, loaded, with what is run beside it."""

    def __init__(self, order: dict[str, Any], compiled: Any) -> None:
        beside = {
            name: _compiled_beside(order[name], file)
            for name, file in (("driver", DRIVER_FILE), ("generator", GENERATOR_FILE))
            if order[name] is not None
        }
        code = _compiled(order["source"], SOLUTION_FILE)
        tests = None if order["tests"] is None else _compiled(order["tests"], TESTS_FILE)
        compiled()
        parts = {name: _run_beside(name, part) for name, part in beside.items()}
        module = _module("solution")
        exec(code, module.__dict__)  # noqa: S102
        self.test_names: list[str] = []
        self._tests: dict[str, Any] = {}
        if tests is None:
            self._solution = _entry_point(module, order["entry_point"])
            _check_arity(self._solution, order["entry_point"], order["accepts"])
        else:
            self._load_tests(module, tests)
        drive = parts.get("driver", {}).get("drive")
        self._call = self._solution_call(drive)
        self._make_input: Any = parts.get("generator", {}).get("make_input")

    def _solution_call(self, drive: Any) -> Any:
        if drive is None:
            return None if self._tests or not hasattr(self, "_solution") else _awaited(self._solution)
        solution, run = self._solution, _awaited(drive)
        return lambda *args, **kwargs: run(solution, *args, **kwargs)

    def _load_tests(self, solution: ModuleType, code: Any) -> None:
        module = _module("test_solution")
        for name, value in list(solution.__dict__.items()):
            if not name.startswith("__"):
                module.__dict__.setdefault(name, value)
        before = set(module.__dict__)
        exec(code, module.__dict__)  # noqa: S102
        names = [name for name in module.__dict__ if name.startswith("test_") and name not in before]
        self._tests = {name: module.__dict__[name] for name in names if callable(module.__dict__[name])}
        self.test_names = [name[:200] for name in self._tests][:_MAX_NAMES]

    def answer(self, op: str, body: list[Any], wire: Any) -> list[Any]:
        """Do what was asked; raises what the candidate's code raises."""
        if op == "test":
            _awaited(self._tests[body[0]])()
            return ["value", None]
        if op == "grow":
            return ["times", self._grow(*body)]
        args, kwargs, in_place = body
        args, kwargs = wire.decode(args), wire.decode(kwargs)
        value = self._call(*args, **kwargs)
        try:
            return ["value", wire.encode(args[0] if in_place else value)]
        except wire.WireError as error:
            return ["unsendable", str(error)]

    def _grow(self, size: int, seed: int, repeats: int, enough_s: float) -> list[float]:
        """CPU seconds of calls with fresh inputs of one size; stops when `enough_s` were spent in calls."""
        times: list[float] = []
        while len(times) < repeats and sum(times) < enough_s:
            args = self._make_input(size, seed)
            started = _cpu_time()
            self._call(*args)
            times.append(_cpu_time() - started)
        return times


def _compiled(source: str, file: str) -> Any:
    try:
        return compile(source.removeprefix("\ufeff"), file, "exec", dont_inherit=True)
    except SyntaxError as error:
        where = f"Line {error.lineno}: " if error.lineno else ""
        raise _RefusedError("invalid", f"{where}{type(error).__name__}: {error.msg}", file, error.lineno or 0) from None
    except (ValueError, RecursionError, MemoryError) as error:
        text = str(error) or "the code is nested too deeply"
        raise _RefusedError("invalid", f"The code could not be compiled: {text}", file, 0) from None


def _compiled_beside(source: str, file: str) -> Any:
    try:
        return compile(source, file, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        raise _RefusedError("broken", f"The problem's {file} does not compile: {error}", file, 0) from None


def _run_beside(name: str, code: Any) -> dict[str, Any]:
    module = _module(name)
    wanted = {"driver": "drive", "generator": "make_input"}[name]
    try:
        exec(code, module.__dict__)  # noqa: S102
    except Exception as error:  # noqa: BLE001 -- told to the author of the problem
        text = f"The problem's {name} does not load: {type(error).__name__}: {error}"
        raise _RefusedError("broken", text, name, 0) from None
    if not callable(module.__dict__.get(wanted)):
        raise _RefusedError("broken", f"The problem's {name} defines no function {wanted!r}", name, 0)
    return module.__dict__


def _module(name: str) -> ModuleType:
    module = ModuleType(name)
    sys.modules[name] = module
    return module


def _entry_point(module: ModuleType, name: str) -> Any:
    found = module.__dict__.get(name)
    if callable(found):
        return found
    if name in module.__dict__:
        raise _RefusedError("invalid", f"{name!r} is not a function.", SOLUTION_FILE, 0)
    own = [
        other
        for other, value in module.__dict__.items()
        if callable(value) and getattr(value, "__module__", None) == module.__name__
    ]
    hint = f"; found {', '.join(repr(other) for other in own[:5])}" if own else ""
    raise _RefusedError("invalid", f"Defines no function {name!r}{hint}.", SOLUTION_FILE, 0)


def _check_arity(function: Any, name: str, accepts: list[Any] | None) -> None:
    if accepts is None:
        return
    count, keywords = accepts
    try:
        signature = import_module("inspect").signature(function)
    except (TypeError, ValueError):
        return
    try:
        signature.bind(*[None] * count, **dict.fromkeys(keywords))
    except TypeError:
        arguments = f"{count} argument{'' if count == 1 else 's'}"
        named = f" and the names {', '.join(keywords)}" if keywords else ""
        text = f"{name}{signature} cannot be called with {arguments}{named}."
        raise _RefusedError("invalid", text[:_MAX_TEXT], SOLUTION_FILE, 0) from None


def _awaited(function: Any) -> Any:
    """The function, or for a coroutine function one that runs it to its end."""
    code = getattr(function, "__code__", None)
    if code is None or not code.co_flags & 0x80:  # inspect.CO_COROUTINE
        return function
    return lambda *args, **kwargs: import_module("asyncio").run(function(*args, **kwargs))


def _failure(error: BaseException, confine: Any) -> list[Any]:
    """What to say of an exception; its text is made by candidate code and may fail in turn."""
    if type(error) is _RefusedError:
        return ["refused", *error.args]
    is_memory = isinstance(error, MemoryError)
    if is_memory:
        confine.use_spare()
    frames = _frames(error)
    error.__traceback__ = None
    kind = "memory" if is_memory else "assertion" if isinstance(error, AssertionError) else "exception"
    name = str(type.__dict__["__name__"].__get__(type(error)))
    try:
        text = str(error)[:_MAX_TEXT]
        text.encode("utf-8", "replace")
    except BaseException:  # noqa: BLE001 -- a hostile __str__
        text = ""
    return ["raised", kind, name[:100], text, frames]


def _frames(error: BaseException) -> list[Any]:
    """The candidate's own lines, innermost last: file, line, function."""
    found: list[Any] = []
    step = error.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        if code.co_filename in (SOLUTION_FILE, TESTS_FILE):
            found.append([code.co_filename, step.tb_lineno, code.co_name])
            if len(found) > 2 * _MAX_FRAMES:
                del found[_MAX_FRAMES // 2]
        step = step.tb_next
    return found if len(found) <= _MAX_FRAMES else found[:2] + found[2 - _MAX_FRAMES :]
