from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geodata import build_diff, build_swap, bundle
from geodata.__main__ import main
from geodata.build import build, check
from geodata.catalogue import FIGURES_DIR
from geodata.errors import BundleError, TableError
from geodata.geography import LSOA_CODE
from geodata.store import Store
from tests.geodata.conftest import CODE, ROOT
from tests.town import CODE as TOWN


def hashes(path):
    return {file.name: bundle.sha256(file.read_bytes()) for file in path.iterdir()}


def change_population(figures):
    path = figures / CODE / "population_mid2022_lsoa21.csv"
    text = path.read_text()
    assert "1286,217,634,435,759" in text
    path.write_text(text.replace("1286,217,634,435,759", "1287,217,635,435,759"))


def test_the_committed_bundle_is_what_the_figures_build():
    assert "is what the figures build" in check(CODE)


def test_another_hash_seed_and_time_zone_give_the_same_bytes(tmp_path, town_bundles):
    script = "import sys, pathlib, tests.town as t; t.build_town(pathlib.Path(sys.argv[1]))"
    subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "1", "TZ": "UTC+1"},
    )
    assert hashes(tmp_path / TOWN) == hashes(town_bundles / TOWN)


def test_building_again_says_that_nothing_differs(bundle_copy, capsys):
    before = hashes(bundle_copy)
    assert main(["build", CODE, "--out", str(bundle_copy.parent)]) == 0
    printed = capsys.readouterr()
    rows = len(pq.read_table(bundle_copy / bundle.OBSERVATIONS))
    assert printed.out == (
        f"No observation differs from the previous bundle ({rows:,} observations).\n"
    )
    for words in ("mended E01005866", "mended E01005907", " s  done"):
        assert words in printed.err
    assert hashes(bundle_copy) == before
    assert [path.name for path in bundle_copy.parent.iterdir()] == [CODE]


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """A bundle that differs from the committed one by one person, and what its build said."""
    place = tmp_path_factory.mktemp("changed")
    figures = shutil.copytree(FIGURES_DIR, place / "figures")
    change_population(figures)
    out = Path(shutil.copytree(bundle.BUNDLE_DIR / CODE, place / "out" / CODE))
    return out, build(CODE, out=out.parent, figures=figures)


def test_a_changed_figure_is_in_the_diff(changed):
    _, words = changed
    assert words == (
        "Observations against the previous bundle:\n"
        "  age_0_15_share_2022: 0 added, 0 removed, 1 changed\n"
        "  age_16_59_count_2022: 0 added, 0 removed, 1 changed\n"
        "  age_16_59_share_2022: 0 added, 0 removed, 1 changed\n"
        "  age_60_plus_share_2022: 0 added, 0 removed, 1 changed\n"
        "  population_2022: 0 added, 0 removed, 1 changed\n"
        "  population_density_2022: 0 added, 0 removed, 1 changed\n"
        "Areas whose people, who weigh and divide, changed: 1."
    )


def test_added_and_removed_observations_are_in_the_diff():
    table = pq.ParquetFile(bundle.BUNDLE_DIR / CODE / bundle.OBSERVATIONS).read()
    assert "imd_2025: 10 added, 0 removed, 0 changed" in build_diff.describe(table.slice(10), table)
    assert "imd_2025: 0 added, 10 removed, 0 changed" in build_diff.describe(table, table.slice(10))


def test_other_people_who_weigh_are_told_of() -> None:
    codes = pa.array(["E01999001", "E01999002", "E01999003"])
    before, after = (
        pa.table({LSOA_CODE: codes, "population": counts}) for counts in ([1, 2, 3], [1, 3, 4])
    )
    assert (
        build_diff.people(before, after)
        == "\nAreas whose people, who weigh and divide, changed: 2."
    )
    assert build_diff.people(before, before) == build_diff.people(None, after) == ""


