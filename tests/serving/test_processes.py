"""Real processes: stopping, replacing, counting and logging, as an orchestrator sees them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from geodata.bundle import content_hash
from settings import Settings
from tests.serving.process import Served, free_port, gunicorn, until
from tests.serving.questions import CALLBACK, question

VIEW = "/map?ward=E05015018"
BODY = json.dumps(question()).encode()


def answer(served: Served) -> bytes:
    """The reply to a question; anything else is a lost request."""
    status, body = served.ask(CALLBACK, method="POST", body=BODY, Content_Type="application/json")
    assert status == 200
    return body


@contextmanager
def readers(ask: Callable[[], object], *, count: int = 3) -> Iterator[list[BaseException]]:
    """Readers who ask without a pause while the block runs; what went wrong for any of them."""
    wrong: list[BaseException] = []
    ended = threading.Event()

    def read() -> None:
        while not ended.is_set():
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


def test_a_request_under_way_is_answered_when_the_server_is_told_to_stop(tmp_path: Path) -> None:
    counts = free_port()

    def running() -> bool:
        return b"explorer_requests_running 1.0" in served.ask("/metrics", port=counts)[1]

    with gunicorn(tmp_path, EXPLORER_METRICS_PORT=str(counts)) as served:
        with socket.create_connection(("127.0.0.1", served.port), timeout=30) as slow:
            head = f"POST {CALLBACK} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            slow.sendall(f"{head}Content-Length: {len(BODY)}\r\n\r\n".encode() + BODY[:10])
            until(running, what="the request is under way")
            served.stop()
            until(lambda: len(workers(served)) < 2, what="the worker without a request ends")
            slow.sendall(BODY[10:])
            said = b""
            while part := slow.recv(65536):
                said += part
        assert said.startswith(b"HTTP/1.1 200")
        assert b'"reply"' in said
        assert served.process.wait(timeout=30) == 0


def accepts(served: Served) -> bool:
    with socket.socket() as knock:
        return knock.connect_ex(("127.0.0.1", served.port)) == 0


def test_a_server_that_stops_is_not_ready_first_and_loses_nobody(tmp_path: Path) -> None:
    """Readers follow /readyz, as those behind a load balancer do."""
    with gunicorn(tmp_path, EXPLORER_DRAIN="2") as served:
        assert served.ask("/readyz")[0] == 200
        ready = threading.Event()
        ready.set()

        def follow() -> None:
            if ready.is_set():
                answer(served)

        with readers(follow) as wrong:
            served.stop()
            until(lambda: served.ask("/readyz")[0] == 503, what="it says that it is stopping")
            assert served.ask("/healthz")[0] == 200
            assert answer(served)
            ready.clear()
        assert wrong == []
        assert served.process.wait(timeout=30) == 0


def test_a_new_bundle_takes_over_without_a_lost_request(tmp_path: Path) -> None:
    """SIGUSR2 starts a second server on the same socket; the first stops when that one answers."""
    bundle = tmp_path / Settings().authority
    shutil.copytree(Settings().bundle, bundle)
    named = tmp_path / "pid"
    with gunicorn(tmp_path, "--pid", str(named), EXPLORER_BUNDLES=str(tmp_path)) as served:
        before = served.bundle()
        with readers(lambda: answer(served)) as wrong:
            after = other_edition(bundle)
            served.process.send_signal(signal.SIGUSR2)
            second = Path(f"{named}.2")
            until(lambda: second.exists() and second.read_text().strip(), what="a second server")
            until(lambda: served.bundle() == after, what="the second server answers")
            new = int(second.read_text())
            served.stop()
            assert served.process.wait(timeout=30) == 0
            assert {served.bundle() for _ in range(8)} == {after}
        try:
            assert wrong == []
            assert before != after
        finally:
            os.kill(new, signal.SIGTERM)
            until(lambda: not accepts(served), what="the second server stops")


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


def test_a_worker_that_is_killed_loses_nobodys_view(tmp_path: Path) -> None:
    with gunicorn(tmp_path) as served:
        before = answer(served)
        children = workers(served)
        os.kill(children[0], signal.SIGKILL)
        until(lambda: set(workers(served)) - set(children), what="another worker")
        assert {answer(served) for _ in range(8)} == {before}


def workers(served: Served) -> list[int]:
    pid = served.process.pid
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_bodies_in_pieces_are_measured_and_refused_like_others(tmp_path: Path) -> None:
    head = (
        f"POST {CALLBACK} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
    ).encode()
    long = b"a" * 70_000
    with gunicorn(tmp_path) as served:
        for pieces, status in (
            (b"ZZ\r\nabc\r\n0\r\n\r\n", b"400"),
            (b"%x\r\n%b\r\n0\r\n\r\n" % (len(long), long), b"413"),
            (b"%x\r\n%b\r\n0\r\n\r\n" % (len(BODY), BODY), b"200"),
        ):
            with socket.create_connection(("127.0.0.1", served.port), timeout=30) as one:
                one.sendall(head + pieces)
                assert one.recv(65536).startswith(b"HTTP/1.1 " + status)


def test_a_worker_needs_less_than_a_quarter_of_a_gigabyte(tmp_path: Path) -> None:
    with gunicorn(tmp_path) as served:
        for _ in range(20):
            answer(served)
            served.ask(VIEW)
        running = workers(served)
        assert running
        for pid in (served.process.pid, *running):
            assert resident(pid) < 250_000_000


def resident(pid: int) -> int:
    """Resident memory of a process, in bytes, shared pages counted in full."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) * 1024


