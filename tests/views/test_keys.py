"""One table of keys: everything else is read off it, whatever the bundle holds."""

from __future__ import annotations

import json
import re
from copy import copy
from dataclasses import dataclass, fields, replace
from types import SimpleNamespace

import numpy as np
import pytest
from markupsafe import Markup

from callbacks.answer import Explorer
from charts.registry import CHARTS
from geodata.catalogue import Catalogue
from geodata.store import Store
from page.controls import carried, controls
from page.embed_request import SHOWN
from settings import ROOT, Settings
from views.__main__ import main
from views.browser import browser_keys
from views.key import EmbedUse, Key, key, keys_in, keys_of
from views.readers import one_of
from views.table import table
from views.view import View, default_view, href, parse, parse_as, query_of
from views.vocabulary import Vocabulary

STORE = Store.open(Settings().bundle)
WORDS = Vocabulary.of(STORE, charts=tuple(CHARTS))

NOT_KEYS = re.compile(r'(getElementById|need)\("\w+"')  # elements and needs may have a key's name
PARTS = {"query": "", "chips": Markup(), "done": Markup()}


@dataclass(frozen=True)
class WiderView(View):
    """A view with one key more, as an entry in the table would add it."""

    hue: str = key(
        "colours of the map: usual, or grey for print",
        said="Colours: {}",
        reads=lambda _: one_of(("usual", "grey")),
        default=lambda _: "usual",
        replies=False,
        kept=True,
        embed=EmbedUse("the colours", only=("map",)),
    )


def test_a_key_more_is_read_and_printed_by_its_entry_alone() -> None:
    view, ignored = parse_as(WiderView, "hue=grey&ward=E05015018", WORDS)
    assert (view.hue, view.ward, ignored) == ("grey", ("E05015018",), ())
    assert query_of(view, WORDS) == "ward=E05015018&hue=grey"
    assert href(view, WORDS, hue="usual") == "?ward=E05015018"
    assert parse_as(WiderView, "hue=green", WORDS)[1] == ("hue=green",)
    assert parse("hue=grey", WORDS)[1] == ("hue (not part of a view)",)


def test_a_key_more_reaches_the_form_the_browser_embeds_and_the_documents() -> None:
    view, _ = parse_as(WiderView, "hue=grey", WORDS)
    assert '<input type="hidden" name="hue" value="grey">' in [
        str(one) for one in carried(view, WORDS)
    ]
    told = {one["name"]: one for one in browser_keys(WORDS, WiderView)}
    assert told["hue"] == {
        "name": "hue",
        "default": "usual",
        "silent": True,
        "kept": True,
    }
    hue = keys_of(WiderView)["hue"]
    assert hue.embed.offered("map")
    assert not hue.embed.offered("wards")
    row = "| hue | colours of the map: usual, or grey for print | usual | no | yes | may be let |"
    assert table(WORDS, WiderView).splitlines()[-1] == row


def test_everything_that_is_said_of_a_key_is_made_use_of() -> None:
    """Beyond the printed table, for which there are its words (`holds`) alone."""
    modules = [*(ROOT / "page").glob("*.py"), *(ROOT / "views").glob("*.py")]
    text = "".join(path.read_text() for path in modules if path.name != "table.py")
    for name in {one.name for one in fields(Key)} - {"holds"}:
        assert re.search(rf"\.{name}\b", text), name


def test_every_field_of_a_view_is_a_key_and_the_browser_is_told_each_once() -> None:
    names = [
        one["name"]
        for one in browser_keys(replace(WORDS, authorities=("E08000001",), longest=1_000))
    ]
    assert names == [field.name.rstrip("_") for field in fields(View)] == list(keys_of(View))
    assert len(set(names)) == len(names) > 15


def test_of_a_key_that_means_nothing_here_nobody_is_told() -> None:
    """A bundle of one authority has none to choose: its pages, links and words know no such key."""
    assert set(keys_of(View)) - set(keys_in(View, WORDS)) == {"lad", "page"}
    told = {one["name"]: one for one in browser_keys(WORDS)}
    assert "lad" not in told
    assert "lad" not in json.dumps([*told.values()])
    assert "| lad |" not in table(WORDS)
    assert parse("lad=E08000001", WORDS)[1] == ("lad (not part of a view)",)


def test_what_the_table_says_of_a_key_fits_its_values() -> None:
    default = default_view(WORDS)
    for one in keys_of(View).values():
        several = isinstance(getattr(default, one.field), tuple)
        assert several == bool(one.many), one.name
        assert set(one.reset_by) <= set(keys_of(View)) - {one.name}, one.name
        if one.replies_when:
            other, values = one.replies_when
            assert set(values) <= set(WORDS.overlays), one.name
            assert other == "over", one.name


def test_embeds_offer_keys_for_things_that_can_be_shown() -> None:
    named = {
        show for one in keys_of(View).values() for show in (*one.embed.only, *one.embed.without)
    }
    assert named
    assert named <= set(SHOWN)


def test_the_page_has_exactly_one_kind_of_control_for_each_key(explorer: Explorer) -> None:
    form = str(controls(default_view(explorer.words), explorer, streets=True, **PARTS))
    for name, one in keys_in(View, explorer.words).items():
        assert (f'name="{name}"' in form) == (one.control != "chart"), name
        hidden = f'<input type="hidden" name="{name}"' in form
        assert hidden == (one.control == "hidden" or name == "over"), name


