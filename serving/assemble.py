"""Everything of this room, put on a server in the right order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dash.exceptions import DependencyException, InvalidResourceError
from flask import Flask, Response, request

from serving.audience import Alone, Doorkeeper
from serving.front import stand_before
from serving.headers import Policy, protect
from serving.health import register_health
from serving.metrics import Metrics, route_of_request
from serving.questions import Question, check_questions
from serving.refusals import say_plainly


@dataclass(frozen=True)
class Deployment:
    """How a server is deployed. `doorkeeper` is None when everybody may read.

    `metrics` count its requests; they are printed on `metrics_port`, unless that is 0.
    """

    policy: Policy
    bundle: str | Mapping[str, str]
    prefix: str = "/"
    proxies: int = 0
    metrics_port: int = 0
    metrics: Metrics | None = None
    doorkeeper: Doorkeeper | Alone | None = None


def assemble(
    server: Flask,
    deployment: Deployment,
    *,
    callback: str,
    questions: Callable[[], Mapping[str, Question]],
) -> None:
    """Make a server with all its routes fit to be served; `callback` is Dash's own address."""
    server.debug = False  # whatever the environment says: a debugger answers with traces
    if deployment.metrics:
        deployment.metrics.watch(server)
    if deployment.doorkeeper:
        deployment.doorkeeper.keep(server)
    check_questions(server, callback, questions)
    register_health(server, deployment.bundle)
    protect(server, deployment.policy)
    say_plainly(server, absent=(DependencyException, InvalidResourceError))

    @server.after_request
    def note_route(response: Response) -> Response:
        request.environ["explorer.route"] = route_of_request()
        return response

    stand_before(
        server,
        prefix=deployment.prefix,
        proxies=deployment.proxies,
        metrics_port=deployment.metrics_port,
        metrics=deployment.metrics,
    )
