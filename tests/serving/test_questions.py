"""Questions that no page of ours asks are refused with a sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from serving.questions import LARGEST_BODY
from tests.serving.questions import CALLBACK, question

DEEP = "[" * 30_000 + "]" * 30_000
SPOILT: dict[str, Any] = {
    "a list": [],
    "nothing": None,
    "a number": 1,
    "an unknown output": question(output="map.children"),
    "an output of the browser alone": question(output="shown.value"),
    "an output that is a list": question(output=["reply.value"]),
    "no output": {"inputs": []},
    "other outputs": question(outputs={"id": "map", "property": "children"}),
    "outputs in a list": question(outputs=[{"id": "reply", "property": "value"}]),
    "outputs with more": question(outputs={"id": "reply", "property": "value", "x": 1}),
    "no inputs": question(inputs=[]),
    "inputs that are text": question(inputs="view"),
    "another input": question(inputs=[{"id": "map", "property": "value", "value": ""}]),
    "an input twice": question(inputs=question()["inputs"] * 2),
    "a value that is an object": question({"a": 1}),
    "a value that is a list": question(["ind"]),
    "a value that is too long": question("x" * 10_001),
    "a state": question(state=[{"id": "a", "property": "b", "value": 1}]),
    "something else that changed": question(changedPropIds=["map.id"]),
    "changes that are numbers": question(changedPropIds=[1]),
    "more keys": question(cancelJob=["1"]),
}


@pytest.mark.parametrize("what", SPOILT)
def test_a_question_that_is_not_ours_is_refused(client: FlaskClient, what: str) -> None:
    body = json.dumps(SPOILT[what])
    reply = client.post(CALLBACK, data=body, content_type="application/json")
    assert reply.status_code == 400
    assert reply.get_data(as_text=True).startswith(("The question", "A value"))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"NaN",
        DEEP.encode(),
        json.dumps(question()).replace('"ind=crime_2025"', "9" * 5_000).encode(),
        json.dumps(question()).replace('"ind=crime_2025"', "Infinity").encode(),
        json.dumps(question()).encode("utf-16"),
    ],
    ids=["empty", "cut", "bytes", "nan", "deep", "huge", "infinite", "utf-16"],
)
def test_what_is_not_json_is_refused(client: FlaskClient, body: bytes) -> None:
    reply = client.post(CALLBACK, data=body, content_type="application/json")
    assert reply.status_code == 400
    assert "Traceback" not in reply.get_data(as_text=True)


@pytest.mark.parametrize("value", ["", "ind=nope", 1, 1e308, -0.0, True, None, "\0", "%00%ff"])
def test_a_question_of_ours_is_answered_whatever_the_view(
    client: FlaskClient, value: object
) -> None:
    assert client.post(CALLBACK, json=question(value)).status_code == 200


def test_a_body_that_is_too_large_is_not_read(client: FlaskClient) -> None:
    for path in ("/", CALLBACK, "/find"):
        reply = client.open(path, method="POST", data=b" " * (LARGEST_BODY + 1))
        assert reply.status_code == 413
        assert "64 kB" in reply.get_data(as_text=True)


def test_a_question_must_say_that_it_is_json(client: FlaskClient) -> None:
    reply = client.post(CALLBACK, data=json.dumps(question()), content_type="text/plain")
    assert reply.status_code == 415
    assert "application/json" in reply.get_data(as_text=True)
