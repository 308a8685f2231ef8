"""The project's own commands, as far as they can be asked without making an environment."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def dev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """dev.py with an environment folder of its own."""
    spec = importlib.util.spec_from_file_location("dev_under_test", ROOT / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "stamp.json")
    return module


def made(dev: ModuleType, **stamp: str) -> None:
    dev.PYTHON.parent.mkdir(parents=True)
    dev.PYTHON.write_text("", encoding="utf-8")
    dev.STAMP.write_text(json.dumps(stamp), encoding="utf-8")


def test_an_environment_that_fits_the_pins_is_left_alone(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    made(dev, python=dev._python_tag(), app=dev._fingerprint("app"))
    monkeypatch.setattr(dev, "_install", lambda _: pytest.fail("something was installed"))
    dev.make_environment("app")


def test_other_pins_are_installed_into_the_same_environment(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    made(dev, python=dev._python_tag(), app="of an earlier day")
    installed: list[list[str]] = []
    monkeypatch.setattr(dev, "_install", installed.append)
    monkeypatch.setattr(dev, "_make_venv", lambda: pytest.fail("the environment was made anew"))
    monkeypatch.setattr(dev, "install_system_libraries", lambda: None)
    monkeypatch.setattr(dev.subprocess, "call", lambda *_: 0)
    dev.make_environment("app")
    assert installed[0][:2] == ["--require-hashes", "-r"]
    assert json.loads(dev.STAMP.read_text(encoding="utf-8"))["app"] == dev._fingerprint("app")


def test_the_pins_for_development_serve_the_app_too(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    made(dev, python=dev._python_tag())
    monkeypatch.setattr(dev, "_install", lambda _: None)
    monkeypatch.setattr(dev, "install_system_libraries", lambda: None)
    monkeypatch.setattr(dev.subprocess, "call", lambda *_: 0)
    dev.make_environment("dev")
    monkeypatch.setattr(dev, "_install", lambda _: pytest.fail("something was installed"))
    dev.make_environment("app")


def test_a_torn_stamp_makes_the_environment_anew(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    made(dev)
    dev.STAMP.write_text('{"python": ', encoding="utf-8")
    again: list[bool] = []
    monkeypatch.setattr(dev, "_make_venv", lambda: again.append(True))
    monkeypatch.setattr(dev, "_install", lambda _: None)
    monkeypatch.setattr(dev, "install_system_libraries", lambda: None)
    monkeypatch.setattr(dev.subprocess, "call", lambda *_: 0)
    dev.make_environment("app")
    assert again == [True]


def test_missing_libraries_are_named_with_what_to_install(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "missing_libraries", lambda: {"libnss3.so", "libodd.so.7"})
    monkeypatch.setattr(dev, "_may_install", lambda: False)
    dev.install_system_libraries()
    told = capsys.readouterr().err
    assert "libnss3.so" in told
    assert "libodd.so.7" in told
    assert "sudo apt-get install libnss3" in told
    assert "command line" in told


def test_root_gets_missing_libraries_installed(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = [{"libnss3.so", "libsmime3.so"}, set()]
    packages: list[list[str]] = []
    monkeypatch.setattr(dev, "missing_libraries", lambda: missing.pop(0))
    monkeypatch.setattr(dev, "_may_install", lambda: True)
    monkeypatch.setattr(dev, "_apt", packages.append)
    dev.install_system_libraries()
    assert packages == [["libnss3"]]


@pytest.mark.parametrize("arguments", [[], ["dance"], ["check", "dance"], ["shots"]])
def test_wrong_arguments_end_with_2(dev: ModuleType, arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "make_environment", lambda _: None)
    assert dev.main(arguments) == 2
