"""One address to one file: what is tried again, what is resumed, and what is refused."""

from __future__ import annotations

import gzip
import json
import socket
import threading
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from werkzeug import Request, Response

from geodata.errors import FetchError, TableError
from geodata.refresh.archive import unpack
from geodata.refresh.cache import Cache
from geodata.refresh.fetch import Fetcher, Limits
from tests.geodata.publishers import archive
from tests.geodata.refresh_server import (
    Fault,
    PublisherServer,
    file,
    html,
    redirect,
    serving,
    status,
    truncated,
)

ADDRESS = "https://publisher.example/figures.csv"
BODY = b"code,people\n" + b"".join(b"E%08d,%d\n" % (n, n * n) for n in range(5_000))
BOMB = gzip.compress(b"0" * 5_000_000)
QUICK = Limits(tries=3, connect=2, silence=1, first_pause=0.01, longest_pause=2)


@pytest.fixture
def server() -> Iterator[PublisherServer]:
    yield from serving(PublisherServer(pages={ADDRESS: file(BODY)}))


@pytest.fixture
def fetcher(server: PublisherServer, tmp_path: Path) -> Fetcher:
    return Fetcher(Cache(tmp_path / "cache"), limits=QUICK, mirrors=server.mirrors())


def content(fetcher: Fetcher, address: str = ADDRESS, kind: str = "csv") -> bytes:
    return fetcher.cache.content(fetcher(address, kind=kind)).read_bytes()


def ranges(server: PublisherServer) -> list[str | None]:
    return [one.headers.get("Range") for one in server.seen]


def test_a_file_is_kept_by_its_hash_and_not_fetched_again(
    server: PublisherServer, fetcher: Fetcher
) -> None:
    first, second = fetcher(ADDRESS, kind="csv"), fetcher(ADDRESS, kind="csv")
    assert first == second
    assert fetcher.cache.content(first).read_bytes() == BODY
    assert server.seen[1].headers["If-None-Match"] == first.validator
    assert content(replace(fetcher, offline=True)) == BODY
    assert len(server.seen) == 2


def test_content_that_was_spoilt_is_fetched_again(fetcher: Fetcher) -> None:
    held = fetcher(ADDRESS, kind="csv")
    fetcher.cache.content(held).write_bytes(b"spoilt")
    with pytest.raises(FetchError, match="found nothing in the cache"):
        replace(fetcher, offline=True)(ADDRESS, kind="csv")
    assert content(fetcher) == BODY


def test_a_newer_version_takes_the_place_of_the_old(
    server: PublisherServer, fetcher: Fetcher
) -> None:
    assert content(fetcher) == BODY
    server.pages[ADDRESS] = file(BODY + b"E99999999,1\n")
    assert content(fetcher) == BODY + b"E99999999,1\n"


LATER = format_datetime(datetime.now(UTC) - timedelta(seconds=5), usegmt=True)


@pytest.mark.parametrize(
    "fault",
    [
        *(status(code) for code in (429, 500, 502, 503, 504)),
        status(429, Retry_After="0"),
        status(429, Retry_After="1"),
        status(503, Retry_After=LATER),
        status(503, Retry_After=LATER.replace("GMT", "-0000")),
        status(503, Retry_After="soon"),
    ],
)
def test_a_busy_server_is_asked_again(
    server: PublisherServer, fetcher: Fetcher, fault: Fault
) -> None:
    server.faults[ADDRESS] = [fault]
    told: list[str] = []
    assert content(replace(fetcher, report=told.append)) == BODY
    assert len(server.seen) == 2
    assert len(told) == 1
    assert "trying again" in told[0]


def test_a_server_that_asks_for_an_hour_is_left_alone(
    server: PublisherServer, fetcher: Fetcher
) -> None:
    server.faults[ADDRESS] = [status(429, Retry_After="3600")]
    with pytest.raises(FetchError, match="found 429, with 3600 seconds to wait, expected at most"):
        fetcher(ADDRESS, kind="csv")
    assert len(server.seen) == 1


def test_a_body_that_breaks_off_is_resumed(server: PublisherServer, fetcher: Fetcher) -> None:
    server.faults[ADDRESS] = [truncated]
    assert content(fetcher) == BODY
    assert ranges(server) == [None, f"bytes={len(BODY) // 2}-"]


def test_a_download_is_resumed_by_the_next_process(
    server: PublisherServer, fetcher: Fetcher
) -> None:
    server.faults[ADDRESS] = [truncated]
    with pytest.raises(FetchError, match=r"a body that breaks off after [\d,]+ bytes, 1 times"):
        replace(fetcher, limits=replace(QUICK, tries=1))(ADDRESS, kind="csv")
    assert content(replace(fetcher, cache=Cache(fetcher.cache.folder))) == BODY
    assert ranges(server)[1] == f"bytes={len(BODY) // 2}-"


