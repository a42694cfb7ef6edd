"""Plans from a process of its own: started when wanted, cancelled, crashed, left, remembered.

Most ask a process that solves lightly (light_worker.py); those of `warm` ask the real one.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from geodata.reach import planner as module
from geodata.reach.child import ALONE, ROOT
from geodata.reach.planner import Outcome, Planner, PlannerError, Progress
from tests.geodata.reach_problems import enumerated_at_once, hard, pharmacies

PATIENCE = 60  # seconds until a condition must hold
LONG = hard()
LIGHT = "tests.geodata.light_worker"


@pytest.fixture(scope="module")
def warm():
    """A planner that some tests of this module share, and that has its worker."""
    made = Planner()
    yield made
    made.close()


@pytest.fixture
def planner(monkeypatch):
    monkeypatch.setattr(module, "WORKER", LIGHT)
    made = Planner()
    yield made
    made.close()


def outcome_of(planner, problem, **options):
    *told, last = planner.plan(problem, **options)
    assert all(isinstance(one, Progress) for one in told)
    assert isinstance(last, Outcome)
    return last


def wait_for(condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def gone(pid):
    """Whether a process has ended; one that nobody has waited for has."""
    with suppress(OSError):
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        return state == "Z"
    return True


def until_searching(plans):
    for one in plans:
        if one.stage == "searching":
            return
    raise AssertionError("it never searched")


def test_a_plan_is_the_best_there_is_and_says_what_a_pin_costs(warm, store):
    problem = pharmacies(store, pinned=(0,))
    found = outcome_of(warm, problem)
    assert found.plan.proved
    assert found.plan.people == enumerated_at_once(problem)
    best = enumerated_at_once(replace(problem, pinned=()))
    assert found.costs == {0: best - found.plan.people}


def test_the_process_serves_the_next_plan_too(warm, store):
    outcome_of(warm, pharmacies(store, within=900.0))
    first = warm.pid
    outcome_of(warm, pharmacies(store, within=901.0))
    assert warm.pid == first


def test_the_process_knows_nothing_of_the_server_and_has_one_thread_for_numbers(warm, store):
    outcome_of(warm, pharmacies(store, count=6))
    told = Path(f"/proc/{warm.pid}/environ").read_text().split("\0")
    names = {one.partition("=")[0] for one in told if one}
    assert names == {*ALONE, "MPLBACKEND", "MPLCONFIGDIR"}
    assert "OPENBLAS_NUM_THREADS=1" in told


def test_nothing_is_started_before_the_first_plan(planner):
    assert planner.pid is None
    plans = planner.plan(LONG)
    assert planner.pid is None
    plans.close()
    assert planner.pid is None


def test_closing_ends_the_process_and_the_next_plan_starts_another(planner, store):
    plans = planner.plan(LONG, seconds=60)
    until_searching(plans)
    first = planner.pid
    assert not gone(first)
    plans.close()
    assert gone(first)
    assert planner.pid is None
    assert outcome_of(planner, pharmacies(store)).plan.proved
    assert planner.pid not in (None, first)


def test_a_process_that_ended_between_two_plans_is_started_again(planner, store):
    outcome_of(planner, pharmacies(store))
    first = planner.pid
    os.kill(first, signal.SIGKILL)
    assert outcome_of(planner, pharmacies(store, count=2)).plan.proved
    assert planner.pid != first


def test_a_process_that_crashes_is_told_in_words_and_the_next_plan_works(planner, store):
    plans = planner.plan(LONG, seconds=60)
    until_searching(plans)
    os.kill(planner.pid, signal.SIGKILL)
    with pytest.raises(PlannerError, match="stopped before it had a plan"):
        list(plans)
    assert outcome_of(planner, pharmacies(store)).plan.proved


def test_a_failure_is_named_without_its_details(warm, store, monkeypatch):
    monkeypatch.setattr(module.Problem, "to_json", lambda _: '{"of no": "problem"}')
    with pytest.raises(PlannerError, match=r"could not work this out \(ValueError\)"):
        list(warm.plan(pharmacies(store, count=5)))


def test_what_takes_longer_than_it_may_is_ended(planner, monkeypatch):
    monkeypatch.setattr(module, "START", -1.0)
    monkeypatch.setattr(module, "GRACE", -59.0)
    monkeypatch.setattr(Planner, "_begin", started(Planner._begin, monkeypatch))
    with pytest.raises(PlannerError, match="longer than it may"):
        list(planner.plan(LONG, seconds=60))
    assert planner.pid is None


def started(begin, monkeypatch):
    """Let a planner start in its own time, however little there is afterwards."""

    def begun(self, question):
        monkeypatch.setattr(module, "START", 60.0)
        return begin(self, question)

    return begun


def test_progress_comes_at_least_each_half_second_and_grows(warm):
    """The last that asks the shared process, which ends with a plan that is left."""
    told, last = [], time.monotonic()
    for one in warm.plan(LONG, seconds=60):
        assert time.monotonic() - last < 10 * module.BEAT
        last = time.monotonic()
        told.append(one)
        if one.stage == "searching" and one.best > 0:
            break
    assert [one.seconds for one in told] == sorted(one.seconds for one in told)
    assert told[0].stage == "starting"
    assert told[-1].stage == "searching"


def test_one_plan_at_a_time_and_the_others_say_that_they_wait(planner, store):
    first = planner.plan(LONG, seconds=60)
    until_searching(first)
    second = planner.plan(pharmacies(store, count=1))
    assert next(second).stage == "waiting"
    assert next(second).seconds > 0
    first.close()
    assert isinstance(list(second)[-1], Outcome)


def test_waiting_ends_in_words(planner, store, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 0.0)
    first = planner.plan(LONG, seconds=60)
    until_searching(first)
    with pytest.raises(PlannerError, match="busy"):
        list(planner.plan(pharmacies(store, count=1, within=1000.0)))
    first.close()


def test_more_than_few_do_not_wait_at_all(planner, store):
    first = planner.plan(LONG, seconds=60)
    until_searching(first)
    second = planner.plan(pharmacies(store, count=1, within=900.0))
    next(second)
    with pytest.raises(PlannerError, match="busy"):
        next(planner.plan(pharmacies(store, count=1, within=950.0)))
    for one in (second, first):
        one.close()


def test_who_stops_waiting_leaves_the_turn_to_others(planner, store):
    first = planner.plan(LONG, seconds=60)
    until_searching(first)
    second = planner.plan(pharmacies(store, count=1, within=1100.0))
    next(second)
    second.close()
    assert planner.pid is not None
    first.close()
    assert outcome_of(planner, pharmacies(store, count=1, within=1100.0)).plan.proved


def test_an_outcome_is_kept_and_needs_no_process(planner, store):
    problem = pharmacies(store)
    found = outcome_of(planner, problem)
    planner.close()
    assert list(planner.plan(problem)) == [found]
    assert planner.pid is None


def test_a_kept_outcome_does_not_wait(planner, store):
    problem = pharmacies(store, count=2)
    found = outcome_of(planner, problem)
    first = planner.plan(LONG, seconds=60)
    until_searching(first)
    assert list(planner.plan(problem)) == [found]
    first.close()


def test_the_outcomes_kept_are_few_and_the_latest(planner, store, monkeypatch):
    monkeypatch.setattr(module, "KEPT", 2)
    for count in (1, 2, 3):
        outcome_of(planner, pharmacies(store, count=count, within=700.0))
    assert len(planner._kept) == 2
    assert [one.plan.venues for one in planner._kept.values()] == [
        outcome_of(planner, pharmacies(store, count=count, within=700.0)).plan.venues
        for count in (2, 3)
    ]


def test_readers_in_threads_each_have_their_plan(planner, store):
    wanted = {count: pharmacies(store, count=count, within=1200.0) for count in (1, 4)}
    found = {}

    def read(count):
        found[count] = outcome_of(planner, wanted[count])

    threads = [Thread(target=read, args=(count,)) for count in wanted]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert {count: len(one.plan.venues) for count, one in found.items()} == {
        count: count for count in wanted
    }


def test_the_process_ends_by_itself_when_nothing_is_asked(planner, store):
    planner._idle = 0.2
    outcome_of(planner, pharmacies(store))
    wait_for(lambda: planner.pid is None)
    assert outcome_of(planner, pharmacies(store, count=2)).plan.proved


SERVER = f"""
from tests.geodata.reach_problems import hard
from geodata.reach import planner as module
module.WORKER = "{LIGHT}"
planner = module.Planner()
for one in planner.plan(hard(), seconds=60):
    if one.stage == "searching":
        print(planner.pid, flush=True)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_the_process_ends_with_the_one_that_asks(how):
    command = [sys.executable, "-c", SERVER]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as server:
        pid = int(server.stdout.readline())
        assert not gone(pid)
        server.send_signal(how)
    wait_for(lambda: gone(pid))


