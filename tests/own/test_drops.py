"""A folder that a schedule looks at, and what the next file may not tell beside the last."""

from __future__ import annotations

import json
import os
import re
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from geodata import build_swap
from geodata.__main__ import main
from geodata.catalogue.own import read_entries
from geodata.errors import CatalogueError, TableError
from geodata.own import drops
from geodata.own.add import Taken
from geodata.own.kept import kept_register
from geodata.own.register import Register, read_register
from tests import town as place
from tests.own.conftest import HEADING, Town, copy_of

MORE = HEADING.replace("Flu", "Shingles").replace("flu", "shingles")
ROWS = "area,date,count,out_of\n" + "".join(
    f"E019990{at:02d},2026-01-31,{at * 3},60\n" for at in range(1, 13)
)


def where(town):
    return [
        *("--out", str(town.base / "out"), "--figures", str(town.base / "figures")),
        *("--area", place.CODE, "--catalogue", str(place.CATALOGUE)),
    ]


@pytest.fixture(autouse=True)
def _settled(monkeypatch):
    """Files of the tests are whole as soon as they are written."""
    monkeypatch.setattr(drops, "QUIET", 0)


def test_a_folder_is_taken_file_by_file_and_each_gets_a_note(bare, tmp_path, capsys):
    """Where there is no bundle yet, it is built first."""
    town, folder = Town(tmp_path / "town"), tmp_path / "drops"
    shutil.copytree(bare.base / "figures", town.base / "figures")
    folder.mkdir()
    good, bad = folder / "b.CSV", folder / "a.csv"
    (folder / "c.xlsx").write_bytes(b"PK\x03\x04rest")
    (folder / "~$c.xlsx").write_bytes(b"held open by somebody")
    good.write_text(f"{MORE}\n{ROWS}")
    bad.write_text(f"{MORE}\n{ROWS.replace(',60', ',2')}")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    asked = ["add", "--drops", str(folder), *where(town)]
    assert main(asked) == 3
    said = capsys.readouterr().out
    assert "refused: a.csv, row 8, column count: found more than it is out of" in said
    notes = {path.name for path in folder.iterdir()} - set(before)
    assert notes == {"a.csv.refused.txt", "b.CSV.receipt.txt", "c.xlsx.refused.txt"}
    assert "an Excel workbook, expected a CSV" in (folder / "c.xlsx.refused.txt").read_text()
    assert {name: (folder / name).read_bytes() for name in before} == before
    assert "12 figures, 2 of them not shown" in (folder / "b.CSV.receipt.txt").read_text()
    for name in notes:
        given = folder / name.removesuffix(".receipt.txt").removesuffix(".refused.txt")
        assert sha256(given.read_bytes()).hexdigest() not in (folder / name).read_text()
    assert main(asked) == 2
    said = capsys.readouterr().out
    assert (
        said == "Nothing new.\nRefused before, and not written again since: 2 (see .refused.txt).\n"
    )
    assert main([*asked, "--same-is-fine"]) == 0
    bad.write_text(f"{MORE}\n{ROWS.replace(',60', ',61')}")
    with build_swap.building(town.base / "out" / place.CODE):
        assert main(asked) == 75
    assert (folder / "a.csv.refused.txt").exists()


@pytest.mark.parametrize("fault", [OSError(28, "No space left: 4711"), KeyError("4711")])
def test_a_fault_over_one_file_is_said_by_its_name_and_keeps_no_other(
    tmp_path, capsys, monkeypatch, fault
):
    """What the fault says may hold a count: it is not repeated. The file is tried again."""
    taken = []

    def faulty(path, *_, **__):
        if path.name == "a.csv" and not taken:
            raise fault
        taken.append(path.name)
        return Taken("taken", True)

    monkeypatch.setattr(drops, "add", faulty)
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("")
        os.utime(tmp_path / name, (1, 1))
    asked = ["add", "--drops", str(tmp_path), "--area", place.CODE]
    assert main(asked) == 3
    said = capsys.readouterr()
    where = f"{type(fault).__name__} in test_drops.py, line "
    assert f"refused: a.csv: not taken, because of an unexpected fault ({where}" in said.out
    assert "4711" not in said.out + said.err
    assert sorted(one.name for one in tmp_path.glob("*.txt")) == ["b.csv.receipt.txt"]
    assert main(asked) == 0
    assert taken == ["b.csv", "a.csv"]


def dropped(folder, *options):
    """Takes a folder into a town that has no bundle, for files that are refused before it matters.

    Returns the exit code.
    """
    return main(["add", "--drops", str(folder), "--area", place.CODE, *options])