def test_what_changed_since_is_not_put_behind_the_old_beginning(
    server: PublisherServer, fetcher: Fetcher
) -> None:
    server.faults[ADDRESS] = [truncated]
    with pytest.raises(FetchError):
        replace(fetcher, limits=replace(QUICK, tries=1))(ADDRESS, kind="csv")
    server.pages[ADDRESS] = file(BODY.upper())
    assert content(fetcher) == BODY.upper()


def test_a_server_that_falls_silent_is_given_up(server: PublisherServer, fetcher: Fetcher) -> None:
    server.faults[ADDRESS] = [server.hang] * 3
    with pytest.raises(FetchError, match="found no answer in time, 3 times"):
        fetcher(ADDRESS, kind="csv")


def test_a_server_that_is_not_there_is_said_so(fetcher: Fetcher) -> None:
    gone = replace(fetcher, mirrors={"https://publisher.example": "http://127.0.0.1:9"})
    with pytest.raises(FetchError, match="found no connection, 3 times"):
        gone(ADDRESS, kind="csv")
    told: list[str] = []
    with pytest.raises(
        FetchError, match=r"other.csv: found no connection, .*--given other.csv=FILE"
    ):
        replace(gone, report=told.append)("https://publisher.example/other.csv", kind="csv")
    assert told == [], "nor is it tried for another file"


def other_part(_: Request, __: Response) -> Response:
    return Response(BODY[:10], 206, headers={"Content-Range": f"bytes 0-9/{len(BODY)}"})


def test_another_part_than_was_asked_for_is_not_taken(
    server: PublisherServer, fetcher: Fetcher
) -> None:
    server.faults[ADDRESS] = [truncated, other_part]
    assert content(fetcher) == BODY


HALF = len(BODY) // 2


def half(*_: object) -> Response:
    told = {"ETag": '"a"', "Content-Length": str(len(BODY))}
    return Response(iter([BODY[:HALF]]), 200, headers=told)


def part(body: bytes, first: int, last: int, version: str = '"a"') -> Fault:
    told = {"Content-Range": f"bytes {first}-{last - 1}/{len(body)}", "ETag": version}
    return lambda *_: Response(body[first:last], 206, headers=told)


OTHER = BODY.replace(b",1", b",7")


@pytest.mark.parametrize(
    "faults",
    [
        [half, part(OTHER, HALF, len(OTHER), '"b"')],
        [half, part(OTHER, HALF, len(OTHER), "")],
        [half, part(BODY, HALF, HALF + 500)],
        [half, part(BODY, HALF + 1, len(BODY))],
        [part(BODY, 0, 1_000)],
        [part(BODY, 0, len(BODY))],
    ],
    ids=["another version", "no version", "less than the rest", "later", "unasked", "all of it"],
)
def test_a_part_is_taken_only_when_it_is_the_rest_of_the_same_version(
    server: PublisherServer, fetcher: Fetcher, faults: list[Fault]
) -> None:
    server.faults[ADDRESS] = faults
    assert content(fetcher) == BODY


def test_runs_that_fetch_the_same_side_by_side_take_nothing_of_each_other(
    server: PublisherServer, fetcher: Fetcher
) -> None:
    """The first is still writing when the second has fetched all of another version."""
    begun, other_done = threading.Event(), threading.Event()

    def slow(*_: object) -> Response:
        def parts() -> Iterator[bytes]:
            yield BODY[:HALF]
            begun.set()
            other_done.wait(30)
            yield BODY[HALF:]

        return Response(parts(), 200, headers={"Content-Length": str(len(BODY))})

    server.faults[ADDRESS] = [slow, lambda *_: Response(OTHER)]
    with ThreadPoolExecutor() as runs:
        first = runs.submit(content, replace(fetcher, limits=Limits(tries=1)))
        assert begun.wait(30)
        assert content(replace(fetcher, cache=Cache(fetcher.cache.folder))) == OTHER
        other_done.set()
        assert first.result() == BODY
    assert list((fetcher.cache.folder / "partial").iterdir()) == []


def empty_blocks(server: PublisherServer) -> Fault:
    def parts() -> Iterator[bytes]:
        while not server.ended.wait(0.02):
            yield gzip.compress(b"")

    return lambda *_: Response(parts(), headers={"Content-Encoding": "gzip"})


def test_a_body_that_never_ends_is_given_up(server: PublisherServer, fetcher: Fetcher) -> None:
    server.faults[ADDRESS] = [empty_blocks(server)]
    with pytest.raises(FetchError, match=r"found 0 bytes in 0\.2 seconds, 1 times"):
        replace(fetcher, limits=Limits(tries=1, whole=0.2))(ADDRESS, kind="csv")


