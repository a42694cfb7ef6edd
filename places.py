"""Several places in one process: `create_places(settings)`, each below /m/<code>/."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from flask import Flask, Response, request

from app import create_app, doorkeeper
from geodata.bundle import read_manifest
from geodata.catalogue import CATALOGUE_DIR
from geodata.errors import ExplorerError
from page.doors import WAYS
from page.files import Files
from page.places import STYLES, Front, places_page, said_page
from page.robots import register_robots
from serving.assemble import Deployment, assemble
from serving.compression import compress
from serving.headers import Policy
from serving.metrics import Metrics
from serving.opened import Opened
from serving.places import PLACES, REFUSED, ByPlace
from serving.refusals import DRESSED, refuse
from settings import Settings

ROOMS = ("geodata", "views", "layers", "charts", "pictures", "callbacks")


def create_places(settings: Settings, *, catalogue: Path = CATALOGUE_DIR) -> Flask:
    """The list of places and, below it, each of them; a place is opened when first asked for.

    A bundle that cannot be used is said so at its address, and the others are served.
    """
    front, files = Flask("places", static_folder=None), Files()
    metrics = Metrics() if settings.metrics_port else None
    opened = Opened(
        lambda code: (
            create_app(
                settings.at(code), catalogue=catalogue, metrics=metrics, others=settings.prefix
            ).server
        ),
        most=settings.kept,
        rooms=ROOMS,
    )
    front.extensions["opened"] = opened
    _register(front, settings, Front(settings.prefix, files.add_assets("places.css", *STYLES)))
    files.register(front)
    compress(front)
    front.wsgi_app = ByPlace(front.wsgi_app, settings.places, opened.get)  # type: ignore[method-assign,assignment]
    assemble(front, _deployment(settings, metrics), callback="", questions=dict)
    return front


def _register(server: Flask, settings: Settings, front: Front) -> None:
    dress = server.extensions[DRESSED] = partial(said_page, front)
    register_robots(server, root=f"{front.root}m/*/", starts=[one.path for one in WAYS])

    @server.get("/")
    def start() -> str:
        return places_page(front, {one: name_of(settings, one) for one in settings.places})

    @server.get(f"{PLACES}<code>")
    @server.get(f"{PLACES}<code>/")
    @server.get(f"{PLACES}<code>/<path:rest>")
    def place(code: str, **_: str) -> Response:
        if request.environ.get(REFUSED) != code:
            refuse(404)
        name = name_of(settings, code) or code
        said = f"The figures of {name} cannot be read. It has been noted."
        return Response(dress("No figures to show", said), status=503)


def name_of(settings: Settings, code: str) -> str:
    """What a bundle calls its place; empty where it cannot be read."""
    try:
        return str(read_manifest(settings.at(code).bundle)["authority"]["name"])
    except ExplorerError:
        return ""


def _hash_of(settings: Settings, code: str) -> str:
    try:
        return str(read_manifest(settings.at(code).bundle)["content_hash"])
    except ExplorerError:
        return "none"


def _deployment(settings: Settings, metrics: Metrics | None) -> Deployment:
    return Deployment(
        policy=Policy(tls=settings.tls == "yes", restricted=settings.audience != "public"),
        bundle={code: _hash_of(settings, code) for code in settings.places},
        prefix=settings.prefix,
        proxies=settings.proxies,
        metrics_port=settings.metrics_port,
        metrics=metrics,
        doorkeeper=doorkeeper(settings),
    )