def test_a_note_is_written_through_no_link_and_none_is_read(tmp_path):
    """Whoever drops files may drop links: to what only the schedule may write, or to no end."""
    folder, victim = tmp_path / "drops", tmp_path / "victim"
    folder.mkdir()
    (folder / "bad.csv").write_text("x")
    for name in (".bad.csv.note", "bad.csv.refused.txt", "bad.csv.receipt.txt"):
        (folder / name).symlink_to(victim)
    victim.write_text(f"kept {(folder / 'bad.csv').stat().st_mtime_ns}")
    before = victim.read_text()
    assert dropped(folder) == 1
    assert victim.read_text() == before
    assert {one.name for one in folder.iterdir()} == {"bad.csv", "bad.csv.refused.txt"}
    assert not (folder / "bad.csv.refused.txt").is_symlink()


def test_a_file_that_may_still_be_written_is_left_for_the_next_time(tmp_path, capsys, monkeypatch):
    """Whatever it says of when it was written: copies keep that of the original."""
    (tmp_path / "half.csv").write_text("x")
    os.utime(tmp_path / "half.csv", (1, 1))
    monkeypatch.setattr(drops, "QUIET", float("inf"))
    assert dropped(tmp_path) == 2
    assert capsys.readouterr().out.startswith("left: half.csv was written just now.")
    assert [one.name for one in tmp_path.iterdir()] == ["half.csv"]


def test_a_file_that_is_written_while_it_is_read_is_left_alone(tmp_path, capsys, monkeypatch):
    path, honest, asked = tmp_path / "half.csv", os.fstat, []
    path.write_text("x")

    def grown(handle):
        asked.append(handle)
        path.write_text("x" * len(asked))
        return honest(handle)

    with monkeypatch.context() as patched:
        patched.setattr("geodata.text_files.os.fstat", grown)
        assert dropped(tmp_path) == 1
    assert "refused: half.csv: found a file that is being written" in capsys.readouterr().out
    assert [one.name for one in tmp_path.iterdir()] == ["half.csv"]


def test_what_cannot_be_opened_or_noted_holds_up_no_other_file(tmp_path, capsys):
    """Links to nothing and to themselves, names that are too long or forge a line, no room."""
    (tmp_path / "a.csv").symlink_to("/nowhere")
    (tmp_path / "b.csv").symlink_to("b.csv")
    (tmp_path / ("c" * 250 + ".csv")).write_text("x")
    for name in ("d\nNothing new.csv", os.fsdecode(b"e\xff.csv"), "f.csv", "g.csv"):
        (tmp_path / name).write_text("x")
    (tmp_path / ".f.csv.note").mkdir()
    assert dropped(tmp_path) == 1
    refused = capsys.readouterr().out.splitlines()
    assert len(refused) == 7
    assert {line.partition(": ")[0] for line in refused} == {"refused"}
    said = "\n".join(sorted(refused))
    assert "a.csv: found a link that leads nowhere" in said
    assert "b.csv: found a file that cannot be read" in said
    assert "ccc.csv: found a longer name, expected one of at most 243 bytes" in said
    assert r"d\nNothing new.csv: found no heading" in said
    assert r"e\udcff.csv: found no heading" in said
    assert re.search("f.csv: found no heading.* No note could be left beside it", said)
    notes = {one.name[0] for one in tmp_path.glob("*.refused.txt")}
    assert notes == {"d", "e", "g"}


