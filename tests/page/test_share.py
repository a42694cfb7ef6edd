"""The page that hands out a view, the lines it hands out, and what link previews are told."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient

from app import create_app
from charts.download import FORMATS
from page.preview import start_of
from page.snippet import height_of
from settings import ROOT, Settings, SettingsError, from_environment

WARD = "ward=E05015018"


class Tags(HTMLParser):
    """Every tag of a document with its attributes, and what text areas hold."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.boxes: dict[str, str] = {}
        self._box = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attrs}))
        self._box = dict(attrs).get("id") or "" if tag == "textarea" else ""

    def handle_data(self, data: str) -> None:
        if self._box:
            self.boxes[self._box] = self.boxes.get(self._box, "") + data

    def handle_endtag(self, tag: str) -> None:
        self._box = "" if tag == "textarea" else self._box

    def all(self, name: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.tags if tag == name]


def client_of(**settings: object) -> FlaskClient:
    client: FlaskClient = create_app(Settings(**settings)).server.test_client()  # type: ignore[arg-type]
    return client


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return client_of(frame_ancestors=("https://intranet.example",))


def test_the_lines_hold_a_frame_that_works_as_it_stands(client: FlaskClient) -> None:
    page = Tags(client.get(f"/share?show=wards&change=ward&{WARD}").get_data(as_text=True))
    lines = Tags(page.boxes["frame-text"])
    frame = lines.all("iframe")[0]
    assert frame["src"] == f"http://localhost/embed?show=wards&change=ward&{WARD}"
    assert frame["title"].startswith("How deprived is each ward")
    assert "allow-scripts allow-same-origin" in frame["sandbox"]
    assert client.get(frame["src"]).status_code == 200
    assert client.get(lines.all("script")[0]["src"]).status_code == 200
    picture = Tags(page.boxes["image-text"])
    assert client.get(picture.all("img")[0]["src"]).status_code == 200
    assert client.get(picture.all("a")[0]["href"]).status_code == 200
    assert client.get(page.boxes["link-text"]).status_code == 200


@pytest.mark.parametrize(("show", "more"), [("scatter", "&charts=all"), ("wards", ""), ("map", "")])
def test_the_way_to_the_full_view_leads_to_one_that_shows_the_chart(
    client: FlaskClient, show: str, more: str
) -> None:
    embed = Tags(client.get(f"/embed?show={show}&{WARD}").get_data(as_text=True))
    (full,) = [one["href"] for one in embed.all("a") if one.get("id") == "full"]
    assert full == f"map?{WARD}{more}"
    share = Tags(client.get(f"/share?show={show}&{WARD}").get_data(as_text=True))
    (picture,) = Tags(share.boxes["image-text"]).all("a")
    assert picture["href"] == f"http://localhost/map?{WARD}{more}"
    if show != "map":
        page = Tags(client.get(f"/{full}").get_data(as_text=True))
        assert f"panel-{show}" in {one.get("id") for one in page.all("section")}


def test_the_page_says_who_may_embed(client: FlaskClient) -> None:
    assert "https://intranet.example" in client.get("/share").get_data(as_text=True)
    assert "No other site may embed it yet" in client_of().get("/share").get_data(as_text=True)


def test_a_table_says_that_it_has_no_picture(client: FlaskClient) -> None:
    text = client.get(f"/share?show=areas&{WARD}").get_data(as_text=True)
    assert "has no picture" in text
    files = [one["href"] for one in Tags(text).all("a") if "download" in one]
    kinds = [f"download/areas.{ending}?{WARD}" for ending in FORMATS]
    assert files == [*kinds, f"download/view.xlsx?{WARD}"]
    assert client.get("/share?show=nonsense").status_code == 404


@pytest.mark.parametrize(("query", "offered"), [("", False), (f"&{WARD}", True)])
def test_only_what_has_something_to_show_is_offered(
    client: FlaskClient, query: str, offered: bool
) -> None:
    text = client.get(f"/share?show=peers{query}").get_data(as_text=True)
    page = Tags(text)
    assert ("peers" in [one.get("value") for one in page.all("option")]) is offered
    assert "No chart of" not in text
    said = "has none like it among its own areas. Choose the map or another chart."
    assert (said in text) is not offered
    assert ("frame-text" in page.boxes) is offered
    assert "link-text" in page.boxes


