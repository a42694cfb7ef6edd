"""Every text that the application prints, as pieces: each with where it is from and its element.

A piece ends where a reader sees or hears an end: at every element that is not part of a line. What
is hidden until a script shows it is read too.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import cycle

from flask.testing import FlaskClient

from callbacks.answer import Explorer
from geodata.store import Store
from page.doors import DOORS
from page.embed_request import SHOWN
from page.map_data import indicator_data, practice_data
from page.script_words import WORDS
from serving.refusals import SENTENCES
from tests.map_surfaces import all_of
from tests.sample import without_siblings

TAGS = re.compile(
    r"""<!.*?>|<(?P<end>/?)(?P<name>[a-zA-Z]\w*)(?P<rest>(?:"[^"]*"|[^>"])*)>""", re.DOTALL
)
SAID = re.compile(r'\s(aria-label|alt|placeholder)="([^"]*)"')
MENTIONED = re.compile(r'(?:description|og:title)" content="([^"]*)"')
UNSEEN = frozenset({"script", "style", "textarea", "code"})
INLINE = frozenset({"b", "em", "i", "strong", "tspan"})
ONE_LINE = frozenset({"a", "span"})
ENDS = re.compile(r"(?<=[.?!])\s+")
ENDS_OF_TITLE = re.compile(r"(?<=[.?!:])\s+| – |; ")
TITLES = frozenset(
    {"title", "h1", "h2", "h3", "caption", "summary", "option", "alt", "aria-label", "cell"}
)
LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`')
COMMENT = re.compile(r"/\*.*?\*/|(?<=\s)//[^\n]*", re.DOTALL)
TYPED = ("", "bramhall", "SK1", "SK1 3XE", "SK", "M99 9ZZ", "xyzzy", "brinington", "practice")
REACH = (
    "?deprived=50&gap=20&q=1&share=5&group=religion_muslim_share_2021",
    "?open=E02001187&only=possibly&floor=95&date=2021-03-21",
    "?venues=none&floor=999",
    "/sheet?venues=library,pharmacy&pin=PH-FF385&days=2&k=2",
    "/sheet?goal=median&venues=library&success=0",
    "/sheet?goal=fair&venues=library&leave=LI-01&k=99",
)
GAPS = (
    "?by=imd_2019&above=1&cut=5&count=people&split=ward&level=ward",
    "?cut=7&split=mix&floor=95&ind=uptake_first_50_plus&both=none",
    "?split=msoa&level=quintile&ind=life_expectancy_male_2015_19&both=imd_2025.more",
    "?ind=limiting_illness_2011&both=imd_2025.more,uptake_first_16_plus.less,children.x",
)
OVERLAYS = ("", "&over=practices", "&over=circles,clusters", "&over=names,wards,practices")


@dataclass(frozen=True)
class Piece:
    """A text, where it is from, and the element or attribute that holds it."""

    page: str
    place: str
    text: str

    @property
    def sentences(self) -> list[str]:
        """Its sentences; of titles the names they are made of."""
        return (ENDS_OF_TITLE if self.place in TITLES else ENDS).split(self.text)


def pieces(page: str, markup: str) -> Iterator[Piece]:
    """What readers see and hear of a document, in its order."""
    line: list[str] = []
    place, hidden, at = "text", "", 0
    for tag in TAGS.finditer(markup):
        name, ends, rest = tag["name"] or "", bool(tag["end"]), tag["rest"] or ""
        if hidden:
            hidden, at = ("" if ends and name == hidden else hidden), tag.end()
            continue
        line.append(markup[at : tag.start()])
        at = tag.end()
        if not (name in INLINE or (name in ONE_LINE and _goes_on("".join(line), markup, at))):
            yield from _whole(page, place, line)
            place = place if ends or name in ONE_LINE else name
        for attribute, said in [] if ends else SAID.findall(rest):
            yield Piece(page, attribute, unescape(said))
        if name in UNSEEN and not ends:
            hidden = name
    line.append(markup[at:])
    yield from _whole(page, place, line)
    for said in MENTIONED.findall(markup):
        yield Piece(page, "meta", unescape(said))


def _whole(page: str, place: str, line: list[str]) -> Iterator[Piece]:
    text = unescape("".join(line)).strip()
    line.clear()
    if text:
        yield Piece(page, place, text)


def _goes_on(before: str, markup: str, at: int) -> bool:
    """Whether the texts on both sides of the edge of a link are one line: no letters collide."""
    after = markup[at : at + 400].partition("<")[0]
    return before[-1:] in (" ", "(") or after[:1] in (" ", ".", ",", ":", ";", ")")


def of_application(client: FlaskClient, store: Store) -> Iterator[Piece]:
    """All that one application prints: pages, pictures, files, answers, refusals."""
    for address in (*_pages(store), *_views(store), *_shares(store)):
        reply = client.get(address, headers={"Accept": "text/html"})
        yield from pieces(address, reply.get_data(as_text=True))
    for typed in (*TYPED, store.wards[0][1], *store.postcodes.code[:1]):
        yield from _strings(f"/find?q={typed}", client.get(f"/find?q={typed}").get_json())
    for query in ("", f"?ward={store.wards[0][0]}", f"?area={store.areas.code[0]}"):
        yield from _workbook(client, f"/download/view.xlsx{query}")
    for status, sentence in SENTENCES.items():
        yield Piece(f"refusal {status}", "p", sentence)
    yield from _of_scripts_files(store)
    yield from _spoken(store)


def _pages(store: Store) -> Iterator[str]:
    yield from (f"/{one.path}" for one in DOORS if one.write)
    codes = [code for code, _ in store.wards][:3]
    codes += [*store.level("msoa").codes[:2], *store.areas.code[:2], "E09"]
    yield from (f"/area/{code}" for code in codes)
    yield f"/area?area={','.join(store.areas.code[:2])}"
    yield from (f"/area?find={typed}" for typed in ("a", "xyzzy"))
    yield from (f"/reach{one}" for one in REACH)
    yield from (f"/gaps{one}" for one in GAPS)
    yield from ("/nowhere", "/map?ind=nothing&q=9&ward=x")


def selections(store: Store) -> tuple[str, ...]:
    """Filters of many kinds, as parts of a query string."""
    wards, areas = [code for code, _ in store.wards], store.areas.code
    whole = store.level("msoa").parts[0]
    return (
        "",
        f"&ward={wards[-1]}",
        "&q=1",
        f"&area={areas[0]}",
        f"&ward={wards[0]},{wards[-1]}&q=1,2&basis=local",
        f"&area={','.join(areas[2:6])}",
        f"&ward={','.join(wards[:7])}",
        "&q=5&basis=local&rows=all",
        f"&area={','.join(areas[at] for at in whole)}&rankby=rank",
        "&ward=unknown&q=1",
    )


def _views(store: Store) -> Iterator[str]:
    """The map of every kind of figure; what is selected, laid over and compared takes turns."""
    every = tuple(without_siblings(store.catalogue.of_areas))
    filters, over = cycle(selections(store)), cycle(OVERLAYS)
    dates = cycle(("", *(f"&date={one}" for one in store.dates)))
    for at, one in enumerate(every):
        other = every[(7 * at + 5) % len(every)].key
        compared = ("", f"&with={other}&as=pair", f"&with={other}&as=beside", next(dates))[at % 4]
        axes = f"&x={every[0].key}&y={one.key}"
        yield f"/map?ind={one.key}{next(filters)}{next(over)}{compared}{axes}"
    ward = f"&ward={store.wards[0][0]}&q=1"
    for one in {one.theme: one for one in every}.values():
        for alone in (f"&area={store.areas.code[0]}", ward):
            yield f"/map?ind={one.key}&charts=all&over=practices,circles{alone}"
    for one in without_siblings(store.catalogue.at("practice")):
        yield f"/map?practice={one.key}&over=practices{next(filters)}"


def _shares(store: Store) -> Iterator[str]:
    """Each chart as an embed and a picture, and the page that hands it out."""
    filters, every = cycle(selections(store)), store.catalogue.of_areas
    for at, show in enumerate(SHOWN):
        query = f"ind={every[at % len(every)].key}{next(filters)}"
        yield from (f"/{page}?show={show}&{query}" for page in ("share", "embed"))
        yield f"/embed?show={show}&change=ind,measure,ward,q,date,practice,x,y,rankby&{query}"
        yield f"/picture/{show}.svg?{query}"


def _workbook(client: FlaskClient, address: str) -> Iterator[Piece]:
    """The texts of a workbook: notes, headings and cells."""
    with zipfile.ZipFile(io.BytesIO(client.get(address).data)) as book:
        shared = book.read("xl/sharedStrings.xml").decode()
    for text in re.findall(r"<t[^>]*>(.*?)</t>", shared, re.DOTALL):
        yield Piece(address, "cell", unescape(text))


def _of_scripts_files(store: Store) -> Iterator[Piece]:
    """The cards and legends that scripts put together of their files."""
    for one in without_siblings(store.catalogue.indicators):
        made = practice_data if one.level == "practice" else indicator_data
        found = made(store, one)
        texts = [all_of(column) for column in found.pop("columns")]
        yield from _strings(f"file of {one.key}", [found, texts])


def _spoken(store: Store) -> Iterator[Piece]:
    """What a screen reader hears when a view has changed."""
    explorer = Explorer(store)
    for query in selections(store):
        said = explorer.said(explorer.answer(f"{query}&over=practices,circles&x=&y=".strip("&")))
        yield from (Piece(f"spoken {query}", "p", sentence) for sentence in said.values())


def _strings(page: str, value: object) -> Iterator[Piece]:
    """The texts of JSON; markup in it is read as a document."""
    if isinstance(value, str):
        if value.startswith("<"):
            yield from pieces(page, value)
        elif " " in value:
            yield Piece(page, "json", value)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(page, one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(page, one)


def of_scripts() -> Iterator[Piece]:
    """What scripts say, of the table that they bring; fields as a word."""
    for key, words in WORDS.items():
        yield Piece(f"words {key}", "js", re.sub(r"\{\w+\}", "x", words))


def literals(script: str) -> Iterator[str]:
    """The texts in a script, without its comments; what is filled in as a letter."""
    for one in LITERAL.finditer(COMMENT.sub("", script)):
        yield re.sub(r"\$\{[^}]*\}", "x", one[1] or one[2] or "")


def distinct(found: Iterator[Piece]) -> tuple[Piece, ...]:
    """Each text once for each kind of place."""
    every: dict[tuple[bool, str], Piece] = {}
    for one in found:
        every.setdefault((one.place in TITLES, one.text), one)
    return tuple(every.values())
