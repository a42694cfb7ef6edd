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
        ("EXPLORER_WORKERS", "0"),
        ("EXPLORER_PREFIX", "inequalities"),
        ("EXPLORER_PREFIX", "//other.example/"),
        ("EXPLORER_PREFIX", '/"><b>/'),
        ("EXPLORER_PROXIES", "-1"),
        ("EXPLORER_TLS", "maybe"),
        ("EXPLORER_LOG", "loud"),
        ("EXPLORER_METRICS_PORT", "9" * 30),
        ("EXPLORER_DRAIN", "1e3"),
        ("EXPLORER_AUDIENCE", "some"),
        ("EXPLORER_USER_HEADER", "X-User\r\nX"),
        ("EXPLORER_FRAME_ANCESTORS", "https://good.example/page"),
        ("EXPLORER_BASEMAP_URL", "https://a; script-src *{z}{x}{y}"),
        ("EXPLORER_HOST", "my host"),
        ("EXPLORER_FRAME_ANCESTORS", "https://good.example;script-src"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        from_environment({name: value})


def test_origins_that_may_embed_are_kept_once_each() -> None:
    found = from_environment(
        {"EXPLORER_FRAME_ANCESTORS": "https://a.example/ http://b.example:8080 https://a.example"}
    )
    assert found.frame_ancestors == ("https://a.example", "http://b.example:8080")


def test_an_address_of_ipv6_is_put_in_brackets() -> None:
    assert from_environment({"EXPLORER_HOST": "::"}).host == "[::]"
    assert from_environment({"EXPLORER_HOST": "[::1]"}).host == "[::1]"


def test_a_restricted_deployment_needs_a_secret_worth_the_name() -> None:
    short = {"EXPLORER_AUDIENCE": "restricted", "EXPLORER_PROXY_SECRET": "short"}
    with pytest.raises(SettingsError, match="EXPLORER_PROXY_SECRET") as refused:
        from_environment(short)
    assert "short" not in str(refused.value)
    assert from_environment(short | {"EXPLORER_PROXY_SECRET": "x" * 32}).audience == "restricted"
    for spoilt in ("x" * 32 + "\n", "   " + "x" * 32):
        with pytest.raises(SettingsError, match="EXPLORER_PROXY_SECRET"):
            from_environment(short | {"EXPLORER_PROXY_SECRET": spoilt})


def test_whoever_starts_it_for_themselves_is_reached_by_nobody_else() -> None:
    alone = {"EXPLORER_AUDIENCE": "me"}
    assert from_environment(alone).audience == "me"
    assert from_environment(alone | {"EXPLORER_HOST": "::1"}).host == "[::1]"
    for more in ({"EXPLORER_HOST": "0.0.0.0"}, {"EXPLORER_PROXIES": "1"}):
        with pytest.raises(SettingsError, match="because EXPLORER_AUDIENCE is 'me'"):
            from_environment(alone | more)


def test_the_counts_cannot_share_the_readers_port() -> None:
    with pytest.raises(SettingsError, match="EXPLORER_METRICS_PORT"):
        from_environment({"EXPLORER_PORT": "8050", "EXPLORER_METRICS_PORT": "8050"})
