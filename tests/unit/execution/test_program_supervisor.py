"""The supervisor sees every process of its tree, by the kernel's lists or without them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from mockint.execution.inside import supervise

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it looks into /proc")


@pytest.fixture
def tree() -> Iterator[list[int]]:
    """A shell and its child; the shell tells when the child is there."""
    command = ["sh", "-c", "sleep 100 & echo $!; wait"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as shell:
        assert shell.stdout is not None
        child = int(shell.stdout.readline())
        yield [shell.pid, child]
        os.killpg(shell.pid, 9)


def test_descendants(tree: list[int]) -> None:
    assert set(tree) <= set(supervise.descendants())


def test_descendants_without_lists_of_children(tree: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    exists = os.path.exists
    monkeypatch.setattr(os.path, "exists", lambda path: not str(path).endswith("children") and exists(path))
    assert set(tree) <= set(supervise.descendants())


def test_what_is_shared_counts_once(tree: list[int]) -> None:
    assert 0 < supervise.proportional(tree) <= supervise.resident(tree)
    assert supervise.resident([]) == 0
