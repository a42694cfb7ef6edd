"""Applications as they are deployed, asked without a socket."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings as profiles

from settings import Settings
from tests.served import app_of, client_of

SECRET = "a secret of thirty-two characters"
RESTRICTED = Settings(audience="restricted", proxy_secret=SECRET)


def served(settings: Settings) -> Flask:
    server: Flask = app_of(settings).server
    return server


@pytest.fixture
def client() -> FlaskClient:
    return client_of()


profiles.register_profile("fuzz", max_examples=25_000, deadline=None)
