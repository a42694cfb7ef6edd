"""Requests that nobody honest sends, for every route that the server has."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_from_bytes, unquote_to_bytes

from flask import Flask
from hypothesis import strategies as st
from werkzeug.routing import Rule

from charts.registry import CHARTS
from tests.serving.questions import question
from views.key import keys_of
from views.view import View

MARKS = ("<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>", "<svg/onload=alert(1)>")
TRICKS = (
    *MARKS,
    *("../../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/settings.py", "..\\..\\x"),
    *("//other.example", "/\\other.example", "..;/admin", ".", "..", "./.", "a//b", "%", "%zz"),
    *("\0", "%00.js", "\r\nSet-Cookie: a=b", "%0d%0aSet-Cookie:%20a=b", "\x1b[31m", "\u202e"),
    *("{{7*7}}", "${jndi:ldap://x}", "' OR 1=1--", "$(id)", "__proto__", "constructor"),
    *(
        "\ufeff",
        "\U0001f4a9",
        "\ud7ff",
        "ｓｃｒｉｐｔ",
        "ﷺ" * 50,
        "a" * 5_000,
        "9" * 4_500,
        "-0",
        "1e999",
    ),
    *("nan", "NaN", "inf", "null", "true", "[]", "{}", "0x10", "١٢٣", "1_000", "+1", " 1 "),
)
KEYS = tuple(keys_of(View))
VALUES = (
    "imd_2025",
    "E05015018",
    "E01005744",
    "1,2,9",
    "none",
    "53.4,-2.1,12",
    "wards,names",
    "92",
)
METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "get")
HEADERS: dict[str, Sequence[str]] = {
    "HTTP_ACCEPT": ("text/html", "*/*", ";;;", "text/html;q=x", "application/json"),
    "HTTP_ACCEPT_ENCODING": ("br", "gzip;q=0, br;q=0", "*;q=nan", "br;q=-1, \x7f", "identity;q=0"),
    "HTTP_HOST": ("other.example", "a:b:c", "[::1", "x" * 300, "<b>", "127.0.0.1:99999999", ""),
    "HTTP_X_FORWARDED_PROTO": ("https", "javascript", "https,http", ","),
    "HTTP_X_FORWARDED_HOST": ("other.example", "<script>alert(1)</script>", "a b", ""),
    "HTTP_X_FORWARDED_PREFIX": ("/x", "//other.example"),
    "HTTP_X_FORWARDED_FOR": ("1.2.3.4", "unknown", "1" * 500),
    "HTTP_COOKIE": ("a=b", "=;;=", '"' * 50, "a=\x01"),
    "HTTP_RANGE": ("bytes=0-0", "bytes=9-1", "bytes=-", "lines=1-2", "bytes=" + "0-1," * 50),
    "HTTP_IF_NONE_MATCH": ("*", '"x"', "W/", '"' * 9),
    "HTTP_IF_MODIFIED_SINCE": ("x", "Thu, 32 Foo 99999 99:99:99 GMT"),
    "HTTP_IF_RANGE": ("x", '"'),
    "HTTP_ORIGIN": ("null", "https://other.example"),
    "HTTP_REFERER": ("\x80", "https://other.example/<b>"),
    "HTTP_AUTHORIZATION": ("Basic !!!", "Bearer", "Digest x=", "Basic " + "A" * 900),
    "HTTP_X_HTTP_METHOD_OVERRIDE": ("DELETE",),
    "HTTP_TRANSFER_ENCODING": ("chunked", "gzip, chunked"),
    "HTTP_CONTENT_ENCODING": ("gzip", "br"),
    "CONTENT_LENGTH": ("-1", "x", "999999999999999999999", "0", "1", "٣"),
}
KINDS = (
    *("application/json", "application/json; charset=utf-7", "APPLICATION/JSON", "text/plain", ""),
    *("multipart/form-data", "multipart/form-data; boundary=" + "-" * 200, "a/b;c=d;;", "\x80"),
    *("application/x-www-form-urlencoded", "application/json; charset=\x00"),
)


@dataclass(frozen=True)
class Request:
    """A request as a server would hand it on."""

    method: str
    path: str
    query: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def environ(self) -> dict[str, Any]:
        """The request as WSGI has it."""
        return {
            "REQUEST_METHOD": self.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": self.path,
            "QUERY_STRING": self.query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8050",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "127.0.0.1:8050",
            "CONTENT_LENGTH": str(len(self.body)),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(self.body),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
            **dict(self.headers),
        }


def words() -> st.SearchStrategy[str]:
    """Something to put where a word is expected."""
    return st.one_of(
        st.sampled_from(TRICKS),
        st.sampled_from((*CHARTS, *VALUES, *KEYS)),
        st.text(max_size=40),
    )


def wire(text: str) -> str:
    """Text as the bytes of a request line, one character a byte, as WSGI wants it."""
    return unquote_to_bytes(text.encode("utf-8", "replace")).decode("latin-1")


@st.composite
def paths(draw: st.DrawFn, rules: Sequence[Rule]) -> str:
    """The path of some rule with its parts filled in, or none of the server's paths at all."""
    if draw(st.integers(0, 9)) == 0:
        return wire("/" + draw(words()))
    rule = draw(st.sampled_from(rules)).rule
    path = re.sub(r"<[^>]*>", lambda _: draw(words()), rule)
    return wire(draw(st.sampled_from(("", "", "", "/public-health", "/"))) + path)


