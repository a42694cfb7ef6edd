"""Style sheets name the colours, sizes of letters and steps of space of assets/tokens.css."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from layers import palette
from page import doors, embed_files, view_files
from page.files import ASSETS

TOKENS = ASSETS / "tokens.css"
SHEETS = sorted(set(ASSETS.glob("*.css")) - {TOKENS})
DECLARATION = re.compile(r"(?<![\w-])(-{0,2}[a-z][\w-]*):\s*([^;{}]+?)\s*(?=[;}])")
COLOUR = re.compile(
    r"#[0-9a-fA-F]{3,8}\b|\b(rgb|hsl|oklch|color)a?\(|\b(white|black|gr[ae]y|red)\b"
)
SPACE = re.compile(r"(padding|margin|gap|column-gap|row-gap)\b.*")
LARGER_THAN_A_HAIRLINE = re.compile(r"(?<![\w.])([4-9]|\d\d+)(\.\d+)?px")
MOST = 6


def said(text: str) -> list[tuple[str, str]]:
    """The properties and values of a style sheet, without its comments."""
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return [(one[1], one[2]) for one in DECLARATION.finditer(bare)]


def literal(text: str) -> list[str]:
    """What a style sheet says for itself and should name."""
    found = []
    for name, value in said(text):
        size = name == "font-size" and not re.fullmatch(r"var\(--\w+\)|inherit", value)
        short = name == "font" and value != "inherit" and not re.search(r"var\(--\w+\)/", value)
        space = SPACE.fullmatch(name) and LARGER_THAN_A_HAIRLINE.search(value)
        if size or short or space or COLOUR.search(value):
            found.append(f"{name}: {value}")
    return found


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_style_sheet_names_tokens(path: Path) -> None:
    assert literal(path.read_text()) == []


@pytest.mark.parametrize(
    "rule",
    [
        "a { color: #FFF }",
        "a { box-shadow: 0 0 2px rgb(0 0 0 / 10%); }",
        "a { background: white }",
        "a { font-size: .9rem; }",
        "@media print { a { font-size: 9pt } }",
        "a { font: 1rem/1.5 serif; }",
        "a { padding: 0 5px }",
        "a { margin-top: 10px; }",
    ],
)
def test_what_a_style_sheet_should_name_is_found(rule: str) -> None:
    assert len(literal(rule)) == 1


def test_what_is_named_exists_and_what_exists_is_named() -> None:
    defined = {name for name, _ in said(TOKENS.read_text())}
    everything = "".join(one.read_text() for one in (TOKENS, *SHEETS))
    own = {name for one in SHEETS for name, _ in said(one.read_text()) if name.startswith("--")}
    assert set(re.findall(r"var\((--[\w-]+)\)", everything)) == defined | own


def test_scales_are_short() -> None:
    on_screen = said(TOKENS.read_text().split("@media")[0])
    sizes = [value for name, value in on_screen if value.endswith("rem") and name != "--pill"]
    steps = [value for name, value in on_screen if re.fullmatch(r"--s\d", name)]
    assert 0 < len(sizes) <= MOST
    assert 0 < len(steps) <= MOST


def test_pages_and_pictures_have_the_same_colours() -> None:
    tokens = dict(said(TOKENS.read_text().split("@media")[0]))
    names = ("ink", "muted", "line", "paper", "accent", "focus")
    drawn = ("INK", "MUTED", "LINE", "PAPER", "SELECTION", "ACCENT")
    assert [tokens[f"--{one}"] for one in names] == [getattr(palette, one) for one in drawn]


def test_every_page_loads_the_tokens_first() -> None:
    assert doors.STYLES[0] == embed_files.STYLES[0] == TOKENS.name
    assert f"{view_files.STYLES[0]}.css" == TOKENS.name
