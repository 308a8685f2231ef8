"""The program of a worker process: gets ready ahead of time, shuts itself in, then serves one program's tests.

Started by path as ``python -s -S -P -X utf8 child.py ORDERS``, with an environment of its own and two pipes. It
imports nothing of mockint; its neighbours are loaded by path, which finds their cached bytecode.
"""

# pathlib would cost more than the rest of the start.
# ruff: noqa: PTH100, PTH118, PTH120

from __future__ import annotations

import json
import os
import signal
import sys
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import module_from_spec
from typing import Any

HERE = os.path.dirname(os.path.abspath(__file__))


def load(name: str, folder: str = HERE) -> Any:
    """Import a neighbouring file under a private name."""
    loader = SourceFileLoader("_mockint_" + name, os.path.join(folder, name + ".py"))
    module = module_from_spec(ModuleSpec(loader.name, loader, origin=loader.path))
    loader.exec_module(module)
    return module


def main() -> None:
    """Read the orders, confine, say ready, serve."""
    orders = json.loads(sys.argv[1])
    sys.argv[:] = ["solution.py"]
    # A parent that was started in the background ignores Ctrl+C, and so would its children: a verdict must not tell.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    wire = load("wire", os.path.join(HERE, "..", "..", "domain"))
    serve = load("serve")
    confine = load("confine")
    seccomp = load("seccomp")
    # Bytecode of our own few files may be kept; nothing else is ever written.
    sys.dont_write_bytecode = True
    channel = serve.Channel(orders["requests"], orders["replies"])
    serve.prewarm(channel)
    channel.send(["ready", confine.confine(orders["parent"], seccomp) if orders["confined"] else []])
    serve.serve(channel, wire, confine)


main()