def test_asking_for_plans_loads_neither_pandas_nor_a_solver():
    script = (
        "import sys; from geodata.bundle import BUNDLE_DIR; from geodata.store import Store;"
        "from geodata.reach import floors, impact, ranks, walks, weights;"
        "from geodata.reach.planner import Planner;"
        "from tests.geodata.reach_problems import synthetic;"
        "planner = Planner(); plans = list(planner.plan(synthetic(9, 5)));"
        "planner.close(); print(plans[-1].plan.proved, [one for one in"
        " ('pandas', 'geopandas', 'spopt', 'pulp', 'highspy', 'matplotlib', 'sklearn')"
        " if one in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT
    )
    assert (result.stdout, result.stderr) == ("True []\n", "")


def test_the_server_does_not_grow_with_plans(planner, store):
    def size():
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))

    outcome_of(planner, pharmacies(store))
    before = size()
    for within in range(500, 520):
        outcome_of(planner, pharmacies(store, within=float(within)))
    assert size() - before < 4096  # kB


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), float("inf"), 601])
def test_seconds_that_are_none_are_refused_at_once(planner, seconds):
    with pytest.raises(ValueError, match=r"seconds: found .*expected"):
        planner.plan(LONG, seconds=seconds)


def test_a_process_that_cannot_be_started_is_told_in_words(planner, store, monkeypatch):
    for name, broken in (("WORKER", "geodata.reach.nothing"), ("Child", no_room)):
        with monkeypatch.context() as patch:
            patch.setattr(module, name, broken)
            with pytest.raises(PlannerError, match="does not start"):
                list(planner.plan(pharmacies(store)))
    assert outcome_of(planner, pharmacies(store)).plan.proved


def no_room(*_, **__):
    raise OSError(12, "Cannot allocate memory")
