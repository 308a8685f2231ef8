"""The tokens of the visual language; no colour, space or size of type stands anywhere else."""

from __future__ import annotations

from typing import NamedTuple


class Space:
    """Distances in pixels at 100 %."""

    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 24
    XXL = 32


class Type:
    """Sizes of type in pixels at 100 %."""

    SMALL = 12
    BODY = 13
    LEAD = 15
    TITLE = 20
    CLOCK = 28


RADIUS = 8


class Colours(NamedTuple):
    """One scheme. `window` lies behind the rail, `surface` behind pages, `raised` behind cards and controls.

    Attributes:
        faint: For what is switched off; the only text colour that need not reach the full contrast.
        accent: Background of the one primary button and of marks; `accent_text` is for words.
        selected: Background of what is chosen in a list.
    """

    window: str
    surface: str
    raised: str
    hover: str
    selected: str
    border: str
    border_strong: str
    text: str
    muted: str
    faint: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_text: str
    accent_soft: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str


LIGHT = Colours(
    window="#f5f5f7",
    surface="#ffffff",
    raised="#ffffff",
    hover="#f0f0f3",
    selected="#e9eafc",
    border="#e4e5ea",
    border_strong="#c9cbd4",
    text="#1a1c22",
    muted="#5a5f6b",
    faint="#8d929e",
    accent="#4f56d6",
    accent_hover="#434ac4",
    on_accent="#ffffff",
    accent_text="#4048c4",
    accent_soft="#eeeffc",
    good="#17693f",
    good_soft="#e6f4ec",
    warn="#7d4f00",
    warn_soft="#fdf3dd",
    bad="#b02318",
    bad_soft="#fdeceb",
)

DARK = Colours(
    window="#141518",
    surface="#1b1c20",
    raised="#23252a",
    hover="#26282e",
    selected="#2b2e4a",
    border="#2d2f36",
    border_strong="#454852",
    text="#e9eaee",
    muted="#a4a8b3",
    faint="#6f7480",
    accent="#5960e0",
    accent_hover="#5057d0",
    on_accent="#ffffff",
    accent_text="#a9aefc",
    accent_soft="#262844",
    good="#6fcf9b",
    good_soft="#1a2f25",
    warn="#e8b35a",
    warn_soft="#33291a",
    bad="#ff8f85",
    bad_soft="#3a2120",
)

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((text, ground) for text in ("text", "muted") for ground in ("window", "surface", "raised", "hover", "selected")),
    *(("accent_text", ground) for ground in ("window", "surface", "raised", "accent_soft", "selected")),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    *((tone, ground) for tone in ("good", "warn", "bad") for ground in ("surface", "raised", f"{tone}_soft")),
    *(("text", f"{tone}_soft") for tone in ("good", "warn", "bad", "accent")),
    *(("muted", f"{tone}_soft") for tone in ("good", "warn", "bad", "accent")),
)
"""Every pair of text and background in use; each reaches a contrast of 4.5 to 1."""
