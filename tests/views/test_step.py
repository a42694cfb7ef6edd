"""Whatever the server understood of an address, the page's form holds: it submits the same view."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import quote, urlencode

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from callbacks.answer import Explorer
from charts.panel import CONTROLS
from page.controls import controls
from tests.views.test_view import WORDS, views
from views.key import keys_of
from views.view import View, parse, query_of

TAILS = ("", "", ".", ",", ")", "%20", "…", ">", "%2C.", "'")
PARTS = {"query": "", "chips": Markup(), "done": Markup()}


@st.composite
def addresses(draw: st.DrawFn, *, kept: frozenset[str] = frozenset(keys_of(View))) -> str:
    """What reaches a server: a view, with values mended, repeated, retired, in any order.

    Of the view only the keys in `kept` are said.
    """
    view = draw(views)
    pairs = [pair.split("=", 1) for pair in query_of(view, WORDS).split("&") if pair]
    said = []
    for name, value in pairs:
        if name not in kept:
            continue
        apart = value.split(",") if draw(st.booleans()) and name != "at" else [value]
        said += [f"{name}={one}{draw(st.sampled_from(TAILS))}" for one in apart]
    names = st.sampled_from([*sorted(kept), "colour", "year"])
    said += draw(
        st.lists(
            st.tuples(names, st.sampled_from(["none", "old_2015", "9", "", "0,0", "streets"])).map(
                lambda pair: "=".join(map(quote, pair))
            ),
            max_size=3,
        )
    )
    return "&".join(draw(st.permutations(said)))


class Form(HTMLParser):
    """The controls that a browser would submit, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.pairs: list[tuple[str, str]] = []
        self._select = self._text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if found.get("form", "filters") != "filters":
            return
        if tag == "select":
            self._select = found.get("name", "")
        elif tag == "option" and "selected" in found and self._select:
            self.pairs.append((self._select, found["value"]))
        elif tag == "input" and found.get("name"):
            ticks = found.get("type") in ("checkbox", "radio")
            if not ticks or "checked" in found:
                self.pairs.append((found["name"], found.get("value", "on")))
        elif tag == "textarea":
            self._text = found.get("name", "")
            self.pairs.append((self._text, ""))

    def handle_data(self, data: str) -> None:
        if self._text:
            self.pairs[-1] = (self._text, data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text = ""


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(addresses())
def test_the_form_submits_what_the_server_understood(explorer: Explorer, address: str) -> None:
    answer = explorer.answer(address)
    form = Form(str(controls(answer.view, explorer, streets=True, **PARTS)))
    axes = Form(str(CONTROLS["scatter"](answer.context)))
    again, ignored = parse(urlencode(form.pairs + axes.pairs), explorer.words)
    assert again == answer.view
    assert ignored == ()


@settings(max_examples=40, deadline=None)
@given(addresses())
def test_what_was_understood_is_understood_the_same_again(address: str) -> None:
    view, _ = parse(address, WORDS)
    canonical = query_of(view, WORDS)
    assert parse(canonical, WORDS) == (view, ())
    assert query_of(view, WORDS) == canonical