def test_check_refuses_a_bundle_of_other_figures(bundle_copy, figures_copy, capsys):
    change_population(figures_copy)
    arguments = ["--out", str(bundle_copy.parent), "--figures", str(figures_copy)]
    assert main(["check", CODE, *arguments]) == 1
    words = f"refused: {bundle_copy / bundle.AREAS} is not what the figures build; run: "
    assert words in capsys.readouterr().err


def test_check_refuses_a_bundle_of_another_catalogue(bundle_copy, catalogue_copy):
    path = catalogue_copy / "indicators" / "people.toml"
    path.write_text(path.read_text().replace("most populous", "the most populous"))
    with pytest.raises(BundleError, match="another catalogue_hash"):
        check(CODE, out=bundle_copy.parent, catalogue_dir=catalogue_copy)


def test_the_manifest_vouches_for_every_file():
    path = bundle.BUNDLE_DIR / CODE
    manifest = json.loads((path / bundle.MANIFEST).read_text())
    assert {file.name for file in path.iterdir()} == {*bundle.FILES, bundle.MANIFEST}
    for name, entry in manifest["files"].items():
        content = (path / name).read_bytes()
        assert entry == {
            "sha256": bundle.sha256(content),
            "bytes": len(content),
            "rows": pq.ParquetFile(path / name).metadata.num_rows,
        }
    for name, digest in manifest["inputs"].items():
        assert bundle.sha256((FIGURES_DIR / name).read_bytes()) == digest
    assert [item["code"] for item in manifest["mended"]] == ["E01005866", "E01005907"]


def test_the_committed_bundle_is_small():
    files = (bundle.BUNDLE_DIR / CODE).iterdir()
    assert sum(file.stat().st_size for file in files) < 3_000_000


def test_an_unknown_authority_is_refused_in_words(tmp_path, capsys):
    assert main(["build", "E08000001", "--out", str(tmp_path)]) == 1
    assert "refused: figures/, E08000001: found no such file" in capsys.readouterr().err


def test_wrong_figures_leave_the_old_bundle_alone(bundle_copy, figures_copy):
    before = hashes(bundle_copy)
    (figures_copy / CODE / "lsoa21_lookup.csv").unlink()
    with pytest.raises(TableError):
        build(CODE, out=bundle_copy.parent, figures=figures_copy)
    assert hashes(bundle_copy) == before
    assert [path.name for path in bundle_copy.parent.iterdir()] == [CODE]


def shortened(file):
    file.write_bytes(file.read_bytes()[:-100])


def as_directory(file):
    file.unlink()
    file.mkdir()