@pytest.mark.parametrize("path", ["/share?", "/embed?show=map&", "/embed?show=wards&", "/map?"])
def test_nothing_said_in_a_link_becomes_markup(client: FlaskClient, path: str) -> None:
    junk = '"><script>alert(1)</script>'
    page = client.get(path + f"height={junk}&ind={junk}&ward={junk}&{junk}=1").get_data(
        as_text=True
    )
    assert "<script>alert" not in page


@pytest.mark.parametrize("path", ["/share?show=wards", "/embed?show=map", "/embed?show=scatter"])
def test_a_strict_policy_finds_no_inline_style_and_no_inline_script(
    client: FlaskClient, path: str
) -> None:
    page = Tags(client.get(path).get_data(as_text=True))
    for tag, attributes in page.tags:
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        if tag == "script":
            assert "src" in attributes or attributes["type"] == "application/json"
        for name in ("src", "href", "action"):
            assert not attributes.get(name, "").startswith(("http:", "https:", "/")), tag


@pytest.mark.parametrize("show", ["map", "composition"])
def test_what_stands_alone_names_what_is_selected(client: FlaskClient, show: str) -> None:
    query = "ind=ethnic_asian_share_2021&ward=E05015025"
    page = Tags(client.get(f"/share?show={show}&{query}").get_data(as_text=True))
    assert Tags(page.boxes["frame-text"]).all("iframe")[0]["title"].endswith(". Heald Green")
    assert Tags(page.boxes["image-text"]).all("img")[0]["alt"].endswith(". Heald Green")
    named = "Heald Green: 2"
    assert named in client.get(f"/embed?show={show}&{query}").get_data(as_text=True)
    assert named in client.get(f"/picture/{show}.svg?{query}").get_data(as_text=True)


def test_figures_of_msoas_say_how_many_the_selection_lies_in(client: FlaskClient) -> None:
    text = client.get("/embed?ind=uptake_first_16_plus&ward=E05015025").get_data(as_text=True)
    assert "(2 neighbourhoods): " in text


def test_an_embed_offers_only_groupings_that_its_figure_has(client: FlaskClient) -> None:
    def offered(query: str) -> list[str]:
        text = client.get(f"/embed?show=map&change=measure&{query}").get_data(as_text=True)
        return [one["value"] for one in Tags(text).all("option")]

    assert "national-quintile" in offered("ind=imd_2025")
    assert offered("ind=ethnic_asian_share_2021") == ["decile", "local-quintile", "rank"]
    assert offered("ind=uptake_first_16_plus&date=2021-03-21") == []
    assert offered("ind=imd_2025&with=health_2025") == []


def test_embeds_are_written_for_browsers_of_2020(client: FlaskClient) -> None:
    """Each of these hides words, loses a table's spaces or stops a script in Chromium 87."""
    newer = (":is(", ":where(", "-webkit-text-stroke", "inset:", "dvh", "??=", "||=", ".at(")
    for show in ("map", "wards"):
        page = Tags(client.get(f"/embed?show={show}").get_data(as_text=True))
        files = [one["href"] for one in page.all("link") if one["rel"] == "stylesheet"]
        files += [one["src"] for one in page.all("script") if "src" in one]
        assert len(files) == 2
        for address in files:
            text = client.get(f"/{address.lstrip('/')}").get_data(as_text=True)
            assert len(text) > 1_000
            assert [one for one in newer if one in text] == [], address


def test_a_link_is_previewed_with_the_map_of_its_view(client: FlaskClient) -> None:
    page = Tags(client.get(f"/map?{WARD}&measure=decile").get_data(as_text=True))
    told = {one["property"]: one["content"] for one in page.all("meta") if "property" in one}
    assert told["og:title"].startswith("Index of Multiple Deprivation 2025")
    assert told["og:description"].startswith("Brinnington & Stockport Central: ")
    assert told["og:image"] == f"http://localhost/picture/map.png?measure=decile&{WARD}"
    assert client.get(told["og:image"]).headers["Content-Type"] == "image/png"
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")


def test_the_address_that_was_configured_is_the_one_previews_are_told() -> None:
    client = client_of(address="https://maps.example.gov.uk/stats")
    page = Tags(client.get("/map").get_data(as_text=True))
    told = {one["property"]: one["content"] for one in page.all("meta") if "property" in one}
    assert told["og:image"] == "https://maps.example.gov.uk/stats/picture/map.png"