@pytest.mark.parametrize("drop", [b"a", b"HTTP/1.1 102 Processing\r\n\r\n"])
def test_a_heading_that_never_ends_is_given_up(fetcher: Fetcher, drop: bytes) -> None:
    """Every wait is short; the whole is not."""
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            there, _ = listening.accept()
            with there, suppress(OSError):
                there.sendall(b"" if len(drop) > 1 else b"HTTP/1.1 200 OK\r\nX: ")
                while not ended.wait(0.02):
                    there.sendall(drop)

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        place = f"http://127.0.0.1:{listening.getsockname()[1]}"
        slow = replace(fetcher, mirrors={"https://publisher.example": place})
        with pytest.raises(FetchError, match=r"found 0 bytes in 0\.2 seconds, 1 times"):
            replace(slow, limits=Limits(tries=1, whole=0.2))(ADDRESS, kind="csv")
        ended.set()
        thread.join()


def packed(_: Request, answer: Response) -> Response:
    return Response(gzip.compress(answer.get_data()), headers={"Content-Encoding": "gzip"})


def spoilt(request: Request, answer: Response) -> Response:
    whole = packed(request, answer)
    whole.set_data(whole.get_data()[:500] + b"\0" * 500)
    return whole


def bomb(_: Request, __: Response) -> Response:
    return Response(BOMB, headers={"Content-Encoding": "gzip"})


def cut(how: str) -> Fault:
    pack = gzip.compress if how == "gzip" else zlib.compress
    return lambda *_: Response(pack(BODY)[:2_000], headers={"Content-Encoding": how})


@pytest.mark.parametrize(
    "faults", [[packed], [spoilt], [spoilt, packed], [cut("gzip")], [cut("deflate")]]
)
def test_a_body_compressed_on_its_way_is_the_file_itself(
    server: PublisherServer, fetcher: Fetcher, faults: list[Fault]
) -> None:
    server.faults[ADDRESS] = faults
    assert content(fetcher) == BODY


def test_a_compressed_body_that_grows_without_end_is_stopped(
    server: PublisherServer, fetcher: Fetcher
) -> None:
    server.faults[ADDRESS] = [bomb]
    with pytest.raises(FetchError, match="found more than 1,000,000 bytes"):
        replace(fetcher, limits=replace(QUICK, largest=1_000_000, silence=20))(ADDRESS, kind="csv")
    assert [one for one in fetcher.cache.folder.rglob("*") if one.is_file()] == []


def unknown(_: Request, answer: Response) -> Response:
    return Response(answer.get_data(), headers={"Content-Encoding": "br"})


def test_an_address_with_a_query_is_named_in_short(fetcher: Fetcher) -> None:
    with pytest.raises(FetchError) as refusal:
        fetcher(f"{ADDRESS.replace('figures', 'none')}?where=a", kind="json")
    assert str(refusal.value).startswith("https://publisher.example/none.csv: found the answer")


@pytest.mark.parametrize(
    ("fault", "kind", "found"),
    [
        (status(404), "csv", "the answer 404"),
        (status(403), "csv", "the answer 403"),
        (html, "csv", "a web page or XML"),
        (html, "zip", "a web page or XML"),
        (html, "json", "a web page or XML"),
        (unknown, "csv", "a body in br"),
        (redirect("https://elsewhere.example/x"), "csv", "a redirection to elsewhere.example"),
        (redirect("http://127.0.0.1:1/x"), "csv", "a redirection to 127.0.0.1:1"),
        (redirect("ftp://publisher.example/x"), "csv", "a redirection to publisher.example"),
        (lambda *_: Response(b"PK"), "zip", "something that is no archive"),
        (
            lambda *_: Response(b"\xd0\xcf\x11\xe0"),
            *("xlsx", "an old Excel workbook, or a locked one"),
        ),
        (lambda *_: Response(b""), "csv", "an empty file"),
    ],
)
def test_what_no_other_try_would_mend_is_refused_at_once(
    server: PublisherServer, fetcher: Fetcher, fault: Fault, kind: str, found: str
) -> None:
    server.faults[ADDRESS] = [fault]
    with pytest.raises(FetchError) as refusal:
        fetcher(ADDRESS, kind=kind)
    assert refusal.value.found == found
    assert str(refusal.value).startswith(f"{ADDRESS}: found {found}, expected ")
    assert len(server.seen) == 1