def test_counts_are_on_their_own_port_and_name_routes_not_readers(tmp_path: Path) -> None:
    port = free_port()
    with gunicorn(tmp_path, EXPLORER_METRICS_PORT=str(port)) as served:
        for _ in range(5):
            served.ask("/find?q=SK1+1AA")
        served.ask("/download/deciles.csv?area=E01005744")
        assert served.ask("/metrics")[0] == 404
        status, body = served.ask("/metrics", port=port)
        text = body.decode()
        assert status == 200
        assert 'explorer_requests_total{method="GET",route="/find",status="200"} 5.0' in text
        assert 'explorer_request_seconds_bucket{le="0.1",route="/download/<key>.<ending>"}' in text
        assert "SK1" not in text
        assert "E01005744" not in text
        assert served.ask("/find?q=a", port=port)[0] == 404
        os.kill(workers(served)[0], signal.SIGKILL)
        until(lambda: len(workers(served)) == 2, what="another worker")
        assert 'route="/find",status="200"} 5.0' in served.ask("/metrics", port=port)[1].decode()


def test_lines_are_json_and_hold_nothing_about_the_reader(tmp_path: Path) -> None:
    with gunicorn(tmp_path, EXPLORER_LOG="json") as served:
        served.ask("/find?q=SK1+1AA", User_Agent="Somebody's", X_Forwarded_For="203.0.113.7")
        served.ask("/files/SK1-1AA.js", Cookie="name=somebody")
        served.ask(CALLBACK, method="POST", body=b'{"SK1 1AA": 1}', Content_Type="application/json")
        with socket.create_connection(("127.0.0.1", served.port), timeout=30) as rude:
            rude.sendall(b"GET /find?q=SK1+1AA\x01\r\n\r\n")
            while rude.recv(4096):
                pass
        until(lambda: "was refused" in "".join(served.lines()), what="the refusal is logged")
    text = "\n".join(served.lines())
    lines = [json.loads(line) for line in served.lines()]
    found = [line for line in lines if line.get("route") == "/find"]
    assert found[0]["status"] == 200
    assert {"time", "level", "process", "method", "ms", "bytes"} <= found[0].keys()
    assert [line["status"] for line in lines if line.get("route") == CALLBACK] == [400]
    for personal in ("SK1", "127.0.0.1:", "203.0.113.7", "Somebody", "somebody"):
        assert personal not in text.replace(f"http://127.0.0.1:{served.port}", "")


def test_a_server_whose_settings_do_not_go_together_does_not_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("EXPLORER_PROXY_SECRET", raising=False)
    with pytest.raises(AssertionError), gunicorn(tmp_path, EXPLORER_AUDIENCE="restricted"):
        pass
    printed = (tmp_path / "output").read_text()
    assert "EXPLORER_PROXY_SECRET is '0 characters'; expected at least 32" in printed
    assert "Traceback" not in printed