DAMAGES = {
    "a file cut short": lambda path: shortened(path / bundle.OBSERVATIONS),
    "a file of another kind": lambda path: (path / bundle.OBSERVATIONS).write_text("no table"),
    "a file that is gone": lambda path: (path / bundle.OBSERVATIONS).unlink(),
    "a directory for a file": lambda path: as_directory(path / bundle.OBSERVATIONS),
    "a manifest cut short": lambda path: shortened(path / bundle.MANIFEST),
    "a manifest that is gone": lambda path: (path / bundle.MANIFEST).unlink(),
    "an older version": lambda path: (path / bundle.MANIFEST).write_text('{"schema_version": 1}'),
    "nothing at all": lambda path: [file.unlink() for file in path.iterdir()],
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_bundle_is_replaced_and_compared_with_nothing(
    bundle_copy, monkeypatch, capsys, damage
):
    files = {file.name: file.read_bytes() for file in bundle_copy.iterdir()}
    monkeypatch.setattr("geodata.build.make", lambda *_, **__: files)
    DAMAGES[damage](bundle_copy)
    assert main(["build", CODE, "--out", str(bundle_copy.parent)]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("No previous bundle to compare with: ")
    assert str(bundle_copy) in printed.err.split("comparing with nothing: ")[1].splitlines()[0]
    assert hashes(bundle_copy) == {name: bundle.sha256(one) for name, one in files.items()}


@pytest.mark.parametrize("failing", [1, 2])
def test_a_rename_that_fails_leaves_the_old_bundle_in_place(bundle_copy, monkeypatch, failing):
    before = hashes(bundle_copy)
    rename, calls = os.rename, []

    def fail(source, target):
        calls.append(source)
        if len(calls) == failing:
            raise OSError("no space")
        rename(source, target)

    monkeypatch.setattr(build_swap.os, "rename", fail)
    with build_swap.building(bundle_copy), pytest.raises(OSError, match="no space"):
        build_swap.swap_in(bundle_copy, {"new": b""})
    assert hashes(bundle_copy) == before
    assert [path.name for path in bundle_copy.parent.iterdir()] == [CODE]


KILL = """
    import os, pathlib, shutil, sys
    from geodata import build_swap
    target, name, number = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    files = {path.name: path.read_bytes() for path in pathlib.Path(sys.argv[4]).iterdir()}
    module = shutil if name == "rmtree" else os
    real, calls = getattr(module, name), []
    def deadly(*arguments, **options):
        calls.append(name)
        if len(calls) == number:
            os.kill(os.getpid(), 9)
        return real(*arguments, **options)
    setattr(module, name, deadly)
    with build_swap.building(target):
        build_swap.swap_in(target, files)
"""


@pytest.mark.parametrize(
    ("call", "number", "left"),
    [
        ("fsync", 1, "old"),
        ("fsync", 5, "old"),
        ("fsync", 15, "old"),
        ("rename", 1, "old"),
        ("rename", 2, "old"),
        ("fsync", 16, "new"),
        ("rmtree", 1, "new"),
    ],
)
def test_a_build_killed_at_any_step_leaves_a_whole_bundle(bundle_copy, changed, call, number, left):
    fresh, _ = changed
    arguments = [str(bundle_copy), call, str(number), str(fresh)]
    killed = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(KILL), *arguments], check=False, cwd=ROOT
    )
    assert killed.returncode == -9
    assert Store.open(bundle_copy).areas.population[0] == (1287 if left == "new" else 1286)
    with build_swap.building(bundle_copy):
        pass
    assert [path.name for path in bundle_copy.parent.iterdir()] == [CODE]
    assert Store.open(bundle_copy).areas.population[0] == (1287 if left == "new" else 1286)


def test_a_build_killed_half_way_leaves_the_old_bundle(bundle_copy, figures_copy):
    change_population(figures_copy)
    before = hashes(bundle_copy)
    arguments = ["--out", str(bundle_copy.parent), "--figures", str(figures_copy)]
    process = subprocess.Popen(
        [sys.executable, "-m", "geodata", "build", CODE, *arguments],
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert process.stderr is not None
    for line in process.stderr:
        if "mended" in line:
            process.kill()
            break
    process.stderr.close()
    assert process.wait() == -9
    assert hashes(bundle_copy) == before


def test_two_builds_at_once_do_not_meet(bundle_copy):
    with (
        build_swap.building(bundle_copy),
        pytest.raises(BundleError, match="Another build"),
        build_swap.building(bundle_copy),
    ):
        pass


def test_builds_of_two_authorities_go_side_by_side(bundle_copy):
    beside = bundle_copy.with_name("E08999999")
    with build_swap.building(bundle_copy), build_swap.building(beside):
        build_swap.swap_in(beside, {"new": b""})
    assert {path.name for path in bundle_copy.parent.iterdir()} == {CODE, beside.name}


def test_the_place_is_free_again_after_a_build(bundle_copy):
    for _ in range(2):
        with build_swap.building(bundle_copy):
            assert bundle_copy.exists()


def test_a_python_without_the_packages_is_told_where_they_are() -> None:
    words = [sys.executable, "-S", "-m", "geodata", "build", CODE]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert re.match(r"refused: found no package \w+, .*\. \.venv/bin/activate", done.stderr)
