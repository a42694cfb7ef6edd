"""Files named by what they hold or by what makes them: encoded once, cached by readers for ever."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any

import brotli
from flask import Flask, Response, abort, request

from page.script_words import words_for

ASSETS = Path(__file__).resolve().parents[1] / "assets"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
BEST, QUICK = 11, 10  # effort of Brotli; files are 4 % larger with less, in a quarter of the time
LARGE = 400_000  # bytes of a file for which nobody is to wait while it is encoded with the best
DIGITS = 8  # of a hash in a name: two contents of one name differ in them but once in 4 billion
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class File:
    """One file in the three encodings a browser may ask for; made and encoded once."""

    kind: str
    make: Callable[[], bytes]
    effort: int

    def body(self, encoding: str) -> bytes:
        """The content in an encoding, "" for none."""
        return self._bodies[encoding]

    @cached_property
    def _bodies(self) -> Mapping[str, bytes]:
        content = self.make()
        if self.kind != TYPES[".json"]:
            return _shared(content, self.effort)
        return _compressed(content, QUICK if len(content) > LARGE else self.effort)


@dataclass
class Files:
    """Content-addressed files. `add` returns the address to put in a page."""

    prefix: str = "files/"
    _files: dict[str, File] = field(default_factory=dict)

    def add(self, name: str, content: bytes, *, effort: int = BEST) -> str:
        """Publish content under a name that changes when it does.

        Less effort is for files of which there are many, and of which a reader fetches few: they
        are compressed when first asked for, the others before any process is forked.
        """
        return self._named(name, lambda: content, _digest(content), effort=effort)

    def _named(self, name: str, make: Callable[[], bytes], digest: str, *, effort: int) -> str:
        stem, dot, suffix = name.rpartition(".")
        hashed = f"{stem}.{digest}{dot}{suffix}"
        file = self._files[hashed] = File(TYPES[f".{suffix}"], make, effort)
        if effort == BEST:
            file.body("")
        return self.prefix + hashed

    def add_assets(self, name: str, *assets: str) -> str:
        """Publish files of `assets/`, one after the other, as one."""
        return self.add(name, _together(assets).encode())

    def add_scripts(self, name: str, *assets: str) -> str:
        """Publish scripts of `assets/` as one, the words that they say before them."""
        scripts = _together(assets)
        parts = _together(("words.js",)), words_for(scripts), scripts
        return self.add(name, "\n".join(parts).encode())

    def add_json(self, name: str, value: Any, *, effort: int = BEST) -> str:
        """Publish a value as compact JSON."""
        return self.add(name, _compact(value), effort=effort)

    def add_set(
        self, pattern: str, makers: Mapping[str, Callable[[], Any]], *, version: str
    ) -> tuple[str, dict[str, str]]:
        """Publish values under a pattern of names with {key}, each made when first asked for.

        The names change with the `version` of what makes them. Returns the pattern of their
        addresses, so that a page need not hold each, and each.
        """
        digest = _digest(version.encode())
        addresses = {
            key: self._named(pattern.format(key=key), partial(_made, make), digest, effort=QUICK)
            for key, make in makers.items()
        }
        stem, dot, suffix = pattern.rpartition(".")
        return f"{self.prefix}{stem}.{digest}{dot}{suffix}", addresses

    def register(self, server: Flask) -> None:
        """Serve the files under the prefix."""
        server.add_url_rule(f"/{self.prefix}<name>", "files", self._serve)

    def _serve(self, name: str) -> Response:
        file = self._files.get(name)
        if file is None:
            abort(404)
        wanted = request.accept_encodings
        encoding = next((code for code in ("br", "gzip") if wanted.quality(code)), "")
        response = Response(file.body(encoding), content_type=file.kind)
        response.headers["Cache-Control"] = FOREVER
        response.headers["Vary"] = "Accept-Encoding"
        if encoding:
            response.headers["Content-Encoding"] = encoding
        return response


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:DIGITS]


def _compact(value: Any) -> bytes:
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode()


def _made(make: Callable[[], Any]) -> bytes:
    return _compact(make())


@lru_cache(maxsize=64)
def _shared(content: bytes, effort: int) -> Mapping[str, bytes]:
    """Scripts and styles, which are the same for every place that a process serves."""
    return _compressed(content, effort)


def _compressed(content: bytes, effort: int) -> Mapping[str, bytes]:
    return {
        "br": brotli.compress(content, quality=effort),
        "gzip": gzip.compress(content, mtime=0),
        "": content,
    }


def _together(assets: Sequence[str]) -> str:
    return "\n".join(lean((ASSETS / one).read_text()) for one in assets)


def lean(text: str) -> str:
    """A script or style sheet without margins, and without comments at the ends of lines.

    One that asks to be preserved is: it holds a licence.
    """
    kept: list[str] = []
    inside = False
    for line in text.splitlines():
        words = line.strip()
        if inside or (
            words.startswith("/*") and "@preserve" not in words and "*/" not in words[:-2]
        ):
            inside = not words.endswith("*/")
        elif words and not words.startswith("//"):
            kept.append(words.partition(" // ")[0].rstrip())
    return "\n".join(kept)
