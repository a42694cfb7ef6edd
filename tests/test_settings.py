"""Settings come from the environment; a value that cannot be used is named and explained."""

from __future__ import annotations

import pytest

from settings import Settings, SettingsError, from_environment


def test_an_empty_environment_serves_the_embedded_bundle() -> None:
    assert from_environment({}) == Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EXPLORER_AUTHORITY", "../E08000007"),
        ("EXPLORER_PORT", "80a"),
        ("EXPLORER_PORT", "70000"),
        ("EXPLORER_BASEMAP", "always"),
        ("EXPLORER_BASEMAP_URL", "javascript:alert(1)"),
        ("EXPLORER_FRAME_ANCESTORS", "https://good.example *"),
        ("EXPLORER_FRAME_ANCESTORS", "https://good.example/page"),
        ("EXPLORER_FRAME_ANCESTORS", "https://good.example;script-src"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        from_environment({name: value})


def test_origins_that_may_embed_are_kept_once_each() -> None:
    found = from_environment(
        {"EXPLORER_FRAME_ANCESTORS": "https://a.example http://b.example:8080 https://a.example"}
    )
    assert found.frame_ancestors == ("https://a.example", "http://b.example:8080")
