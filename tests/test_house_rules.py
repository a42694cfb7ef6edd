"""Rules that hold for every line of the project."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pytest

from geodata.store import Store
from settings import ROOT

ROOMS = (
    "geodata",
    "views",
    "layers",
    "charts",
    "pictures",
    "callbacks",
    "page",
    "serving",
    "deploy",
    "benchmarks",
)
PYTHON = [ROOT / "app.py", ROOT / "settings.py"] + [
    path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))
]
BROWSER = sorted((ROOT / "assets").glob("*.*"))
LONGEST_FUNCTION = 45
LONGEST_MODULE = 260


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def nodes_of(path: Path) -> list[ast.AST]:
    """The module of a file and everything in it."""
    return list(ast.walk(ast.parse(path.read_text())))


def offenders(
    paths: Iterable[Path], found: Callable[[Path], Iterable[object]]
) -> dict[str, list[object]]:
    """What each file holds against a rule, by name; empty where the rule holds."""
    every = {name_of(path): list(found(path)) for path in paths}
    return {name: held for name, held in every.items() if held}


def test_no_place_is_named_in_code(store: Store) -> None:
    places = {store.authority.name, *(name for _, name in store.wards)}
    named = re.compile(rf"\b({'|'.join(map(re.escape, places))})\b", re.IGNORECASE)
    assert offenders(PYTHON + BROWSER, lambda path: named.findall(path.read_text())) == {}


def test_a_module_can_be_read_in_a_sitting() -> None:
    def beyond(path: Path) -> list[str]:
        return path.read_text().splitlines()[LONGEST_MODULE:]

    scripts = [one for one in BROWSER if one.suffix == ".js"]
    assert offenders(PYTHON + scripts, beyond) == {}


def test_a_function_fits_on_a_screen() -> None:
    def long(path: Path) -> list[str]:
        functions = [one for one in nodes_of(path) if isinstance(one, ast.FunctionDef)]
        return [
            one.name for one in functions if (one.end_lineno or 0) - one.lineno >= LONGEST_FUNCTION
        ]

    assert offenders(PYTHON, long) == {}


def test_public_names_have_docstrings() -> None:
    def silent(path: Path) -> list[str]:
        tree = nodes_of(path)[0]
        assert isinstance(tree, ast.Module)
        public = [
            one
            for one in tree.body
            if isinstance(one, ast.FunctionDef | ast.ClassDef) and not one.name.startswith("_")
        ]
        module = [] if ast.get_docstring(tree) or path.name == "__init__.py" else [path.stem]
        return module + [one.name for one in public if not ast.get_docstring(one)]

    assert offenders(PYTHON, silent) == {}


@pytest.mark.parametrize("room", ["charts", "layers", "page", "pictures"])
def test_figures_become_words_in_the_formatter_alone(room: str) -> None:
    """No figure is grouped or cut outside geodata/format.py; coordinates go through charts/svg."""
    found = []
    for path in sorted((ROOT / room).rglob("*.py")):
        for node in nodes_of(path):
            if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
                spec = ast.unparse(node.format_spec)
                plain = room == "charts" and path.name != "svg.py"
                if "," in spec or (plain and re.search(r"[fd%]", spec.strip("f'\""))):
                    found.append(f"{name_of(path)}:{node.lineno} {spec}")
            cuts = isinstance(node, ast.Call) and ast.unparse(node.func) == "round"
            if cuts and room == "charts" and len(node.args) > 1:
                found.append(f"{name_of(path)}:{node.lineno} round")
    assert found == []


def test_no_markup_is_taken_apart() -> None:
    """Pictures and tables are drawn for their place; nothing is taken out of them afterwards.

    The only regular expression in these rooms reads the address of a host.
    """
    readers, edits = [], []
    rooms = {"charts", "pictures", "page"}
    for path in [one for one in PYTHON if one.relative_to(ROOT).parts[0] in rooms]:
        for node in nodes_of(path):
            if isinstance(node, ast.Import) and "re" in {one.name for one in node.names}:
                readers.append(name_of(path))
            if isinstance(node, ast.ImportFrom) and node.module == "re":
                readers.append(name_of(path))
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".replace"):
                old = ast.unparse(node.args[0]).strip("'") if node.args else ""
                if re.search(r"</?\w|\w=[\"']", old):
                    edits.append(f"{name_of(path)}:{node.lineno} {old}")
    assert readers == ["page/preview.py"]
    assert edits == []


def test_charts_ask_what_a_kind_is_and_never_its_name() -> None:
    named = [path for path in PYTHON if path.parent.name == "charts"]
    assert [name_of(path) for path in named if "kind.key" in path.read_text()] == []


def test_only_settings_reads_the_environment_and_the_fetching_command_its_keys() -> None:
    readers = [name_of(path) for path in PYTHON if "os.environ" in path.read_text()]
    own = [one for one in readers if not one.startswith("benchmarks/")]
    assert own == ["settings.py", "geodata/refresh/cli.py"]
    (line,) = [one for one in (ROOT / own[1]).read_text().splitlines() if "os.environ" in one]
    assert line.strip() == "keys=posts.keys(os.environ),"


def test_browser_code_builds_no_markup_from_text() -> None:
    """One place parses markup, the server's own fragments; nothing evaluates or stores."""
    forbidden = re.compile(
        r"eval\(|document\.write|insertAdjacentHTML|localStorage|sessionStorage|innerHTML"
    )
    found = offenders(BROWSER, lambda path: forbidden.findall(path.read_text()))
    assert found == {"assets/reply.js": ["innerHTML"]}


def test_nothing_is_left_for_later() -> None:
    words = "TO" + "DO|FIX" + "ME|X" + "XX"
    for path in [*PYTHON, *BROWSER, *sorted((ROOT / "tests").rglob("*.py"))]:
        assert not re.search(rf"\b({words})\b", path.read_text()), path


def test_there_is_no_drawer_for_odds_and_ends() -> None:
    assert [path for path in PYTHON if path.stem in {"utils", "helpers", "common"}] == []


SHOWN = [
    path
    for path in PYTHON
    if path.relative_to(ROOT).parts[0] not in ("deploy", "benchmarks")
    and path.parent.name != "sources"
]
YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)|[a-z](11|21|23)_(code|name)")
CITED = re.compile(r"\([A-Z][a-z]+ (19|20)\d\d\)|w3\.org/2000/|#[0-9A-F]{6}")


def test_years_of_figures_and_areas_stand_in_the_catalogue_alone() -> None:
    documented = (ast.Module, ast.FunctionDef, ast.ClassDef)

    def dated(path: Path) -> list[object]:
        said = {
            id(node.body[0].value)
            for node in nodes_of(path)
            if isinstance(node, documented) and isinstance(node.body[0], ast.Expr)
        }
        held = [
            node.value
            for node in nodes_of(path)
            if isinstance(node, ast.Constant) and id(node) not in said
        ]
        texts = [one for one in held if isinstance(one, str) and YEAR.search(CITED.sub("", one))]
        return [*texts, *(one for one in held if type(one) is int and 2001 <= one <= 2099)]

    assert offenders(SHOWN, dated) == {}
