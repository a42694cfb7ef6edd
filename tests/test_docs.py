"""The documents say what is true: paths exist, settings are listed, recipes work."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from charts.registry import CHARTS
from geodata.catalogue import load_catalogue
from geodata.store import Store
from layers.registry import LAYERS
from settings import ROOT, Settings

DOCUMENTS = sorted(
    path
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("benchmarks/*.md")]
    if ".venv" not in path.parts
)
ROOMS = [
    *("app.py", "settings.py", "page/", "callbacks/", "pictures/", "charts/", "serving/"),
    *("layers/", "views/", "geodata/", "assets/", "benchmarks/"),
]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_in_a_document_leads_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", path.read_text()):
        if not target.startswith(("http:", "https:")):
            assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_a_document_names_exists(path: Path) -> None:
    for named in re.findall(
        r"`((?:[\w<>-]+/)+[\w.<>-]*|[\w-]+\.(?:py|toml|md|js|txt))`", path.read_text()
    ):
        if not re.search(r"[<*]|^DIR/", named):
            places = [
                ROOT,
                path.parent,
                ROOT / "geodata",
                ROOT / "geodata/figures",
                ROOT / "assets",
            ]
            assert any((place / named).exists() for place in places), named


def test_every_setting_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    named = set(re.findall(r"EXPLORER_[A-Z_]+", (ROOT / "settings.py").read_text()))
    assert named == {f"EXPLORER_{field.name.upper()}" for field in fields(Settings)}
    assert named <= set(re.findall(r"EXPLORER_[A-Z_]+", readme))
    for field in fields(Settings):
        if isinstance(field.default, str) and "{" not in field.default:
            assert field.default in readme, field.name


def test_every_room_is_in_the_architecture() -> None:
    text = (ROOT / "docs/architecture.md").read_text()
    assert all(f"| `{room}` |" in text for room in ROOMS)


def test_every_decision_is_in_the_list() -> None:
    folder = ROOT / "docs/decisions"
    listed = set(re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", (folder / "README.md").read_text()))
    assert listed == {path.name for path in folder.glob("0*.md")}


def test_every_served_package_is_justified() -> None:
    text = (ROOT / "docs/decisions/0007-dependencies.md").read_text().lower()
    direct = (ROOT / "requirements.txt").read_text().split("# needed by the above")[0]
    for name in re.findall(r"^([\w.-]+)==", direct, re.MULTILINE):
        assert name.lower() in text, name


def test_every_requirement_is_pinned_exactly() -> None:
    for path in ROOT.glob("requirements*.txt"):
        for line in path.read_text().splitlines():
            assert re.match(r"#|-r requirements|[\w.-]+==[\w.]+( ;|$)", line), (
                f"{path.name}: {line}"
            )


def recipe() -> tuple[Path, str, str]:
    """The file that the recipe for an indicator adds to, the entry, and its key."""
    text = (ROOT / "docs/adding.md").read_text()
    match = re.search(r"```toml\n# (\S+)\n(\[(\w+)\].*?)```", text, re.DOTALL)
    assert match
    return Path(match.group(1)), match.group(2), match.group(3)


# What `make test` would run of the parts that a new indicator could upset: those that read the
# catalogue and the bundle. Their properties hold for any indicator; a few examples of each will do.
UPSET = (
    *("tests/geodata/test_catalogue.py", "tests/geodata/test_families.py"),
    *("tests/geodata/test_format.py", "tests/geodata/test_aggregate.py"),
    *("tests/layers/test_areas.py", "tests/layers/test_circles_clusters_dates.py"),
    *("tests/layers/test_pairs.py", "tests/views/test_view.py", "tests/views/test_keys.py"),
    "tests/geodata/test_themes_store.py",
    # These add or spoil an entry of their own, or read tables that the entry leaves as they are.
    *("-k", "not one_entry_adds and not one_line_adds and not refused and not can_be_read"),
    "--hypothesis-profile=brief",
)


def test_the_recipe_for_an_indicator_works_to_its_last_step(tmp_path: Path) -> None:
    file, entry, key = recipe()
    copy = tmp_path / "project"
    left_out = shutil.ignore_patterns(".git", ".venv", ".*_cache", ".hypothesis")
    shutil.copytree(ROOT, copy, ignore=left_out)
    target = copy / file
    if f"[{key}]" not in target.read_text():
        target.write_text(f"{target.read_text()}\n{entry}")
    code = Settings().authority

    def run(*arguments: str) -> str:
        command = [sys.executable, "-m", *arguments]
        done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        return done.stdout

    assert f"{key}: 190 added" in run("geodata", "build", code) or key in catalogue_keys()
    store = Store.open(copy / "geodata/bundle" / code, catalogue_dir=copy / file.parent.parent)
    assert sorted(store.values(key).rank)[0] >= 1
    assert store.values(key).total == 190
    said = run("pytest", *UPSET, "-q", "--numprocesses=0", "-p", "no:cacheprovider")
    assert re.search(r"\d+ passed", said)


def catalogue_keys() -> set[str]:
    """The indicators of the catalogue as it is."""
    return {one.key for one in load_catalogue().indicators}


def test_the_recipes_name_the_registries_that_exist() -> None:
    text = (ROOT / "docs/adding.md").read_text()
    assert "`LAYERS` in `layers/registry.py`" in text
    assert "`CHARTS` in `charts/registry.py`" in text
    assert LAYERS
    assert CHARTS
    for layer in LAYERS:
        assert layer.lazy or f"fetch_{layer.key}" in (ROOT / "assets/dash.js").read_text()
