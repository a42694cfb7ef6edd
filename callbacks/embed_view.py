"""What an embed's address asks for: what to show, what its readers may change, and of which view.

| key    | holds                                                   | default |
|--------|---------------------------------------------------------|---------|
| show   | "map", or the key of a chart                            | map     |
| change | the keys of the view that a reader may change, commas   | none    |

Everything else in the address is the view, exactly as in the full explorer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from urllib.parse import parse_qsl, urlencode

from callbacks.answer import Answer, Explorer, canonical
from callbacks.drawn import MAP
from callbacks.view_state import LONGEST_QUERY, View, href, key_of
from charts.registry import CHARTS

SHOWN = (MAP, *CHARTS)
PATH = "embed"
CHANGES = {
    "ind": "the indicator",
    "measure": "how it is grouped (deciles, quintiles)",
    "date": "the date, where there are several",
    "ward": "the ward",
    "q": "the deprivation quintile",
    "practice": "the figure of GP practices",
    "rankby": "how wards are ordered",
    "x": "the figure across",
    "y": "the figure up",
}
ALWAYS = ("rows",)  # a reader may always see the whole table
_EMPTY = ((), "", None)
_ONLY = {"x": ("scatter",), "y": ("scatter",), "rankby": ("wards",), "date": (MAP,)}
_PRACTICES = ("practices", "practices_deprivation", "waiting")


@dataclass(frozen=True)
class Wish:
    """One embed: what is shown, what may be changed, and the query of its view."""

    show: str
    change: tuple[str, ...]
    query: str

    def address(self, query: str | None = None) -> str:
        """Where it is, relative to the start of the site; of another view if one is given."""
        view = self.query if query is None else query
        pairs = [("show", self.show)]
        if self.change:
            pairs.append(("change", ",".join(self.change)))
        return f"{PATH}?{urlencode(pairs, safe=',')}" + (f"&{view}" if view else "")


def changeable(show: str) -> tuple[str, ...]:
    """The keys it makes sense to let readers of the map or of a chart change."""
    keys = [key for key in CHANGES if show in _ONLY.get(key, (show,))]
    unused = {"ind", "measure", "q"} if show in _PRACTICES else {"practice"}
    if show in ("scatter", "wards", "domains", "composition"):
        unused.add("measure")
    return tuple(key for key in keys if key not in unused)


def read_wish(query: str) -> Wish:
    """What an address asks for. Raises KeyError for a map or chart that does not exist."""
    if len(query) > LONGEST_QUERY:
        return Wish(MAP, (), "")
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        return Wish(MAP, (), "")
    given = dict(pairs)
    show = given.get("show", MAP)
    if show not in SHOWN:
        raise KeyError(show)
    asked = {part for key, value in pairs if key == "change" for part in value.split(",")}
    rest = [(key, value) for key, value in pairs if key not in ("show", "change")]
    return Wish(
        show=show,
        change=tuple(key for key in changeable(show) if key in asked),
        query=urlencode(rest, safe=","),
    )


def answer_wish(wish: Wish, explorer: Explorer) -> tuple[Wish, Answer]:
    """Everything about an embed's view; its links stay in the embed, or lead nowhere at all."""
    answer = explorer.answer(wish.query)
    wish = replace(wish, query=canonical(answer, explorer))
    context = replace(answer.context, href=_links(wish, answer, explorer))
    return wish, replace(answer, context=context)


def _links(wish: Wish, answer: Answer, explorer: Explorer) -> Callable[..., str]:
    """Addresses of this embed with something changed; "" for what its readers may not change."""
    view, allowed = answer.view, {*wish.change, *ALWAYS}

    def to(**changes: object) -> str:
        changed = {key for key, value in changes.items() if getattr(view, key) != value}
        kept = {key for key in changed if key_of(key) in allowed}
        cleared = {key for key in changed - kept if changes[key] in _EMPTY}
        if not kept or kept | cleared != changed:
            return ""
        return wish.address(href(view, explorer.words, **changes).removeprefix("?"))

    return to


def fixed(view: View, wish: Wish) -> dict[str, str]:
    """The parts of a view that its form does not offer, as hidden controls carry them."""
    query = dict(parse_qsl(wish.query, keep_blank_values=True))
    names = {key_of(one.name) for one in fields(view)} - {*wish.change, *ALWAYS}
    carried = {key: value for key, value in query.items() if key in names}
    change = {"change": ",".join(wish.change)} if wish.change else {}
    return {"show": wish.show, **change, **carried}