@st.composite
def queries(draw: st.DrawFn) -> str:
    """A query string: mostly of the view's own keys, sometimes bytes."""
    if draw(st.booleans()):
        return draw(st.binary(max_size=60)).decode("latin-1").replace("\n", "")
    pairs = draw(st.lists(st.tuples(st.sampled_from((*KEYS, "", "q[]")), words()), max_size=5))
    raw = draw(st.booleans())
    said = [
        f"{key}={value if raw else quote_from_bytes(value.encode('utf-8', 'replace'))}"
        for key, value in pairs
    ]
    return "&".join(said).encode("utf-8", "replace").decode("latin-1")


def values() -> st.SearchStrategy[Any]:
    """Any JSON, not too large, with the numbers that go wrong."""
    return st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), words()),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3), st.dictionaries(words(), inner, max_size=3)
        ),
        max_leaves=6,
    )


@st.composite
def bodies(draw: st.DrawFn) -> bytes:
    """A question as the page sends it, whole or spoilt; or something else."""
    kind = draw(st.integers(0, 7))
    if kind == 0:
        return draw(st.binary(max_size=200))
    if kind == 1:
        deep = draw(st.integers(1, 20_000))
        return draw(st.sampled_from((b"[", b'{"a":', b'{"output":['))) * deep
    if kind == 2:
        return (
            json.dumps(question(0))
            .replace(" 0}", f" {'9' * draw(st.integers(1, 9_000))}}}")
            .encode()
        )
    spoilt = question(draw(words()))
    for key in draw(st.lists(st.sampled_from((*spoilt, "state", "more")), max_size=2)):
        spoilt[key] = draw(values())
    if kind == 3:
        spoilt["inputs"] = [{"id": "view", "property": "value", "value": draw(values())}]
    coded = json.dumps(spoilt).encode(
        draw(st.sampled_from(("utf-8", "utf-8", "utf-16"))), "replace"
    )
    return coded[: draw(st.integers(0, len(coded)))] if kind == 4 else coded


@st.composite
def requests(draw: st.DrawFn, server: Flask) -> Request:
    """One hostile request to one of the server's routes."""
    rules = sorted(server.url_map.iter_rules(), key=lambda rule: rule.rule)
    headers = {
        name: draw(st.sampled_from(HEADERS[name]))
        for name in draw(st.lists(st.sampled_from(sorted(HEADERS)), max_size=3, unique=True))
    }
    path = draw(paths(rules))
    asked = "/_dash-update-component" in path
    method = draw(st.sampled_from(("POST", "POST", *METHODS) if asked else ("GET", *METHODS)))
    body = draw(bodies()) if asked or draw(st.integers(0, 5)) == 0 else b""
    kind = draw(st.sampled_from(("application/json",) * 10 + KINDS))
    return Request(
        method=method,
        path=path,
        query=draw(queries()),
        headers=tuple({**headers, "CONTENT_TYPE": kind}.items()),
        body=body,
    )
