from __future__ import annotations

import json
import logging
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from mockint.errors import KnownError
from mockint.settings.secrets import SERVICE, Secret, Secrets, child_environment, looks_secret

NAME = "ANTHROPIC_API_KEY"


class FakeKeyring:
    """A keyring in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, name: str) -> str | None:
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, password: str) -> None:
        self.kept[service, name] = password

    def delete_password(self, service: str, name: str) -> None:
        del self.kept[service, name]


class LockedKeyring:
    """A keyring that refuses, with an error that says too much."""

    def get_password(self, service: str, name: str) -> str | None:
        raise RuntimeError("the password is hunter2")

    def set_password(self, service: str, name: str, password: str) -> None:
        raise RuntimeError(f"cannot keep {password}")

    def delete_password(self, service: str, name: str) -> None:
        raise RuntimeError


def no_keyring() -> FakeKeyring:
    raise ImportError("no backend")


def test_the_environment_wins() -> None:
    ring = FakeKeyring()
    ring.set_password(SERVICE, NAME, "from the keyring")
    key = Secrets({NAME: " from the environment "}, lambda: ring).get_key(NAME)
    assert key.secret == Secret("from the environment")
    assert (key.source, key.reason) == ("environment", "")


def test_the_keyring_comes_next() -> None:
    ring = FakeKeyring()
    secrets = Secrets({NAME: " "}, lambda: ring)
    assert secrets.get_key(NAME).source is None
    assert "neither set in the environment nor kept" in secrets.get_key(NAME).reason
    kept = secrets.set_key(NAME, " mine\n")
    assert (kept.source, kept.reason) == ("keyring", "")
    assert ring.kept == {(SERVICE, NAME): "mine"}
    found = secrets.get_key(NAME)
    assert found.source == "keyring"
    assert found.secret is not None
    assert found.secret.reveal() == "mine"
    assert secrets.delete_key(NAME).secret is None
    assert ring.kept == {}
    assert secrets.delete_key(NAME).source is None


@pytest.mark.parametrize("opener", [LockedKeyring, no_keyring])
def test_without_a_keyring_a_key_is_held_for_this_session(opener: object) -> None:
    secrets = Secrets({}, opener)
    missing = secrets.get_key(NAME)
    assert missing.secret is None
    assert "keyring cannot be used" in missing.reason
    assert "hunter2" not in missing.reason
    kept = secrets.set_key(NAME, "mine")
    assert kept.source == "session"
    assert "mine" not in kept.reason
    assert secrets.get_key(NAME) == (Secret("mine"), "session", "")
    assert Secrets({}, opener).get_key(NAME).secret is None
    assert secrets.delete_key(NAME).secret is None
    assert "keyring cannot be used" in secrets.delete_key(NAME).reason


def test_a_key_that_would_not_be_used_is_refused() -> None:
    with pytest.raises(KnownError, match="set in the environment, which wins"):
        Secrets({NAME: "x"}, FakeKeyring).set_key(NAME, "y")
    with pytest.raises(KnownError, match="empty key"):
        Secrets({}, FakeKeyring).set_key(NAME, "  ")


def test_deleting_leaves_the_environment() -> None:
    assert Secrets({NAME: "x"}, LockedKeyring).delete_key(NAME).source == "environment"


def test_a_secret_shows_itself_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    secret = Secret("hunter2")
    key = Secrets({NAME: "hunter2"}, FakeKeyring).get_key(NAME)
    with caplog.at_level(logging.INFO, "mockint.test"):
        logging.getLogger("mockint.test").info("got %s and %r", key, secret)
    shown = [str(secret), repr(secret), f"{secret}", f"{key}", str([secret]), caplog.text]
    assert not [text for text in shown if "hunter2" in text]
    for write in (json.dumps, pickle.dumps):
        with pytest.raises(TypeError):
            write(secret)
    assert not hasattr(secret, "__dict__")
    assert secret == Secret("hunter2")
    assert secret != Secret("other")
    assert secret != "hunter2"
    assert len({secret, Secret("hunter2")}) == 1


def test_a_child_gets_only_what_is_named() -> None:
    environ = {"PATH": "/bin", "HOME": "/home/me", NAME: "x", "LANG": "C.UTF-8", "MOCKINT_HOME": "/m"}
    assert child_environment(environ=environ) == {"PATH": "/bin", "LANG": "C.UTF-8"}
    assert child_environment(["HOME", "MISSING"], environ) == {"PATH": "/bin", "LANG": "C.UTF-8", "HOME": "/home/me"}
    for name in (NAME, "GITHUB_TOKEN", "DB_PASSWORD"):
        with pytest.raises(ValueError, match="never gets"):
            child_environment([name], environ)


def test_a_child_gets_this_process_environment_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv(NAME, "x")
    assert child_environment()["TZ"] == "UTC"
    assert NAME not in child_environment()


def test_names_that_look_secret() -> None:
    assert all(map(looks_secret, ("OPENAI_API_KEY", "my-token", "AWS_SECRET_ACCESS_KEY", "PGPASSWORD")))
    assert not any(map(looks_secret, ("PATH", "KEYBOARD", "MOCKINT_HOME", "TOKENIZERS_PARALLELISM")))


def test_the_real_keyring_is_imported_late_and_its_absence_is_a_reason(tmp_path: Path) -> None:
    code = """if True:
        import sys
        from mockint.settings.secrets import Secrets
        assert "keyring" not in sys.modules
        key = Secrets({}).get_key("ANTHROPIC_API_KEY")
        assert "keyring" in sys.modules
        assert key.secret is None and key.reason, key
    """
    environ = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring", "HOME": str(tmp_path), "PATH": "/bin"}
    root = Path(__file__).resolve().parents[3]
    subprocess.run([sys.executable, "-c", code], check=True, cwd=root, env=environ, timeout=60)
