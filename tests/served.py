"""The application, made once for each of its settings: nothing that is asked of it changes it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from flask.testing import FlaskClient

from app import ExplorerApp, create_app
from settings import Settings
from tests.town import CATALOGUE, CODE

PLAIN = Settings()


@cache
def app_of(settings: Settings = PLAIN) -> ExplorerApp:
    """The application with these settings."""
    return create_app(settings)


def client_of(settings: Settings = PLAIN) -> FlaskClient:
    """A reader of it, asking without a socket."""
    client: FlaskClient = app_of(settings).server.test_client()
    return client


@cache
def town_client(bundles: Path) -> FlaskClient:
    """A reader of an application about the invented town, whose bundle is in a folder."""
    settings = Settings(authority=CODE, bundles=bundles)
    client: FlaskClient = create_app(settings, catalogue=CATALOGUE).server.test_client()
    return client
