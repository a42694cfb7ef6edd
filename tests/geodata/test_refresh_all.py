"""Every authority at once: on a real scheduler with two workers, one lost; and taken up again."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest
from distributed import Client, LocalCluster

from geodata.catalogue.authorities import AUTHORITY_FILE
from geodata.refresh import cli, national, outcome
from geodata.refresh.journal import Done, Journal
from geodata.refresh.sources import census_2021
from geodata.store import Store
from tests import town
from tests.geodata import publishers
from tests.geodata.conftest import ROOT
from tests.geodata.refresh_server import PublisherServer, file, html, serving
from tests.serving.process import until

CODES = ("E08999001", "E08999002", "E08999003")
RELIGION = census_2021.PLACE.format(topic="ts030")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Three towns that are alike, with a table that has an adapter."""
    shutil.copytree(town.CATALOGUE, tmp_path / "catalogue")
    (tmp_path / "catalogue" / "tables" / "more.toml").write_text(publishers.RELIGION_TABLE)
    for code in CODES:
        folder = Path(shutil.copytree(town.FIGURES / town.CODE, tmp_path / "figures" / code))
        said = (folder / AUTHORITY_FILE).read_text()
        (folder / AUTHORITY_FILE).write_text(said.replace(town.CODE, code))
        (folder / "religion_2021_lsoa21.csv").write_text(religion(10))
    return tmp_path


def religion(people: int) -> str:
    names = census_2021.RELIGION.values()
    cells = [str(9 * people), *["10"] * 8, str(9 * people - 80)]
    lsoas = publishers.rows(town.FIGURES / town.CODE / "lsoa21_lookup.csv").values()
    rows = [[one["lsoa21_code"], one["lsoa21_name"], *cells] for one in lsoas]
    return "\n".join(map(",".join, [["lsoa21_code", "lsoa21_name", *names], *rows])) + "\n"


@pytest.fixture
def server() -> Iterator[PublisherServer]:
    rows = religion(11).splitlines()[1:]
    titles = ["date", "geography code", "geography", *census_2021.RELIGION]
    member = "\n".join([",".join(titles), *(f"2021,{row}" for row in rows)])
    body = publishers.archive({"census2021-ts030-lsoa.csv": member.encode()})
    yield from serving(PublisherServer(pages={RELIGION: file(body, "application/zip")}))


def refresh(place: Path, server: PublisherServer, *more: str) -> int:
    mirrors = [f"--mirror={origin}={base}" for origin, base in server.mirrors().items()]
    folders = [f"--{one}={place / one}" for one in ("out", "figures", "cache", "catalogue")]
    return cli.main(
        ["--all", "--quiet", "--partial-files", "--only=religion_2021", *folders, *mirrors, *more]
    )


def refreshed(place: Path) -> list[bool]:
    for code in CODES:
        Store.open(place / "out" / code, catalogue_dir=place / "catalogue")
    fresh = religion(11)
    return [
        (place / "figures" / code / "religion_2021_lsoa21.csv").read_text() == fresh
        for code in CODES
    ]


@contextmanager
def workers(address: str) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Two worker processes of a scheduler."""
    command = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--no-nanny"]
    command += ["--nthreads=1", "--no-dashboard", "--host=127.0.0.1"]
    started = [
        subprocess.Popen([*command, f"--name={name}"], cwd=ROOT, stderr=subprocess.DEVNULL)
        for name in "ab"
    ]
    try:
        yield started
    finally:
        for one in started:
            one.kill()
            one.wait()


def lose_one(cluster: LocalCluster, started: Sequence[subprocess.Popen[bytes]]) -> None:
    """Kill the first worker as soon as it has an authority to do."""
    names = {one.address: one.name for one in cluster.scheduler.workers.values()}

    def busy() -> bool:
        held = {one.name: one.processing for one in cluster.scheduler.workers.values()}
        return any(task.key.startswith("refresh") for task in held.get("a", {}))

    assert sorted(names.values()) == ["a", "b"]
    until(busy, what="the first worker has an authority")
    started[0].kill()


def test_what_a_lost_worker_had_is_done_by_another(
    place: Path, server: PublisherServer, capsys: pytest.CaptureFixture[str]
) -> None:
    with (
        LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address=None) as cluster,
        workers(cluster.scheduler_address) as started,
    ):
        with Client(cluster) as client:
            client.wait_for_workers(2, timeout=60)
        thread = threading.Thread(target=lose_one, args=(cluster, started))
        thread.start()
        address = f"--scheduler={cluster.scheduler_address}"
        assert refresh(place, server, address) == cli.DONE
        thread.join()
        assert started[0].wait() == -9
    assert refreshed(place) == [True] * 3
    assert len(server.seen) == 1, "an address that all need is asked once"
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines[1:4]] == [[code, "replaced"] for code in CODES]
    assert lines[4].startswith("36 areas, ")
    assert not (place / "cache" / "all.jsonl").exists()


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Authorities are done in this process, without a cluster; which were, in order."""
    worked: list[str] = []

    def ended(_: object, tasks: Sequence[national.Task], **__: object) -> Iterator[Done]:
        for task in tasks:
            worked.append(task.code)
            yield national.work(task)

    monkeypatch.setattr(national, "_client", lambda *_: nullcontext())
    monkeypatch.setattr(national, "_ended", ended)
    return worked


