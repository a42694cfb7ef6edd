"""What an embed's address asks for: what to show, what its readers may change, and of which view.

| key    | holds                                                   | default |
|--------|---------------------------------------------------------|---------|
| show   | "map", or the key of a chart                            | map     |
| change | the keys of the view that a reader may change, commas   | none    |

Everything else in the address is the view, exactly as in the full explorer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from callbacks.answer import Answer, Explorer, canonical
from callbacks.map_file import MAP
from charts.registry import CHARTS
from views.key import Key, keys_of
from views.view import LONGEST_QUERY, MOST_PARTS, View, href

SHOWN = (MAP, *CHARTS)
PATH = "embed"
KEYS = keys_of(View)
_OWN = ("show", "change")
_EMPTY = ((), "", None)


@dataclass(frozen=True)
class EmbedRequest:
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

    def allows(self, key: Key) -> bool:
        """Whether readers may change a key of the view."""
        return key.embed.always or key.name in self.change


def changeable(show: str) -> dict[str, str]:
    """The keys it makes sense to let readers of the map or of a chart change, each in words."""
    return {name: one.embed.words for name, one in KEYS.items() if one.embed.offered(show)}


def read_embed(query: str) -> EmbedRequest:
    """What an address asks for. Raises KeyError for a map or chart that does not exist."""
    nothing = EmbedRequest(MAP, (), "")
    if len(query) > LONGEST_QUERY:
        return nothing
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=MOST_PARTS)
    except ValueError:
        return nothing
    show = dict(pairs).get("show", MAP)
    if show not in SHOWN:
        raise KeyError(show)
    asked = {part for name, value in pairs if name == "change" for part in value.split(",")}
    return EmbedRequest(
        show=show,
        change=tuple(name for name in changeable(show) if name in asked),
        query=urlencode([pair for pair in pairs if pair[0] not in _OWN], safe=","),
    )


def answer_embed(embed: EmbedRequest, explorer: Explorer) -> tuple[EmbedRequest, Answer]:
    """Everything about an embed's view; its links stay in the embed, or lead nowhere at all."""
    answer = explorer.answer(embed.query)
    embed = replace(embed, query=canonical(answer, explorer))
    context = replace(answer.context, href=_links(embed, answer, explorer))
    return embed, replace(answer, context=context)


def _links(embed: EmbedRequest, answer: Answer, explorer: Explorer) -> Callable[..., str]:
    """Addresses of this embed with something changed; "" for what its readers may not change."""
    view = answer.view
    allowed = {one.field for one in KEYS.values() if embed.allows(one)}

    def to(**changes: object) -> str:
        changed = {field for field, value in changes.items() if getattr(view, field) != value}
        kept = changed & allowed
        cleared = {field for field in changed - kept if changes[field] in _EMPTY}
        if not kept or kept | cleared != changed:
            return ""
        return embed.address(href(view, explorer.words, **changes).removeprefix("?"))

    return to


def fixed(embed: EmbedRequest) -> dict[str, str]:
    """The parts of an address that the embed's form does not offer, as hidden controls carry them.

    The query has to be that of a view, as `answer_embed` leaves it.
    """
    query = parse_qsl(embed.query, keep_blank_values=True)
    carried = {name: value for name, value in query if not embed.allows(KEYS[name])}
    change = {"change": ",".join(embed.change)} if embed.change else {}
    return {"show": embed.show, **change, **carried}
