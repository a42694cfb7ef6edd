"""The questions a page may ask through Dash: known ones, of a known shape, and small.

Whatever is let through has exactly the shape that the page's own script sends, so Dash never sees
anything else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from flask import Flask, request
from gunicorn.http.errors import ParseException

from serving.refusals import refuse

LARGEST_BODY = 64 * 1024
LONGEST_TEXT = 10_000
MOST_CHANGED = 20
KEYS = {"output", "outputs", "inputs", "state", "changedPropIds", "parsedChangedPropsIds"}
Pair = tuple[str, str]


@dataclass(frozen=True)
class Question:
    """A callback that reaches the server: the properties it answers to and those it sets."""

    outputs: tuple[Pair, ...]
    inputs: tuple[Pair, ...]
    state: tuple[Pair, ...] = ()


def known_questions(callbacks: Mapping[str, Mapping[str, Any]]) -> dict[str, Question]:
    """Dash's map of callbacks as questions, by output; those of the browser alone left out."""
    return {
        output: Question(
            outputs=tuple(_pair(one) for one in output.strip(".").split("...")),
            inputs=tuple((one["id"], one["property"]) for one in callback["inputs"]),
            state=tuple((one["id"], one["property"]) for one in callback["state"]),
        )
        for output, callback in callbacks.items()
        if "callback" in callback
    }


def check_questions(
    server: Flask, address: str, questions: Callable[[], Mapping[str, Question]]
) -> None:
    """Refuse bodies that are too large, queries that are no text, and unknown questions.

    `address` is where Dash takes questions, and `questions` says which there are.
    """
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY

    @server.before_request
    def check() -> None:
        if (request.content_length or 0) > LARGEST_BODY:
            refuse(413)
        if not _is_utf8(request.query_string):
            refuse(400, "The address was not in UTF-8.")
        if request.path == address and request.method == "POST":
            if request.mimetype != "application/json":
                refuse(415)
            check_question(read(_body()), questions())


def _body() -> bytes:
    """The request's body, also where its size was not said before."""
    try:
        body = request.get_data(cache=True)
    except (ParseException, OSError):
        refuse(400, "The request's body broke off or was not as it was announced.")
    if len(body) >= LARGEST_BODY:  # no more than that is ever read
        refuse(413)
    return body


def read(body: bytes) -> object:
    """The JSON of a body; refused when it is none, or holds what no page sends."""
    try:
        return json.loads(body.decode("utf-8"), parse_constant=_no_number)
    except UnicodeDecodeError:
        refuse(400, "The question was not in UTF-8.")
    except RecursionError:
        refuse(400, "The question is nested too deeply.")
    except ValueError:
        refuse(400, "The question was not JSON.")


def check_question(body: object, questions: Mapping[str, Question]) -> None:
    """Refuse a body that is not one of the questions, in the shape in which the page sends it."""
    if not isinstance(body, dict) or not set(body) <= KEYS:
        refuse(400, "The question was not an object with an output, outputs and inputs.")
    output = body.get("output")
    question = questions.get(output) if isinstance(output, str) else None
    if question is None:
        refuse(400, "The question named an output that the explorer does not have.")
    outputs = body.get("outputs")
    if isinstance(outputs, list) is not str(output).startswith(".."):
        refuse(400, "The question's outputs were not those of its output.")
    _check_named(outputs if isinstance(outputs, list) else [outputs], question.outputs)
    _check_values(body.get("inputs"), question.inputs)
    _check_values(body.get("state", []), question.state)
    changed = body.get("changedPropIds", [])
    allowed = {f"{key}.{name}" for key, name in question.inputs}
    if (
        not isinstance(changed, list)
        or len(changed) > MOST_CHANGED
        or not all(isinstance(one, str) and one in allowed for one in changed)
    ):
        refuse(400, "The question said that something changed which it does not depend on.")
    if "parsedChangedPropsIds" in body and body["parsedChangedPropsIds"] != changed:
        refuse(400, "The question said twice, and differently, what changed.")


def _check_named(found: list[Any], expected: tuple[Pair, ...]) -> None:
    shapes = [{"id": key, "property": name} for key, name in expected]
    if found != shapes:
        refuse(400, "The question's outputs were not those of its output.")


def _check_values(found: object, expected: tuple[Pair, ...]) -> None:
    if not isinstance(found, list) or len(found) != len(expected):
        refuse(400, "The question did not hold the values it depends on.")
    for one, (key, name) in zip(found, expected, strict=True):
        if not isinstance(one, dict) or not set(one) <= {"id", "property", "value"}:
            refuse(400, "A value of the question was not an object with an id and a property.")
        if one.get("id") != key or one.get("property") != name:
            refuse(400, "The question did not hold the values it depends on.")
        value = one.get("value")
        if not isinstance(value, str | int | float | bool | None) or (
            isinstance(value, str) and len(value) > LONGEST_TEXT
        ):
            refuse(400, "A value of the question was not a short text or a number.")


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _pair(printed: str) -> Pair:
    key, _, name = printed.rpartition(".")
    return key, name.partition("@")[0]  # Dash tells outputs that are set twice apart after an "@"


def _no_number(_: str) -> NoReturn:
    raise ValueError("not a number")
