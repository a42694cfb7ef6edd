"""Real processes: stopping, replacing, counting and logging, as an orchestrator sees them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from geodata.bundle import content_hash
from settings import Settings
from tests.serving.process import Served, free_port, gunicorn, until
from tests.serving.questions import CALLBACK, question

VIEW = "/map?ward=E05015018"
PAUSE = 0.02  # seconds between an answer and the next question of a reader
BODY = json.dumps(question()).encode()


def answer(served: Served) -> bytes:
    """The reply to a question; anything else is a lost request."""
    status, body = served.ask(CALLBACK, method="POST", body=BODY, Content_Type="application/json")
    assert status == 200
    return body


@contextmanager
def readers(ask: Callable[[], object], *, count: int = 3) -> Iterator[list[BaseException]]:
    """Readers who ask again and again while the block runs; what went wrong for any of them.

    They leave the server some of the processors: it has to start another, or to stop.
    """
    wrong: list[BaseException] = []
    ended = threading.Event()

    def read() -> None:
        while not ended.wait(PAUSE):
            try:
                ask()
            except (OSError, AssertionError) as error:
                wrong.append(error)
                return

    threads = [threading.Thread(target=read) for _ in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield wrong
    finally:
        ended.set()
        for thread in threads:
            thread.join()


def accepts(served: Served) -> bool:
    with socket.socket() as knock:
        return knock.connect_ex(("127.0.0.1", served.port)) == 0


def test_a_server_that_stops_is_not_ready_first_and_loses_nobody(tmp_path: Path) -> None:
    """Readers follow /readyz, as those behind a load balancer do; one is slow to ask."""

    def running() -> bool:
        return "explorer_requests_running 1.0" in counts(served)

    def follow() -> None:
        if ready.is_set():
            answer(served)

    settings = {"EXPLORER_METRICS_PORT": str(free_port()), "EXPLORER_LOG": "json"}
    with gunicorn(tmp_path, EXPLORER_DRAIN="2", **settings) as served:
        assert served.ask("/readyz")[0] == 200
        ready = threading.Event()
        ready.set()
        with socket.create_connection(("127.0.0.1", served.port), timeout=30) as slow:
            head = f"POST {CALLBACK} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            slow.sendall(f"{head}Content-Length: {len(BODY)}\r\n\r\n".encode() + BODY[:10])
            until(running, what="the request is under way")
            with readers(follow) as wrong:
                served.stop()
                until(lambda: served.ask("/readyz")[0] == 503, what="it says that it is stopping")
                assert served.ask("/healthz")[0] == 200
                assert answer(served)
                ready.clear()
            assert wrong == []
            until(lambda: len(served.workers()) < 2, what="the worker without a request ends")
            slow.sendall(BODY[10:])
            said = b""
            while part := slow.recv(65536):
                said += part
        assert said.startswith(b"HTTP/1.1 200")
        assert b'"reply"' in said
        assert served.process.wait(timeout=30) == 0
        assert "Shutting down" in logged(served)[-1]["message"]


def test_a_new_bundle_takes_over_without_a_lost_request(tmp_path: Path) -> None:
    """SIGUSR2 starts a second server on the same socket; the first stops when that one answers."""
    bundle = tmp_path / Settings().authority
    shutil.copytree(Settings().bundle, bundle)
    named = tmp_path / "pid"
    with gunicorn(tmp_path, "--pid", str(named), EXPLORER_BUNDLES=str(tmp_path)) as served:
        before = served.bundle()
        with readers(lambda: answer(served), count=1) as wrong:
            after = other_edition(bundle)
            served.process.send_signal(signal.SIGUSR2)
            second = Path(f"{named}.2")
            until(lambda: second.exists() and second.read_text().strip(), what="a second server")
            until(lambda: served.bundle() == after, what="the second server answers")
            new = int(second.read_text())
            with readers(lambda: answer(served)) as lost:
                served.stop()
                assert served.process.wait(timeout=30) == 0
                assert {served.bundle() for _ in range(8)} == {after}
        try:
            assert wrong + lost == []
            assert before != after
        finally:
            os.kill(new, signal.SIGTERM)
            until(lambda: not accepts(served), what="the second server stops")


def test_of_two_servers_on_one_socket_one_answers_while_the_other_stops(tmp_path: Path) -> None:
    """As deploy/systemd has it: what listens is the socket, whoever serves, and whatever."""
    places = [tmp_path / one for one in "12"]
    for place in places:
        place.mkdir()
    begin = partial(gunicorn, app="werkzeug.testapp:test_app", EXPLORER_WORKERS="1")
    with (
        socket.create_server(("127.0.0.1", 0), backlog=64) as held,
        begin(places[0], held=held) as first,
        begin(places[1], held=held),
        readers(lambda: first.ask("/")) as wrong,
    ):
        first.stop()
        assert first.process.wait(timeout=30) == 0
        assert first.ask("/")[0] == 200
    assert wrong == []


def other_edition(bundle: Path) -> str:
    """Rewrite one table of a bundle so that it is valid and another; its new content hash."""
    import hashlib

    import pyarrow.parquet as pq

    table = bundle / "postcodes.parquet"
    pq.write_table(pq.read_table(table), table, compression="snappy")
    manifest = json.loads((bundle / "manifest.json").read_text())
    content = table.read_bytes()
    manifest["files"][table.name] |= {
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
    }
    hashes = {name: entry["sha256"] for name, entry in manifest["files"].items()}
    manifest["content_hash"] = content_hash(hashes)
    (bundle / "manifest.json").write_text(json.dumps(manifest))
    return str(manifest["content_hash"])


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for every test that leaves it running."""
    settings = {"EXPLORER_METRICS_PORT": str(free_port()), "EXPLORER_LOG": "json"}
    with gunicorn(tmp_path_factory.mktemp("served"), **settings) as served:
        yield served


