"""A whole refresh against a server on this machine: what it changes, and what never breaks it."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata import build, build_swap, bundle
from geodata.build import check
from geodata.catalogue import FIGURES_DIR, load_authority
from geodata.refresh import cli, run
from geodata.refresh.addresses import by_hand
from geodata.refresh.fetch import Limits
from geodata.refresh.source import area_of
from geodata.refresh.sources import (
    SOURCES,
    census_2011,
    census_2021,
    iod_2025,
    practice_list,
    practice_register,
    stat_xplore,
)
from geodata.store import Store
from tests import town
from tests.geodata import publishers
from tests.geodata.conftest import CODE, ROOT, remembering
from tests.geodata.refresh_server import PublisherServer, file, html, serving, status, truncated

FIGURES = FIGURES_DIR / CODE
AREA = area_of(load_authority(CODE), FIGURES)
QUICK = Limits(tries=2, connect=2, silence=2, first_pause=0.01, longest_pause=1)
QUIETLY = ("--quiet", "--partial-files")
CHILDREN = "child_low_income_msoa11.csv"
KEY = "65794a3065584169"
NATIONAL = {"authority_deprivation_tails", "qof_england"}  # made of whole files alone
ALONE = ("--only", "religion_2021")
RELIGION = census_2021.PLACE.format(topic="ts030")


@pytest.fixture(autouse=True, scope="module")
def built_once() -> Iterator[None]:
    """The same figures build the same bytes: once is enough for all tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "make", remembering(run.make, key=figures_of, fresh=dict))
        patch.setattr(build, "make", run.make)
        yield


def figures_of(code: str, *, figures: Path, **_: object) -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for path in sorted((figures / code).iterdir()))


@pytest.fixture
def server() -> Iterator[PublisherServer]:
    yield from serving(PublisherServer(pages=publishers.pages(FIGURES)))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    shutil.copytree(FIGURES_DIR, tmp_path / "figures")
    shutil.copytree(bundle.BUNDLE_DIR / CODE, tmp_path / "out" / CODE)
    return tmp_path


def arguments(place: Path, server: PublisherServer, *more: str) -> list[str]:
    mirrors = [f"--mirror={origin}={base}" for origin, base in server.mirrors().items()]
    places = [f"--{one}={place / one}" for one in ("out", "figures", "cache")]
    return [CODE, *places, f"--changes={place / 'CHANGES.md'}", *QUIETLY, *mirrors, *more]


def refresh(place: Path, server: PublisherServer, *more: str) -> int:
    return cli.main(arguments(place, server, *more), limits=QUICK)


def content_hash(place: Path) -> str:
    return str(bundle.read_manifest(place / "out" / CODE)["content_hash"])


def revised(server: PublisherServer) -> None:
    """A correction by the publisher: of one area, one more person without and one less with."""
    member = publishers.census(FIGURES, "ts030")
    row = b"2021,Stockport 009A,E01005743,1274,477,716"
    assert row in member
    member = member.replace(row, b"2021,Stockport 009A,E01005743,1274,478,715")
    server.pages[RELIGION] = file(publishers.archive({"census2021-ts030-lsoa.csv": member}))


