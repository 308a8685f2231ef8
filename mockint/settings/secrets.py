"""Keys: taken from the environment or the system's keyring, held in memory, and shown, stored or handed on nowhere."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, NamedTuple, Protocol

from mockint.errors import KnownError

SERVICE = "mockint"
"""The name under which the keyring keeps what is ours."""

KEY_NAMES = ("ANTHROPIC_API_KEY", "OPENAI_API_KEY")
"""The keys that mockint knows what to do with."""

Source = Literal["environment", "keyring", "session"]

_CHILD_NAMES = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "SYSTEMROOT")


class Secret:
    """A text that shows itself only when asked by name."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself, for the one call that needs it."""
        return self._text

    def __repr__(self) -> str:
        return "Secret('**********')"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __reduce__(self) -> Any:
        raise TypeError("a secret is not written anywhere")


class Key(NamedTuple):
    """A key, or why there is none.

    Attributes:
        source: Where it came from; None if there is none.
        reason: Why there is none, or why it is held for this session only, as a sentence; else empty.
    """

    secret: Secret | None
    source: Source | None
    reason: str = ""


class Keyring(Protocol):
    """The part of the ``keyring`` package that is used."""

    def get_password(self, service_name: str, username: str, /) -> str | None:
        """The password, if there is one."""
        ...

    def set_password(self, service_name: str, username: str, password: str, /) -> None:
        """Keep a password."""
        ...

    def delete_password(self, service_name: str, username: str, /) -> None:
        """Forget a password."""
        ...


def system_keyring() -> Keyring:
    """The system's keyring; imported late, since finding one takes time and may talk to the desktop."""
    import keyring

    backend: Keyring = keyring.get_keyring()
    return backend


class Secrets:
    """The keys of this process.

    The keyring may block on a question to the user, so every method is called on a remote lane, never on the window's
    thread.

    Args:
        environ: The environment; it wins over the keyring.
        open_keyring: Gives the keyring, or raises where there is none.
    """

    def __init__(
        self, environ: Mapping[str, str] | None = None, open_keyring: Callable[[], Keyring] = system_keyring
    ) -> None:
        self._environ = os.environ if environ is None else environ
        self._open_keyring = open_keyring
        self._session: dict[str, Secret] = {}

    def get_key(self, name: str) -> Key:
        """Look a key up: the environment, then this session, then the keyring.

        Args:
            name: A name such as ``ANTHROPIC_API_KEY``.
        """
        given = self._environ.get(name, "").strip()
        if given:
            return Key(Secret(given), "environment")
        if name in self._session:
            return Key(self._session[name], "session")
        try:
            kept = self._open_keyring().get_password(SERVICE, name)
        except Exception as fault:  # noqa: BLE001  keyring's backends raise what they like; no key is no fault
            return Key(None, None, f"{name} is not set, and the system's keyring cannot be used ({_words(fault)}).")
        if kept:
            return Key(Secret(kept), "keyring")
        return Key(None, None, f"{name} is neither set in the environment nor kept in the system's keyring.")

    def set_key(self, name: str, text: str) -> Key:
        """Keep a key in the keyring, or where there is none for this session only.

        Returns:
            The key with the place it is kept in; `Key.reason` says why it is for this session only.

        Raises:
            KnownError: If the text is empty, or the environment sets the key and would win.
        """
        text = text.strip()
        if not text:
            raise KnownError("An empty key was not kept.", "Paste the key, or remove it instead.")
        if self._environ.get(name, "").strip():
            raise KnownError(f"{name} is set in the environment, which wins.", f"Unset {name} to use another key here.")
        secret = Secret(text)
        try:
            self._open_keyring().set_password(SERVICE, name, text)
        except Exception as fault:  # noqa: BLE001  see above
            self._session[name] = secret
            return Key(secret, "session", f"The system's keyring cannot be used ({_words(fault)}).")
        self._session.pop(name, None)
        return Key(secret, "keyring")

    def delete_key(self, name: str) -> Key:
        """Forget a key, here and in the keyring.

        Returns:
            What is found under the name now: nothing, or what the environment still sets.
        """
        self._session.pop(name, None)
        try:
            backend = self._open_keyring()
            if backend.get_password(SERVICE, name) is not None:
                backend.delete_password(SERVICE, name)
        except Exception as fault:  # noqa: BLE001  see above
            left = self.get_key(name)
            return left._replace(reason=left.reason or f"The system's keyring cannot be used ({_words(fault)}).")
        return self.get_key(name)


def child_environment(names: Iterable[str] = (), environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment for a process that runs code which is not ours: named variables alone, and never a key.

    Args:
        names: What it needs besides the path, the language and the time zone.
        environ: Where the values come from; this process's environment by default.

    Raises:
        ValueError: If a name is that of a key or looks like one: that is a bug.
    """
    source = os.environ if environ is None else environ
    wanted = (*_CHILD_NAMES, *names)
    secret = [name for name in wanted if looks_secret(name)]
    if secret:
        raise ValueError(f"a child process never gets {', '.join(secret)}")
    return {name: source[name] for name in wanted if name in source}


def looks_secret(name: str) -> bool:
    """Whether a variable of this name probably holds a key, a token or a password."""
    upper = name.upper()
    words = {"KEY", "APIKEY", "TOKEN", "SECRET", "PASSWD", "CREDENTIALS"}
    return name in KEY_NAMES or "PASSWORD" in upper or not words.isdisjoint(upper.replace("-", "_").split("_"))


def _words(fault: Exception) -> str:
    """The kind of a failure; its text may hold what should not be shown."""
    return type(fault).__name__
