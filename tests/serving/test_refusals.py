"""A request that cannot be answered gets a plain sentence; nothing of it is repeated."""

from __future__ import annotations

import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from callbacks.answer import Explorer
from serving.refusals import say_plainly
from settings import Settings
from tests.serving.questions import CALLBACK, question

BROWSER = {"Accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def broken() -> FlaskClient:
    server = Flask("broken")

    @server.get("/")
    def fail() -> str:
        raise RuntimeError("SK1 1AA was typed by a reader")

    say_plainly(server)
    return server.test_client()


def test_a_fault_of_ours_shows_a_sentence_and_no_trace(
    broken: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        reply = broken.get("/?q=SK1+1AA", headers=BROWSER)
    assert reply.status_code == 500
    said = reply.get_data(as_text=True)
    assert "Something went wrong here" in said
    assert "Traceback" not in said
    assert "RuntimeError" not in said
    assert "RuntimeError at" in caplog.text
    assert "SK1" not in caplog.text


def test_a_reader_gets_a_page_and_a_program_a_line(client: FlaskClient) -> None:
    page = client.get("/nope", headers=BROWSER)
    assert page.content_type == "text/html; charset=utf-8"
    assert '<html lang="en-GB">' in page.get_data(as_text=True)
    assert '<a href="/">' in page.get_data(as_text=True)
    line = client.get("/nope")
    assert line.content_type == "text/plain; charset=utf-8"
    assert line.get_data(as_text=True).count("\n") == 1


def test_a_method_that_an_address_does_not_answer_to_is_refused(client: FlaskClient) -> None:
    for path, method in (("/", "POST"), ("/find", "DELETE"), ("/_dash-update-component", "GET")):
        reply = client.open(path, method=method)
        if path.startswith("/_dash"):  # a page's address as far as the router knows
            assert reply.status_code in (404, 405)
        else:
            assert reply.status_code == 405
            assert "GET" in reply.headers["Allow"]


@pytest.mark.parametrize(
    "path",
    ["/<script>alert(1)</script>", "/_dash-component-suites/<b>/x.js", "/files/%3Cb%3E.js"],
)
def test_an_address_is_never_repeated(client: FlaskClient, path: str) -> None:
    reply = client.get(path, headers=BROWSER)
    assert reply.status_code == 404
    assert "<b>" not in reply.get_data(as_text=True)
    assert "<script>" not in reply.get_data(as_text=True)


def test_debugging_cannot_be_turned_on(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FLASK_DEBUG", "DASH_DEBUG", "DASH_UI", "DASH_PROPS_CHECK"):
        monkeypatch.setenv(name, "1")
    app = create_app(Settings())
    assert not app.server.debug

    def fail(_: object, __: str) -> str:
        raise RuntimeError("within")

    monkeypatch.setattr(Explorer, "reply", fail)
    reply = app.server.test_client().post(CALLBACK, json=question())
    assert reply.status_code == 500
    assert "within" not in reply.get_data(as_text=True)
    assert "Traceback" not in reply.get_data(as_text=True)