def test_what_publishers_have_is_what_the_embedded_bundle_has(
    server: PublisherServer, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert refresh(place, server) == cli.NOTHING_NEW
    told = capsys.readouterr().out
    assert "Nothing new" in told
    assert f"{CHILDREN} stays: set STAT_XPLORE_KEY to a key of Stat-Xplore (its account" in told
    text = (place / "CHANGES.md").read_text()
    tables = [line for line in text.splitlines() if line.startswith("| `")]
    held = load_authority(CODE)
    left = {"child_low_income", "child_low_income_export", "practice_register"}
    left |= {one.key for one in practice_list.SOURCES}  # the list is there, and has every network
    fetched = [
        one for one in SOURCES if one.key not in left and not any(map(by_hand, one.addresses(AREA)))
    ]
    keys = {table for one in fetched for table in one.tables} - NATIONAL
    files = {held.table(key).file for key in keys} & {path.name for path in FIGURES.iterdir()}
    assert {line.split("`")[1] for line in tables} == files
    assert all(line.split("|")[-3].strip() == "0" for line in tables)
    assert "No observation differs" in text
    assert "To look at" not in text
    for path in FIGURES.iterdir():
        assert (place / "figures" / CODE / path.name).read_bytes() == path.read_bytes()


def test_practices_that_the_register_has_otherwise_are_named(
    server: PublisherServer, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = publishers.register(FIGURES).decode()
    old = publishers.registered("P88005", "FAMILY SURGERY", "SK5 6RN")
    assert old in whole
    closed = publishers.registered("P88005", "FAMILY SURGERY", "SK5 6RN", closed="20260331")
    page = practice_register.ADDRESS.partition("?")[0]
    server.pages[page] = file(whole.replace(old, closed).encode())
    assert refresh(place, server, "--only", "practice_register") == cli.NOTHING_NEW
    assert "To look at, in CHANGES.md: 1." in capsys.readouterr().out
    text = (place / "CHANGES.md").read_text().split("## To look at")[1]
    line = "- P88005 Family Surgery (`gp_practices.csv`): closed in the register since 20260331."
    assert text.strip().startswith(line)


def test_a_key_opens_a_server_and_is_kept_nowhere(
    server: PublisherServer,
    place: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = ("--only", "child_low_income")
    assert refresh(place, server, *asked) == cli.REFUSED
    assert "found no STAT_XPLORE_KEY, expected a key of Stat-Xplore" in capsys.readouterr().err
    assert server.seen == []
    monkeypatch.setenv("STAT_XPLORE_KEY", KEY)
    server.faults[stat_xplore.TABLE] = [status(503)]
    assert refresh(place, server, *asked) == cli.NOTHING_NEW
    assert [one.headers["APIKey"] for one in server.seen] == [KEY, KEY], "tried again"
    assert {one.method for one in server.seen} == {"POST"}
    kept = [path for path in place.rglob("*") if path.is_file()]
    assert not [path for path in kept if KEY.encode() in path.read_bytes() or KEY in path.name]
    out, err = capsys.readouterr()
    assert KEY not in out + err
    monkeypatch.delenv("STAT_XPLORE_KEY")
    assert refresh(place, server, *asked) == cli.NOTHING_NEW, "what it gave is taken again"
    assert len(server.seen) == 2


def test_a_key_that_is_not_taken_is_refused(
    server: PublisherServer,
    place: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("STAT_XPLORE_KEY", KEY)
    server.faults[stat_xplore.TABLE] = [status(401)]
    assert refresh(place, server, "--only", "child_low_income") == cli.REFUSED
    (line,) = [one for one in capsys.readouterr().err.splitlines() if one.startswith("refused")]
    assert line == (
        f"refused: child_low_income: {stat_xplore.TABLE}: found the answer 401, "
        "expected 200 and a file, to the key in STAT_XPLORE_KEY."
    )


def test_every_table_without_an_adapter_is_said_to_be_kept(
    server: PublisherServer, place: Path
) -> None:
    refresh(place, server, "--only", "religion_2021")
    text = (place / "CHANGES.md").read_text()
    skipped, kept = text.split("## Not fetched: skipped, or without a file or key that it needs")[
        1
    ].split("## Kept, no adapter yet")
    assert "`imd_2025_lsoa21.csv`" in skipped
    assert "`venues.csv`" in kept
    named = {line[3:-1] for line in (skipped + kept).splitlines() if line.startswith("- ")}
    tables = {one.file for one in Store.open(bundle.BUNDLE_DIR / CODE).authority.tables}
    there = {path.name for path in FIGURES.iterdir()} & tables
    assert named == there - {"religion_2021_lsoa21.csv"}


def test_a_correction_is_told_cell_by_cell_and_put_in_place(
    server: PublisherServer, place: Path
) -> None:
    revised(server)
    before = content_hash(place)
    assert refresh(place, server, *ALONE) == cli.DONE
    text = (place / "CHANGES.md").read_text()
    assert "| E01005743 | no_religion | 477 | 478 |" in text
    assert "| E01005743 | christian | 716 | 715 |" in text
    assert "Office for National Statistics | Open Government Licence v3.0 | lsoa 2021" in text
    assert content_hash(place) != before
    assert (
        "E01005743,Stockport 009A,1274,478,715,"
        in (place / "figures" / CODE / "religion_2021_lsoa21.csv").read_text()
    )
    check(CODE, out=place / "out", figures=place / "figures")
    assert refresh(place, server, *ALONE) == cli.NOTHING_NEW
    assert refresh(place, server, *ALONE, "--same-is-fine") == cli.DONE


def test_a_person_can_look_first(server: PublisherServer, place: Path) -> None:
    revised(server)
    before = content_hash(place)
    assert refresh(place, server, *ALONE, "--review") == cli.REVIEW
    assert content_hash(place) == before
    asked = len(server.seen)
    assert refresh(place, server, *ALONE, "--offline") == cli.DONE
    assert len(server.seen) == asked
    assert content_hash(place) != before


@pytest.mark.parametrize(
    ("fault", "found"),
    [
        ([html], "found a web page or XML"),
        ([status(500)] * 2, "found the answer 500, 2 times"),
        ([status(404)], "found the answer 404"),
        ([truncated] * 2, "found a body that breaks off"),
    ],
)
def test_a_publisher_that_fails_leaves_everything_as_it_was(
    server: PublisherServer,
    place: Path,
    capsys: pytest.CaptureFixture[str],
    fault: list,  # type: ignore[type-arg]
    found: str,
) -> None:
    server.faults[RELIGION] = fault
    before = content_hash(place)
    assert refresh(place, server, "--only", "religion_2021") == cli.REFUSED
    (line,) = [one for one in capsys.readouterr().err.splitlines() if one.startswith("refused")]
    assert found in line
    assert RELIGION in line
    assert content_hash(place) == before
    Store.open(place / "out" / CODE)


def test_a_source_that_is_refused_costs_its_own_table_alone(
    server: PublisherServer, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    revised(server)
    other = census_2021.PLACE.format(topic="ts029")
    asked = ("--only", "english_proficiency_2021", "religion_2021")
    before = content_hash(place)
    server.faults[other] = [html] * 2
    assert refresh(place, server, *asked, "--strict") == cli.REFUSED
    assert content_hash(place) == before
    capsys.readouterr()
    assert refresh(place, server, *asked) == cli.PARTLY
    out, err = capsys.readouterr()
    (line,) = [one for one in err.splitlines() if one.startswith("refused")]
    assert line.startswith(f"refused: english_proficiency_2021: {other}: found a web page")
    rows = [one.split() for one in out.splitlines()[1:3]]
    assert [(row[0], row[-1] == "refused") for row in rows] == [
        ("english_proficiency_2021", True),
        ("religion_2021", False),
    ]
    assert "--only english_proficiency_2021" in out
    text = (place / "CHANGES.md").read_text()
    stays = text.split("## Refused: these stay as they were")[1].split("##")[0]
    assert stays.strip() == "- `english_proficiency_2021_lsoa21.csv`"
    assert content_hash(place) != before
    check(CODE, out=place / "out", figures=place / "figures")
    assert refresh(place, server, *asked, "--review") == cli.NOTHING_NEW


def test_tables_that_would_contradict_each_other_are_refused_together(
    server: PublisherServer, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Religion of 2011 is corrected, and the people whom it must add up to cannot be fetched."""
    people, religion = (
        next(one for one in census_2011.TOPICS if one.table == table).address.partition("?")[0]
        for table in ("census_2011", "religion_2011")
    )
    rows = publishers.rows(FIGURES / "census_2011_religion_lsoa11.csv").values()
    names = {"date": "date", "geography code": "lsoa11_code"} | census_2011.TOPICS[2].names
    more = [{**row, "date": "2011", "muslim": str(int(row["muslim"]) + 1)} for row in rows]
    server.pages[religion] = file(publishers.written(names, more))
    server.faults[people] = [status(404)]
    before = content_hash(place)
    assert refresh(place, server, "--only", "census_2011", "religion_2011") == cli.REFUSED
    (line,) = [one for one in capsys.readouterr().err.splitlines() if one.startswith("refused")]
    assert "census_2011_religion_lsoa11.csv" in line
    assert f"Refused before that: census_2011: {people}: found the answer 404" in line
    assert content_hash(place) == before
    held = place / "figures" / CODE / "census_2011_religion_lsoa11.csv"
    assert held.read_bytes() == (FIGURES / held.name).read_bytes()


def test_what_the_build_refuses_is_not_served(server: PublisherServer, place: Path) -> None:
    member = publishers.census(FIGURES, "ts030").replace(b"E01005743,1274,", b"E01005743,1275,")
    server.pages[RELIGION] = file(publishers.archive({"census2021-ts030-lsoa.csv": member}))
    before = content_hash(place)
    assert refresh(place, server, "--only", "religion_2021") == cli.REFUSED
    assert content_hash(place) == before


def test_addresses_and_sizes_are_listed_without_fetching(
    server: PublisherServer, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    layers = ("centroids", "lsoa_boundaries", "ward_boundaries", "lsoa_lookup")
    skipped = (*layers, "authority_deprivation_tails")
    assert refresh(place, server, "--dry-run", "--skip", *skipped) == 0
    text = capsys.readouterr().out
    size = len(publishers.file_7_of_2025(FIGURES))
    assert f"  {iod_2025.ADDRESS}  {size:,} bytes\n" in text
    assert "arcgis" not in text
    assert {one.method for one in server.seen} == {"HEAD"}
    assert not (place / "CHANGES.md").exists()


def test_a_table_that_is_not_there_yet_comes_when_it_is_asked_for(
    server: PublisherServer, place: Path
) -> None:
    file_there = place / "figures" / CODE / "religion_2021_lsoa21.csv"
    file_there.unlink()
    assert refresh(place, server, "--only", "religion_2021") == cli.DONE
    assert file_there.read_bytes() == (FIGURES / file_there.name).read_bytes()


def test_what_only_fills_a_list_is_not_asked_without_the_list(
    server: PublisherServer, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "figures" / CODE / "gp_practices.csv").unlink()
    assert refresh(place, server, "--only", "patient_survey_2025") == cli.REFUSED
    assert capsys.readouterr().err == (
        "refused: patient_survey_2025: found no gp_practices.csv, expected that file, put together "
        "by hand: this source fills only what it lists.\n"
    )
    assert server.seen == []


def test_a_source_that_is_misspelt_is_named_with_the_nearest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main([CODE, "--only", "religion_2012"])
    assert ended.value.code == cli.MISUSED
    assert "'religion_2012' is no source; nearest are religion_20" in capsys.readouterr().err


def test_an_authority_without_any_adapter_is_told_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places = [f"--catalogue={town.CATALOGUE}", f"--figures={town.FIGURES}", f"--out={tmp_path}"]
    words = [town.CODE, *places, f"--cache={tmp_path / 'cache'}", "--only", "iod_2025"]
    assert cli.main(words) == cli.REFUSED
    assert "No table of Inventon that was asked for has an adapter." in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [["--only", "nothing"], ["--mirror", "x=y"], ["--unknown"]])
def test_a_command_that_is_not_understood_is_not_taken_for_nothing_new(wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main([CODE, *wrong])
    assert ended.value.code == cli.MISUSED


def test_another_build_is_waited_for_by_the_scheduler(server: PublisherServer, place: Path) -> None:
    with build_swap.building(place / "out" / CODE):
        assert refresh(place, server, "--only", "religion_2021") == cli.BUSY
    assert server.seen == []


def test_a_refresh_that_is_killed_leaves_the_old_bundle(
    server: PublisherServer, place: Path
) -> None:
    revised(server)
    server.faults[RELIGION] = [server.hang]
    before = content_hash(place)
    words = arguments(place, server, "--only", "religion_2021")
    child = subprocess.Popen(
        [sys.executable, "-m", "geodata", "refresh", *words],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert server.waiting.wait(60)
    child.send_signal(signal.SIGKILL)
    assert child.wait() == -signal.SIGKILL
    Store.open(place / "out" / CODE)
    assert content_hash(place) == before
    assert refresh(place, server, "--only", "religion_2021") == cli.DONE
    assert content_hash(place) != before


def test_ended_between_bundle_and_figures_it_is_put_right_by_the_next(
    server: PublisherServer, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    revised(server)

    def ended(*_: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(run, "_replace", ended)
        with pytest.raises(KeyboardInterrupt):
            refresh(place, server, "--only", "religion_2021")
    Store.open(place / "out" / CODE)
    assert refresh(place, server, "--only", "religion_2021") == cli.DONE
    check(CODE, out=place / "out", figures=place / "figures")


def test_a_file_without_a_fixed_address_is_given_by_hand(
    server: PublisherServer,
    place: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    practices = publishers.rows(FIGURES / "gp_practices.csv").values()
    lines = [
        f"{one['practice_code']},01/05/2025,ALL,ALL,{one['patients_2025_05']}" for one in practices
    ]
    path = tmp_path / "downloaded.csv"
    path.write_text("\n".join(["CODE,EXTRACT_DATE,SEX,AGE,NUMBER_OF_PATIENTS", *lines]))
    asked = ("--only", "gp_patients")
    assert refresh(place, server, *asked) == cli.REFUSED
    assert "expected that file, by --given gp-reg-pat-prac-all.csv=FILE." in capsys.readouterr().err
    given = f"--given=gp-reg-pat-prac.csv={path}"
    assert refresh(place, server, given) == cli.REFUSED
    assert "--given: found gp-reg-pat-prac.csv, expected the name of a file to fetch; nearest" in (
        said := capsys.readouterr().err
    )
    assert "gp-reg-pat-prac-all.csv" in said
    given = f"--given=gp-reg-pat-prac-all.csv={path}"
    assert refresh(place, server, *ALONE, given) == cli.REFUSED
    assert "nearest are census2021-ts030.zip" in capsys.readouterr().err
    assert refresh(place, server, *asked, given) == cli.NOTHING_NEW
    path.unlink()
    assert refresh(place, server, *asked) == cli.NOTHING_NEW, "it is kept like one that was fetched"
    assert refresh(place, server, *asked, given) == cli.REFUSED
    assert "found no file" in capsys.readouterr().err
    assert server.seen == []
