"""The application as gunicorn starts it."""

from __future__ import annotations

import pytest

from app import create_server


def test_a_setting_that_cannot_be_used_stops_the_start_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("EXPLORER_AUTHORITY", "E09999999")
    with pytest.raises(SystemExit, match=r"There is no bundle at .*E09999999"):
        create_server()
    monkeypatch.setenv("EXPLORER_AUTHORITY", "nowhere")
    with pytest.raises(SystemExit, match="expected an English local authority code"):
        create_server()
