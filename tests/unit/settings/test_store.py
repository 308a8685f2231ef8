from __future__ import annotations

import math
import os
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.domain.skill import TargetLevel
from mockint.errors import BadInputError, SettingsError
from mockint.settings.file import change_file, changed_text, format_scalar, read_file
from mockint.settings.model import Settings, Theme
from mockint.settings.store import SettingsStore, values_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "settings.toml"


@pytest.fixture
def store(path: Path) -> SettingsStore:
    return SettingsStore(path)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_without_a_file_all_is_at_its_default(store: SettingsStore, path: Path) -> None:
    assert store.load() == (Settings(), ())
    assert not path.parent.exists(), "looking makes nothing"


def test_a_change_is_kept(store: SettingsStore, path: Path) -> None:
    assert store.change("theme", "dark").theme is Theme.DARK
    store.change("target_level", TargetLevel.STAFF)
    store.change("interview_date", date(2026, 3, 1))
    store.change("editor_font_size", 18)
    store.change("first_run_done", value=True)
    found = SettingsStore(path).load()
    assert found.problems == ()
    assert found.settings == Settings(
        theme=Theme.DARK,
        target_level=TargetLevel.STAFF,
        interview_date=date(2026, 3, 1),
        editor_font_size=18,
        first_run_done=True,
    )
    assert tomllib.loads(path.read_text())["interview_date"] == date(2026, 3, 1)
    assert store.change("interview_date", None).interview_date is None
    assert "interview_date" not in path.read_text()
    assert [each.name for each in path.parent.iterdir()] == ["settings.toml"]


def test_a_text_of_a_value_will_do(store: SettingsStore) -> None:
    assert store.change("interview_date", "2026-03-01").interview_date == date(2026, 3, 1)
    assert store.change("editor_font_size", "20").editor_font_size == 20
    assert store.change("phase_guide", "false").phase_guide is False


def test_comments_unknown_keys_and_tables_stay(store: SettingsStore, path: Path) -> None:
    text = '# mine\ntheme = "dark" # at night\nfuture = [1, 2]\n\n[grader]\nmodel = "x"\ntheme = "not this one"\n'
    write(path, text)
    store.change("theme", "light")
    assert path.read_text() == text.replace('theme = "dark" # at night', 'theme = "light"')
    store.change("phase_guide", value=False)
    assert path.read_text().startswith('# mine\ntheme = "light"\nfuture = [1, 2]\nphase_guide = false\n\n[grader]')
    assert store.load().settings.theme is Theme.LIGHT


def test_a_bad_value_gives_its_default_and_a_sentence(store: SettingsStore, path: Path) -> None:
    write(path, 'theme = "purple"\neditor_font_size = 900\nphase_guide = false\nunknown = 1\n')
    found = store.load()
    assert found.settings == Settings(phase_guide=False)
    assert len(found.problems) == 2
    assert "theme cannot be 'purple'" in found.problems[0]
    assert "editor_font_size cannot be 900" in found.problems[1]
    assert str(path) in found.problems[0]


@pytest.mark.parametrize("raw", [b"theme = \n", b"\xff\xfe", b'theme = "dark'])
def test_a_broken_file_is_told_and_kept_beside_at_the_next_change(store: SettingsStore, path: Path, raw: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(raw)
    found = store.load()
    assert found.settings == Settings()
    assert len(found.problems) == 1
    assert store.change("theme", "dark").theme is Theme.DARK
    assert path.with_name("settings.toml.broken").read_bytes() == raw
    assert store.load().problems == ()


def test_what_does_not_fit_is_refused_and_nothing_is_written(store: SettingsStore, path: Path) -> None:
    for name, value, why in (
        ("theme", "purple", "theme cannot be 'purple'"),
        ("editor_font_size", 7, "greater than or equal to 8"),
        ("interview_date", "soon", "cannot be 'soon'"),
        ("theme", None, "cannot be None"),
        ("colour", "red", "no setting 'colour'.*theme"),
    ):
        with pytest.raises(BadInputError, match=why):
            store.change(name, value)
    assert not path.exists()


def test_what_another_process_changed_meanwhile_stays(store: SettingsStore, path: Path) -> None:
    store.change("theme", "dark")
    SettingsStore(path).change("phase_guide", value=False)
    assert store.change("editor", "plain") == Settings(theme="dark", phase_guide=False, editor="plain")


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="cannot be written"):
        SettingsStore(tmp_path / "file" / "settings.toml").change("theme", "dark")
    (tmp_path / "folder").mkdir()
    with pytest.raises(SettingsError, match="cannot be written"):
        SettingsStore(tmp_path / "folder").change("theme", "dark")
    assert "cannot be read" in SettingsStore(tmp_path / "folder").load().problems[0]


def test_a_failure_half_way_leaves_the_old_file(
    store: SettingsStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.change("theme", "dark")
    before = path.read_bytes()

    def refuse(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(SettingsError, match="No space left"):
        store.change("theme", "light")
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == ["settings.toml"]


def test_values_as_plain_data() -> None:
    plain = values_of(Settings(interview_date=date(2026, 3, 1)))
    assert plain["theme"] == "system"
    assert type(plain["theme"]) is str
    assert plain["interview_date"] == date(2026, 3, 1)
    assert set(plain) == set(Settings.model_fields)


_keys = st.from_regex(r"[a-z][a-z_0-9]{0,8}", fullmatch=True)
_scalars = st.one_of(
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.text(st.characters(exclude_categories=("Cs",))),
    st.dates(),
)


@given(_scalars)
def test_every_scalar_is_written_as_it_is_read(value: object) -> None:
    assert tomllib.loads(f"x = {format_scalar(value)}\n") == {"x": value}


@given(
    st.dictionaries(_keys, _scalars, max_size=5),
    st.booleans(),
    _keys,
    st.none() | _scalars,
)
def test_a_change_changes_one_key(values: dict[str, object], table: bool, key: str, value: object) -> None:
    text = "".join(f"{name} = {format_scalar(each)}  # why\n" for name, each in values.items())
    text += "[zz_table]\nx = 1\n" if table else ""
    wanted = tomllib.loads(text)
    wanted.pop(key, None)
    if value is not None:
        wanted[key] = value
    assert tomllib.loads(changed_text(text, key, value)) == wanted


@pytest.mark.parametrize(
    "text", ['theme = """\nx\n"""\na = 1\n', '"theme" = """\ntheme = 1\n"""\na = 1\n', "theme.x = 1\na = 1\n"]
)
def test_a_key_over_several_lines_is_replaced_too(text: str) -> None:
    assert tomllib.loads(changed_text(text, "theme", "dark")) == {"theme": "dark", "a": 1}
    assert tomllib.loads(changed_text(text, "theme", None)) == {"a": 1}


def test_floats_that_are_no_numbers(path: Path) -> None:
    change_file(path, "x", math.inf)
    assert read_file(path).values == {"x": math.inf}


def test_windows_line_ends_are_read_and_written(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b'theme = "dark"\r\nfuture = 1')
    change_file(path, "theme", "light")
    assert read_file(path).values == {"theme": "light", "future": 1}


def test_reading_the_file_needs_the_standard_library_alone() -> None:
    code = (
        "import sys; from mockint.settings.file import read_file;"
        "assert not {'pydantic', 'keyring', 'sqlalchemy', 'platformdirs'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).resolve().parents[3], timeout=60)