def test_a_web_page_does_not_take_the_place_of_the_file(
    server: PublisherServer, fetcher: Fetcher
) -> None:
    assert content(fetcher) == BODY
    server.faults[ADDRESS] = [html]
    with pytest.raises(FetchError, match="a web page"):
        fetcher(ADDRESS, kind="csv")
    assert content(replace(fetcher, offline=True)) == BODY


def test_a_redirection_on_the_same_host_is_followed(
    server: PublisherServer, fetcher: Fetcher
) -> None:
    server.faults[ADDRESS] = [redirect("/publisher.example/moved.csv")]
    server.pages["https://publisher.example/moved.csv"] = file(BODY[:100])
    assert content(fetcher) == BODY[:100]


def test_a_redirection_to_another_scheme_is_called_that(
    server: PublisherServer, fetcher: Fetcher
) -> None:
    server.faults[ADDRESS] = [redirect(f"ftp://127.0.0.1:{server.port}/x")]
    with pytest.raises(FetchError, match="found a redirection to the scheme ftp, expected"):
        fetcher(ADDRESS, kind="csv")


def test_redirections_in_a_circle_end(server: PublisherServer, fetcher: Fetcher) -> None:
    server.faults[ADDRESS] = [redirect("/publisher.example/figures.csv")] * 9
    with pytest.raises(FetchError, match="more than 5 redirections"):
        fetcher(ADDRESS, kind="csv")


@pytest.mark.parametrize("told", [True, False])
def test_a_file_too_large_is_refused_before_the_disk_is_full(
    server: PublisherServer, fetcher: Fetcher, told: bool
) -> None:
    if not told:
        server.faults[ADDRESS] = [lambda *_: Response(iter([BODY]))]
    with pytest.raises(FetchError, match="expected at most 1,000 bytes"):
        replace(fetcher, limits=replace(QUICK, largest=1_000))(ADDRESS, kind="csv")
    assert list((fetcher.cache.folder / "content").iterdir()) == []


def test_only_https_is_asked(fetcher: Fetcher) -> None:
    with pytest.raises(FetchError, match="found the scheme http, expected https"):
        fetcher("http://publisher.example/figures.csv", kind="csv")


def test_the_size_is_asked_without_the_body(server: PublisherServer, fetcher: Fetcher) -> None:
    assert fetcher.size(ADDRESS) == f"{len(BODY):,} bytes"
    assert fetcher.size("https://publisher.example/none.csv") == "size unknown"
    assert [one.method for one in server.seen] == ["HEAD", "HEAD"]


def test_where_nothing_is_reached_it_is_said_how_to_give_the_file(fetcher: Fetcher) -> None:
    """The name is that of the address, or the one in its query where that names the file."""
    fetcher = replace(fetcher, mirrors={"https://publisher.example": "http://127.0.0.1:9"})
    assert fetcher.size(ADDRESS) == "not reached"
    in_query = "https://publisher.example/file?uri=/a/people%20of%202023.xlsx"
    for address, name in ((ADDRESS, "figures.csv"), (in_query, "people of 2023.xlsx")):
        for asked in (fetcher, replace(fetcher, offline=True)):
            with pytest.raises(FetchError, match=rf", or that file by --given {name}=FILE\.$"):
                asked(address, kind="csv")
    with pytest.raises(FetchError, match=r"file\?uri=/a/people%20of%202023.xlsx: found no conn"):
        fetcher(in_query, kind="csv")
    with pytest.raises(FetchError, match=r"/query: found no connection, .* the whole file\.$"):
        fetcher("https://publisher.example/query?where=1", kind="csv")


def test_an_entry_of_the_cache_that_cannot_be_read_is_none(fetcher: Fetcher) -> None:
    fetcher(ADDRESS, kind="csv")
    (entry,) = (fetcher.cache.folder / "addresses").glob("*.json")
    for spoilt in ("", "[]", json.dumps({"address": 1})):
        entry.write_text(spoilt)
        assert fetcher.cache.find(ADDRESS) is None


def test_a_member_is_unpacked_whole_or_not_at_all(tmp_path: Path) -> None:
    """Workers that need the same archive unpack it side by side into one folder."""
    packed = tmp_path / "packed.zip"
    packed.write_bytes(archive({"member.csv": BODY}))
    assert unpack(packed, "member.csv", tmp_path, label="packed").read_bytes() == BODY
    packed.unlink()
    assert unpack(packed, "member.csv", tmp_path, label="packed").read_bytes() == BODY
    broken = archive({"other.csv": BODY})
    packed.write_bytes(broken[:60] + b"\x00" * 40 + broken[100:])
    with pytest.raises(TableError, match="an archive that cannot be read"):
        unpack(packed, "other.csv", tmp_path, label="packed")
    assert {path.name for path in tmp_path.iterdir()} == {"packed.zip", "member.csv"}