def test_a_worker_that_is_killed_loses_nobodys_view(served: Served) -> None:
    before = answer(served)
    served.kill(served.workers()[:1])
    assert {answer(served) for _ in range(8)} == {before}


def test_scripts_are_served_even_when_everything_is_asked_at_once(served: Served) -> None:
    """By workers that have never shown a page, which is when Dash learns what it may serve."""
    suites = "/_dash-component-suites/dash/"
    paths = ["html/dash_html_components.min.js", "dash-renderer/build/dash_renderer.min.js"] * 8
    served.kill(served.workers())
    with ThreadPoolExecutor(max_workers=len(paths)) as readers:
        assert {status for status, _ in readers.map(served.ask, map(suites.__add__, paths))} == {
            200
        }


def test_bodies_in_pieces_are_measured_and_refused_like_others(served: Served) -> None:
    head = (
        f"POST {CALLBACK} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
    ).encode()
    long = b"a" * 70_000
    for pieces, status in (
        (b"ZZ\r\nabc\r\n0\r\n\r\n", b"400"),
        (b"%x\r\n%b\r\n0\r\n\r\n" % (len(long), long), b"413"),
        (b"%x\r\n%b\r\n0\r\n\r\n" % (len(BODY), BODY), b"200"),
    ):
        with socket.create_connection(("127.0.0.1", served.port), timeout=30) as one:
            one.sendall(head + pieces)
            assert one.recv(65536).startswith(b"HTTP/1.1 " + status)


def test_a_worker_needs_less_than_a_quarter_of_a_gigabyte(served: Served) -> None:
    for _ in range(20):
        answer(served)
        served.ask(VIEW)
    running = served.workers()
    assert running
    for pid in (served.process.pid, *running):
        assert resident(pid) < 250_000_000


def resident(pid: int) -> int:
    """Resident memory of a process, in bytes, shared pages counted in full."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) * 1024


def counts(served: Served) -> str:
    """The page of counts."""
    status, body = served.ask("/metrics", port=served.counts)
    assert status == 200
    return body.decode()


def finds(served: Served) -> float:
    """How many searches were counted."""
    line = 'explorer_requests_total{method="GET",route="/find",status="200"} '
    return sum(float(one.removeprefix(line)) for one in counts(served).splitlines() if line in one)


def test_counts_are_on_their_own_port_and_name_routes_not_readers(served: Served) -> None:
    before = finds(served)
    for _ in range(5):
        served.ask("/find?q=SK1+1AA")
    served.ask("/download/deciles.csv?area=E01005744")
    assert served.ask("/metrics")[0] == 404
    assert finds(served) == before + 5
    text = counts(served)
    assert 'explorer_request_seconds_bucket{le="0.1",route="/download/<key>.<ending>"}' in text
    assert "SK1" not in text
    assert "E01005744" not in text
    assert served.ask("/find?q=a", port=served.counts)[0] == 404
    served.kill(served.workers()[:1])
    assert finds(served) == before + 5


def test_lines_are_json_and_hold_nothing_about_the_reader(served: Served) -> None:
    known = len(served.lines())
    served.ask("/find?q=SK1+1AA", User_Agent="Somebody's", X_Forwarded_For="203.0.113.7")
    served.ask("/files/SK1-1AA.js", Cookie="name=somebody")
    served.ask(CALLBACK, method="POST", body=b'{"SK1 1AA": 1}', Content_Type="application/json")
    with socket.create_connection(("127.0.0.1", served.port), timeout=30) as rude:
        rude.sendall(b"GET /find?q=SK1+1AA\x01\r\n\r\n")
        while rude.recv(4096):
            pass

    def answered(route: str) -> list[dict[str, Any]]:
        """What is logged of a route from here on: by another process, after the answer."""
        return [line for line in logged(served)[known:] if line.get("route") == route]

    until(lambda: "was refused" in "".join(served.lines()[known:]), what="the refusal is logged")
    for route in ("/find", "/files/<name>", CALLBACK):
        until(partial(answered, route), what=f"an answer of {route} is logged")
    (found,) = answered("/find")
    assert found["status"] == 200
    assert {"time", "level", "process", "method", "ms", "bytes"} <= found.keys()
    assert [line["status"] for line in answered(CALLBACK)] == [400]
    text = "\n".join(served.lines())
    for port in (served.port, served.counts):
        text = text.replace(f"http://127.0.0.1:{port}", "")
    for personal in ("SK1", "127.0.0.1:", "203.0.113.7", "Somebody", "somebody"):
        assert personal not in text


def logged(served: Served) -> list[dict[str, Any]]:
    """Everything printed so far, every line of which is an entry in JSON."""
    return [json.loads(line) for line in served.lines()]


def test_a_server_whose_settings_do_not_go_together_does_not_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("EXPLORER_PROXY_SECRET", raising=False)
    with pytest.raises(AssertionError), gunicorn(tmp_path, EXPLORER_AUDIENCE="restricted"):
        pass
    printed = (tmp_path / "output").read_text()
    assert "EXPLORER_PROXY_SECRET is '0 characters'; expected at least 32" in printed
    assert "Traceback" not in printed
