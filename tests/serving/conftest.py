"""Applications as they are deployed, asked without a socket."""

from __future__ import annotations

from functools import cache

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings as profiles

from app import create_app
from settings import Settings

SECRET = "a secret of thirty-two characters"
RESTRICTED = Settings(audience="restricted", proxy_secret=SECRET)


@cache
def served(settings: Settings) -> Flask:
    server: Flask = create_app(settings).server
    return server


def client_of(settings: Settings) -> FlaskClient:
    client: FlaskClient = served(settings).test_client()
    return client


@pytest.fixture
def client() -> FlaskClient:
    return client_of(Settings())


profiles.register_profile("fuzz", max_examples=25_000, deadline=None)
