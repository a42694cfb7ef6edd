"""What a request to a page with a view of its own asks for: the same for every such page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar, Generic, TypeVar
from urllib.parse import urlencode

from charts.model import Context
from page.shell import Site
from views.view import query_of, turned_back

V = TypeVar("V")


@dataclass(frozen=True, eq=False)
class Asked(Generic[V]):
    """A view of the page, what was ignored of its address, and the context of its figure.

    `path` is that of the page.
    """

    path: ClassVar[str]
    site: Site
    view: V
    ignored: tuple[str, ...]
    context: Context

    def query(self, **changes: Any) -> str:
        """The query string of the view with some of its keys replaced."""
        words = self.site.explorer.words
        changed = turned_back(self.view, words, changes)
        return query_of(replace(self.view, **changed), words)  # type: ignore[type-var]

    def link(self, path: str = "", **changes: Any) -> str:
        """The address of the page, or of one beside it, for the view with some keys replaced."""
        return self.site.link(path or self.path, self.query(**changes))


def map_query(keys: dict[str, str]) -> str:
    """The query string of a map, without the keys that have no value."""
    return urlencode({name: value for name, value in keys.items() if value}, safe=",")