def test_scripts_name_no_key_of_their_own_that_the_table_lacks() -> None:
    told = json.loads(json.dumps(browser_keys(WORDS)))
    assert all(
        set(one) <= {"name", "default", "silent", "when", "kept", "resetBy", "many"} for one in told
    )
    for script in ("keys.js", "reply.js"):
        text = NOT_KEYS.sub("", (ROOT / "assets" / script).read_text())
        assert [one["name"] for one in told if f'"{one["name"]}"' in text] == [], script


def test_the_table_can_be_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(Settings().bundle)]) == 0
    assert capsys.readouterr().out.strip() == table(WORDS)
    assert main([str(ROOT / "docs")]) == 1
    assert "refused: There is no bundle" in capsys.readouterr().err


class Bundle(SimpleNamespace):
    """What stands in for a store; what is remembered of a store is remembered of it too."""

    __hash__ = object.__hash__


def without(**lacking: bool) -> Vocabulary:
    """The vocabulary of a bundle that lacks some of what ours has."""
    catalogue = STORE.catalogue
    kept = [
        one
        for one in catalogue.indicators
        if not (
            (lacking.get("practices") and one.level == "practice")
            or (lacking.get("counts") and one.kind.is_count)
            or (lacking.get("ranks") and one.kind.is_rank)
            or (lacking.get("domains") and one.domain)
            or lacking.get("everything")
        )
    ]
    if lacking.get("all_but_one"):
        kept = [one for one in kept if one.key == "population_2022"]
    if lacking.get("clusters"):
        kept = [replace(one, clusters=False) for one in kept]
    bundle = Bundle(
        catalogue=Catalogue(tuple(kept), catalogue.sources),
        dates=() if lacking.get("trends") else STORE.dates,
        wards=STORE.wards,
        authorities=STORE.authorities,
        areas=SimpleNamespace(code=np.array(STORE.areas.code)),
        practices=SimpleNamespace(code=(), lat=(), lon=(), listed=()),
        venues=SimpleNamespace(code=(), kind=(), lat=(), lon=())
        if lacking.get("venues")
        else STORE.venues,
        postcodes=SimpleNamespace(code=(), lat=(), lon=()),
        level=STORE.level,
    )
    return Vocabulary.of(bundle)  # type: ignore[arg-type]


LACKS = [
    "practices",
    "counts",
    "ranks",
    "domains",
    "clusters",
    "trends",
    "venues",
    "all_but_one",
    "everything",
]


@pytest.mark.parametrize("lacking", LACKS)
def test_a_bundle_that_lacks_things_has_a_default_view(lacking: str) -> None:
    words = without(**{lacking: True})
    view = default_view(words)
    assert query_of(view, words) == ""
    assert parse("ward=E05015018&fade=50", words)[1] == ()
    allowed = {""} if lacking == "everything" else set(words.indicators)
    assert {view.ind, view.x, view.y} <= allowed


@pytest.mark.parametrize(
    ("lacking", "query"),
    [
        ("practices", "practice=qof_diabetes_2020_21"),
        ("practices", "over=practices"),
        ("counts", "circle=unvaccinated_16_plus"),
        ("counts", "over=circles"),
        ("clusters", "faint=clusters"),
        ("venues", "venues=pharmacy"),
        ("venues", "faint=venues"),
        ("ranks", "q=1"),
        ("ranks", "by=imd_2025"),
        ("trends", "date=2021-03-21"),
        ("all_but_one", "ind=imd_2025"),
        ("everything", "ind=imd_2025"),
    ],
)
def test_a_key_that_makes_no_sense_reads_nothing_and_says_so(lacking: str, query: str) -> None:
    assert parse(query, WORDS)[1] == ()
    words = without(**{lacking: True})
    assert parse(query, words) == (default_view(words), (query,))


def test_without_domains_the_scatter_starts_with_other_figures() -> None:
    words = without(domains=True)
    view = default_view(words)
    assert view.x != view.y
    assert without(all_but_one=True).indicators == ("population_2022",)
    alone = default_view(without(all_but_one=True))
    assert (alone.ind, alone.x, alone.y, alone.by) == (*["population_2022"] * 3, "")


def test_what_is_shown_unasked_is_said_by_the_catalogue_once_for_each_kind() -> None:
    for offered in (WORDS.practices, WORDS.counts):
        assert len([one for one in offered if one in WORDS.usual]) == 1
    kept = [one for one in STORE.catalogue.at("practice") if not one.usual]
    assert default_view(WORDS).practice not in {one.key for one in kept}
    assert default_view(replace(WORDS, usual=())).practice == WORDS.practices[0]


def test_the_form_offers_nothing_that_the_bundle_lacks() -> None:
    bare = copy(STORE)
    kept = [
        one
        for one in STORE.catalogue.at("lsoa")
        if not (one.kind.is_rank or one.kind.key == "count" or one.clusters)
    ]
    bare.catalogue = Catalogue(tuple(kept), STORE.catalogue.sources)
    texts = {one.name: () for one in fields(STORE.venues)}
    numbers = dict.fromkeys(("lsoa21", "lat", "lon"), np.array([]))
    bare.venues = replace(STORE.venues, **{**texts, **numbers})
    explorer = Explorer(bare)
    form = str(controls(default_view(explorer.words), explorer, streets=True, **PARTS))
    full = str(controls(default_view(WORDS), Explorer(STORE), streets=True, **PARTS))
    for gone in (
        'name="q"',
        'name="by"',
        'name="practice"',
        'name="circle"',
        'value="clusters"',
        'name="venues"',
    ):
        assert gone in full
        assert gone not in form
    assert 'name="ward"' in form