@pytest.mark.parametrize(
    ("configured", "host", "prefix", "start"),
    [
        ("", "http://localhost:8050/", "/", "http://localhost:8050/"),
        ("", "https://127.0.0.1/", "/maps/", "https://127.0.0.1/maps/"),
        ("", "http://a.example:8050/", "/", ""),
        ("", "http://localhost.evil.example/", "/", ""),
        ("", "http://127.0.0.1.evil.example/", "/", ""),
        ("https://b.example", "http://a.example/", "/maps/", "https://b.example/"),
        ("", 'http://a.example"><b>/', "/", ""),
        ("", "http://localhost@evil.example/", "/", ""),
        ("", "http://[::1]:8050/", "/", "http://[::1]:8050/"),
    ],
)
def test_the_start_of_the_site_is_a_plain_address_or_nothing(
    configured: str, host: str, prefix: str, start: str
) -> None:
    assert start_of(configured, host=host, prefix=prefix) == start


FOREIGN = "http://evil.example"
ABSOLUTE = (
    *("map", "share", "area/E05015018", "reach", "reach/sheet", "gaps", "embed", "data", ""),
    *("download/areas.csv", "download/areas.csvw.json", "reach/people.csv", "robots.txt"),
    *("picture/map.svg", "nowhere", "map/", "find?q=SK1"),
)


def test_a_foreign_host_stands_in_no_answer_and_what_to_set_is_said(client: FlaskClient) -> None:
    for path in ABSOLUTE:
        reply = client.get(f"/{path}", base_url=FOREIGN)
        assert "evil.example" not in f"{reply.get_data(as_text=True)} {reply.headers}", path
    page = client.get("/share", base_url=FOREIGN).get_data(as_text=True)
    assert Tags(page).boxes == {}
    assert page.count("EXPLORER_ADDRESS") == 2
    assert "EXPLORER_ADDRESS" not in client.get("/share").get_data(as_text=True)


def test_an_address_that_cannot_be_used_is_refused() -> None:
    good = "https://maps.example.gov.uk/stats/"
    assert from_environment({"EXPLORER_ADDRESS": good}).address == good
    with pytest.raises(SettingsError, match="EXPLORER_ADDRESS"):
        from_environment({"EXPLORER_ADDRESS": "maps.example.gov.uk"})


def test_a_height_that_is_no_height_becomes_the_usual_one() -> None:
    assert height_of("500", 820) == 500
    assert height_of("5", 820) == height_of("tall", 820) == height_of("9" * 50, 820) == 820
    assert height_of("0" * 5_000 + "300", 820) == height_of("000300999999999", 820) == 820


def test_another_chart_gets_its_own_height_unless_the_reader_chose_one(client: FlaskClient) -> None:
    def height(query: str) -> str:
        text = client.get(f"/share?{query}").get_data(as_text=True)
        return re.findall(r'name="height"[^>]*value="(\d+)"', text)[0]

    of_map, of_wards = height("show=map"), height("show=wards")
    assert of_map != of_wards
    assert height(f"show=wards&was={of_map}&height={of_map}") == of_wards
    assert height(f"show=wards&was={of_map}&height=500") == "500"
    assert int(height("show=wards&change=ward")) > int(of_wards)
    assert height(f"show=map&of=nonsense&height={of_wards}") == of_wards
    assert height("show=map&with=imd_2019&as=beside") != of_map


def test_the_guide_shows_lines_like_those_that_are_handed_out(client: FlaskClient) -> None:
    guide = (ROOT / "docs/embedding.md").read_text()
    page = Tags(client.get("/share?show=map&change=ward").get_data(as_text=True))
    lines = page.boxes["frame-text"].replace(
        "http://localhost/", "https://explorer.example.gov.uk/"
    )
    assert lines in guide


@pytest.mark.parametrize(
    ("origins", "now"),
    [
        ((), "No other site may embed it yet; this site itself always may."),
        (("https://a.example",), "These sites may embed it now: https://a.example."),
        (("https://a.example", "https://b.example"), "https://a.example, https://b.example."),
    ],
)
def test_what_must_be_set_is_said_before_the_lines_to_copy(
    origins: tuple[str, ...], now: str
) -> None:
    app = create_app(Settings(frame_ancestors=origins))
    page = app.server.test_client().get("/share").get_data(as_text=True)
    said, _, lines = page.partition('id="frame-text"')
    assert lines
    for words in (now, "EXPLORER_FRAME_ANCESTORS", "frame-src", "script-src", "img-src"):
        assert words in said
    assert "allow-scripts allow-same-origin" in said
