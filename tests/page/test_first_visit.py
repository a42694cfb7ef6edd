"""What a first visit to the map costs: every response that the page names, as it is sent."""

from __future__ import annotations

import re

from app import create_app
from settings import Settings

MOST = 250_000  # bytes


def test_a_first_visit_is_small_and_asks_for_few_files() -> None:
    client = create_app(Settings()).server.test_client()
    sent: dict[str, int] = {}

    def size(path: str) -> str:
        reply = client.get(path, headers={"Accept-Encoding": "br, gzip"})
        assert reply.status_code == 200, path
        sent[path] = len(reply.data)
        return client.get(path).get_data(as_text=True)

    page = re.sub(r"<noscript>.*?</noscript>", "", size("/map"))
    named = re.findall(r'<script [^>]*?[^-]src="([^"]+)"', page)
    named += re.findall(r'<link rel="(?:stylesheet|preload)" href="([^"]+)"', page)
    for path in sorted(set(named)):
        size("/" + path.removeprefix("/"))
    assert len(sent) == 11, sent  # tests/browser/test_requests.py: nothing else is asked for
    assert sum(sent.values()) < MOST, sent