def test_a_run_that_was_ended_is_taken_up_where_it_was(
    place: Path,
    server: PublisherServer,
    here: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    add = Journal.add

    def ended(self: Journal, one: Done) -> None:
        add(self, one)
        if one.code == CODES[1]:
            raise KeyboardInterrupt

    monkeypatch.setattr(national, "work", lambda task: Done(task.code, outcome.SAME, ""))
    with monkeypatch.context() as patch:
        patch.setattr(Journal, "add", ended)
        with pytest.raises(KeyboardInterrupt):
            refresh(place, server)
    assert here == [*CODES[:2]]
    assert refresh(place, server, "--workers=2") == cli.NOTHING_NEW
    assert here == [*CODES]
    assert "2 of 3 authorities were finished before" in capsys.readouterr().err
    assert refresh(place, server, "--same-is-fine") == cli.DONE
    assert len(here) == 6, "a run that is over begins anew"


def test_one_authority_that_is_refused_keeps_no_other(
    place: Path, server: PublisherServer, here: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    broken = place / "figures" / CODES[0] / "population_mid2022_lsoa21.csv"
    broken.write_text(broken.read_text().replace("E01999001", "E01999099"))
    (place / "figures" / CODES[1] / "lsoa21_lookup.csv").unlink()
    assert refresh(place, server) == cli.REFUSED
    assert here == [CODES[0], CODES[2]]
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines[1:4]] == ["refused", "refused", "replaced"]
    sentences = [line for line in lines if line.startswith(f"{CODES[0]}: ")]
    assert len(sentences) == 1
    assert "E01999099" in sentences[0]


def test_an_address_that_gives_nothing_is_asked_once_and_costs_its_table(
    place: Path, server: PublisherServer, here: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    server.faults[RELIGION] = [html]
    assert refresh(place, server) == cli.REFUSED, "nothing else is asked for here"
    assert here == [*CODES]
    assert len(server.seen) == 1
    out = capsys.readouterr().out
    for code in CODES:
        assert f"{code}: religion_2021: {RELIGION}: found a web page or XML, expected" in out


@pytest.mark.parametrize(
    ("states", "code"),
    [
        ((outcome.REPLACED, outcome.PARTLY, outcome.SAME), cli.PARTLY),
        ((outcome.PARTLY, outcome.REFUSED, outcome.SAME), cli.REFUSED),
        ((outcome.WAITING, outcome.REPLACED, outcome.SAME), cli.DONE),
    ],
)
@pytest.mark.usefixtures("here")
def test_the_worst_of_the_authorities_is_what_a_scheduler_is_told(
    states: tuple[str, ...],
    code: int,
    place: Path,
    server: PublisherServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ended = dict(zip(CODES, states, strict=True))
    monkeypatch.setattr(national, "work", lambda task: Done(task.code, ended[task.code], ""))
    assert refresh(place, server) == code


def test_a_fault_over_one_authority_keeps_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    faults = {"refresh a": ValueError("of ours"), "refresh b": None}
    futures = [
        SimpleNamespace(key=key, exception=lambda error=error: error, result=lambda: "done")
        for key, error in faults.items()
    ]
    client = SimpleNamespace(map=lambda *_, **__: futures)
    monkeypatch.setattr(national, "as_completed", iter)
    tasks = [SimpleNamespace(code="a"), SimpleNamespace(code="b")]
    first, second = national._ended(client, tasks, quiet=True)  # type: ignore[arg-type]
    assert (first.code, first.state) == ("a", "refused")
    assert first.words == "an unexpected fault (ValueError): of ours"
    assert second == "done"


TORN = (
    *("", "no JSON", '["a list"]', '{"code": "E1", "unknown": 1}', '{"code": "E08999002", "sta'),
    *('{"code": ["E1"], "state": "same", "words": ""}', '{"code": null, "state": 1, "words": {}}'),
    *('{"code": "E1", "state": "same", "words": "", "areas": "x"}', "[" * 100_000, "\x00\ufffd"),
)


@pytest.mark.parametrize("line", TORN, ids=range(len(TORN)))
def test_a_journal_that_breaks_off_forgets_the_line_and_no_more(line: str, tmp_path: Path) -> None:
    journal = Journal(tmp_path / "all.jsonl", {"day": "today"})
    journal.done()
    journal.add(Done("E08999001", "same", ""))
    with journal.path.open("a") as file:
        file.write(line)
    assert list(journal.done()) == ["E08999001"]
    journal.add(Done("E08999003", "same", ""))
    assert list(journal.done()) == ["E08999001", "E08999003"]
    assert Journal(journal.path, {"day": "tomorrow"}).done() == {}


def test_without_a_scheduler_one_sentence_says_so(
    place: Path,
    server: PublisherServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(national, "PATIENCE", 0.2)
    assert refresh(place, server, "--scheduler=tcp://127.0.0.1:9") == cli.REFUSED
    assert "tcp://127.0.0.1:9: found no answer, expected a Dask" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [[], ["E08999001", "--all"], ["--all", "--changes=x"]])
def test_one_authority_or_all_of_them(wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(wrong)
    assert ended.value.code == cli.MISUSED