def test_a_good_file_in_a_folder_that_takes_no_note_is_taken(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(drops, "add", lambda *_, **__: Taken("taken.", True))
    (tmp_path / "a.csv").write_text("x")
    (tmp_path / ".a.csv.note").mkdir()
    assert dropped(tmp_path) == 0
    said = capsys.readouterr().out
    assert re.match(r"a.csv: taken.\nNo note could be left .*: it is looked at each time.\n", said)


def test_a_refusal_for_what_lies_elsewhere_leaves_no_note(tmp_path, capsys):
    """There is no such place here: the file may be a good one."""
    (tmp_path / "a.csv").write_text(f"{MORE}\n{ROWS}")
    options = ("--out", str(tmp_path / "out"), "--figures", str(tmp_path / "none"))
    assert dropped(tmp_path, *options) == dropped(tmp_path, *options) == 1
    assert capsys.readouterr().out.count("refused: ") == 2
    assert not list(tmp_path.glob("*.txt"))


REFUSED = {
    "another level": (
        HEADING,
        "area,dose,age,sex,date,count,out_of\nE02999001,flu,under 65,male,2026-01-31,20,60\n",
        "found figures by MSOA that are held by LSOA",
    ),
    "other ages": (
        HEADING,
        "area,dose,age,sex,date,count,out_of\nE01999001,flu,under 50,male,2026-01-31,20,60\n",
        "found .*under 50.*, expected .*under 65.*as before",
    ),
    "another title": (
        HEADING.replace("Flu v", "V"),
        "area,date,count,out_of\nE01999001,2026-01-31,20,60\n",
        "expected 'Flu vaccination', which has the same lines counts and out of",
    ),
    "another title by other areas": (
        HEADING.replace("Flu v", "V"),
        "area,date,count,out_of\nE02999001,2026-01-31,20,60\n",
        "column title: found 'Vaccination', expected 'Flu vaccination'",
    ),
    "a title that is shortened alike": (
        HEADING.replace("Flu v", "Flu: v"),
        "area,dose,age,sex,date,count,out_of\nE01999001,flu,under 65,male,2026-01-31,20,60\n",
        "column title: found 'Flu: vaccination', expected 'Flu vaccination', as before",
    ),
    "other people counted": (
        HEADING.replace("people vaccinated", "people not vaccinated"),
        "area,dose,age,sex,date,count,out_of\nE01999001,flu,under 65,male,2026-01-31,20,60\n",
        "column counts: found 'people not vaccinated against flu, of .* as before",
    ),
    "each date alone": (
        HEADING + "dates,each alone\n",
        "area,dose,age,sex,date,count,out_of\nE01999001,flu,under 65,male,2026-01-31,20,60\n",
        "column dates: found 'each alone', expected 'added up', as before",
    ),
    "everybody may read": (
        HEADING + "audience,public\n",
        "area,dose,age,sex,date,count,out_of\nE01999001,flu,under 65,male,2026-01-31,20,60\n",
        "column audience: found 'public', expected 'restricted', as before",
    ),
    "a period": (
        HEADING + "period,2025/26\n",
        "area,dose,age,sex,count,out_of\nE01999001,flu,under 65,male,20,60\n",
        "column date: found a period, expected dates, as before",
    ),
    "many figures": (
        MORE,
        "area,date,count,out_of\n"
        + "".join(
            f"E01999001,{day:02d}/{month:02d}/2025,20,60\n"
            for month in range(1, 7)
            for day in range(1, 29)
        ),
        "found 168 figures, expected at most 120",
    ),
}


@pytest.mark.parametrize(("heading", "table", "said"), REFUSED.values(), ids=REFUSED)
def test_what_would_tell_a_difference_beside_earlier_figures_is_refused(
    added, tmp_path, capsys, heading, table, said
):
    path = tmp_path / "next.csv"
    path.write_text(f"{heading}\n{table}")
    before = {one.name: one.read_bytes() for one in added.own.iterdir()}
    assert added.add(path) == 1
    error = capsys.readouterr().err
    assert re.search(said, error), error
    assert {one.name: one.read_bytes() for one in added.own.iterdir()} == before


LOST = {
    "all of it": lambda _: None,
    "all but the heading": lambda lines: lines[:1],
    "the last line": lambda lines: lines[:-1],
    "a line of the first file": lambda lines: [lines[0], *lines[2:]],
    "a hidden figure": lambda lines: [line for line in lines if ",c,c," not in line],
}


@pytest.mark.parametrize("sealed", [True, False], ids=["sealed", "as of before seals"])
@pytest.mark.parametrize("lost", LOST.values(), ids=LOST)
def test_a_register_that_lacks_what_was_shown_is_not_believed(added, tmp_path, lost, sealed):
    """Else a count of 23 that was held at 20 would be printed as 25, beside the 20 of before."""
    figures, key = tmp_path / "figures", "own_flu_vaccination"
    own = Path(shutil.copytree(added.own, figures / "own"))
    target = added.base / "out" / place.CODE if sealed else tmp_path / "no bundle"
    if not sealed:
        entry = json.loads((own / f"{key}.json").read_text())
        del entry["register"]
        (own / f"{key}.json").write_text(json.dumps(entry))
    assert kept_register(figures, key, target).files == 1
    path = own / f"{key}.printed.csv"
    lines = lost(path.read_text().splitlines())
    path.unlink() if lines is None else path.write_text("\n".join(lines) + "\n")
    with pytest.raises(TableError, match=r"printed\.csv: found other lines"):
        kept_register(figures, key, target)
    if sealed:
        (own / f"{key}.json").unlink()  # the bundle still knows
        (own / f"{key}.csv").unlink()
        with pytest.raises(TableError, match="put it back from a copy"):
            kept_register(figures, key, target)


def test_nothing_is_added_or_attacked_without_its_register(added, flu, capsys):
    path = added.own / "own_flu_vaccination.printed.csv"
    aside = path.rename(added.base / "aside")
    try:
        assert added.add(flu) == main(["attack", str(flu), *where(added)]) == 1
        assert not path.exists()
    finally:
        aside.rename(path)
    assert capsys.readouterr().err.count("own_flu_vaccination.printed.csv: found other lines") == 2


def test_a_register_grows_and_nothing_of_it_changes(added):
    """A range that no table shows is sealed too; what a killed run added is no loss."""
    register = read_register(added.own / "own_flu_vaccination.printed.csv")
    seal = register.seal(len(register.rows))
    _, (code, figure), state = register.rows[-1]
    more = register.with_file({(code, figure._replace(date="2026-02-28")): state})
    assert more.seal(len(register.rows)) == seal
    pair = next(one for *_, one in register.rows if one)
    wider = pair._replace(counted=pair.counted._replace(low=0))
    rows = [(*one[:2], wider if one[2] is pair else one[2]) for one in register.rows]
    assert Register(1, rows).seal(len(rows)) != seal


def test_the_register_is_read_back_as_it_was_written(added):
    path = added.own / "own_flu_vaccination.printed.csv"
    register = read_register(path)
    assert register.text() == path.read_text()
    assert register.files == 1


def test_the_template_is_printed_and_a_command_that_is_none_ends_with_64(capsys):
    assert main(["add", "--template"]) == 0
    assert capsys.readouterr().out.startswith("title,Example")
    with pytest.raises(SystemExit) as ended:
        main(["add"])
    assert ended.value.code == 64


def test_the_attack_is_a_command_and_of_the_one_authority_that_has_figures(
    added, flu, tmp_path, capsys
):
    options = where(added)
    at = options.index("--area")
    del options[at : at + 2]
    assert main(["attack", str(flu), *options]) == 0
    assert "None was given away." in capsys.readouterr().out
    other = tmp_path / "other.csv"
    other.write_text(f"{MORE}\n{ROWS}")
    assert main(["attack", str(other), *options]) == 1
    said = "'Shingles vaccination', expected the title of figures that were added before"
    assert said in capsys.readouterr().err
    two = tmp_path / "figures"
    for code in ("E09000098", "E09000099"):
        (two / code).mkdir(parents=True)
        (two / code / "authority.toml").touch()
    options[options.index("--figures") + 1] = str(two)
    assert main(["add", str(flu), *options]) == 1
    assert "--area: found no code of an authority, expected one of E09000098, E09000099." in (
        capsys.readouterr().err
    )


def test_a_build_that_fails_leaves_everything_as_it_was(added, tmp_path, capsys, monkeypatch):
    path = tmp_path / "next.csv"
    path.write_text(f"{MORE}\n{ROWS}")
    before = {one.name: one.read_bytes() for one in added.own.iterdir()}
    manifest = (added.base / "out" / place.CODE / "manifest.json").read_bytes()

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("geodata.own.add.make", full)
    assert added.add(path) == 1
    said = capsys.readouterr().err.splitlines()[-1]
    assert re.fullmatch(
        f"refused: {added.base}/out, .*figures or .*: No space left on device.", said
    )
    assert {one.name: one.read_bytes() for one in added.own.iterdir()} == before
    assert (added.base / "out" / place.CODE / "manifest.json").read_bytes() == manifest


def test_a_disk_that_is_full_when_the_bundle_is_exchanged_leaves_what_is_shown(
    added, tmp_path, monkeypatch
):
    """The register alone may know more than anybody saw; that hides more, and the file is taken."""
    town, path = copy_of(added, tmp_path / "town"), tmp_path / "next.csv"
    path.write_text(f"{MORE}\n{ROWS}")
    whole = build_swap.swap_in

    def full(target, made):
        if target.parent == town.base / "out":
            raise OSError(28, "No space left on device")
        whole(target, made)

    with monkeypatch.context() as patched:
        patched.setattr(build_swap, "swap_in", full)
        assert town.add(path) == 1
    assert "own_shingles_vaccination.printed.csv" in {one.name for one in town.own.iterdir()}
    assert not (town.own / "own_shingles_vaccination.json").exists()
    assert town.add(path) == 0
    assert not [one for one in town.own.iterdir() if one.name.startswith(".")]


@pytest.mark.parametrize(
    ("part", "found"),
    [("source", "source"), ("table", "table"), ("indicators", "indicators"), ("", "source")],
)
def test_an_entry_that_was_spoilt_by_hand_is_refused_by_name(added, tmp_path, part, found):
    (tmp_path / "own").mkdir()
    entry = json.loads((added.own / "own_flu_vaccination.json").read_text())
    spoilt = {name: said for name, said in entry.items() if part and name != part}
    (tmp_path / "own" / "own_flu.json").write_text(json.dumps(spoilt))
    with pytest.raises(CatalogueError, match=f"own_flu.json, {found}: found .*, expected"):
        read_entries(tmp_path)


def test_a_name_that_no_file_can_have_is_refused(added, capsys):
    assert added.add(Path("a\0b.csv")) == 1
    said = r"refused: a\x00b.csv: found a name that no file can have, expected a CSV file."
    assert said in capsys.readouterr().err
