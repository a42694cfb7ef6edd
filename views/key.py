"""What is known about one key of a view: how it is read, and what a change of it changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, cast

from views.readers import Reader
from views.vocabulary import Vocabulary

Many = Literal["", "sorted", "in order", "together"]
Control = Literal["hidden", "form", "chart"]
_METADATA = "key"


@dataclass(frozen=True)
class EmbedUse:
    """Whether readers of an embed may change a key.

    `words` is what a publisher ticks to allow it; without words it is not offered. `only` are the
    things shown ("map", or keys of charts) that it means something to, all when empty; `without`
    those that it means nothing to. `always` needs no tick.
    """

    words: str = ""
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    always: bool = False

    def offered(self, show: str) -> bool:
        """Whether a publisher who shows this map or chart is asked about the key."""
        return bool(self.words) and show not in self.without and show in (self.only or (show,))


@dataclass(frozen=True)
class Key:
    """One key of a view.

    holds:    what it says, in words, for documents and help.
    said:     how a change of it is said aloud; "{}" stands for its values.
    there:    whether what a bundle offers gives it any meaning; without, nobody is told of it.
    reads:    the reader of its values, for what a bundle offers.
    default:  its value in a view that does not say, for what a bundle offers.
    replies:  whether the server's reply depends on it; with `replies_when` only while another key
              holds one of some values.
    kept:     whether it stays as it is when a reader follows a link to another view.
    reset_by: the keys whose change brings it back to its default.
    turns:    whether it turns the pages of tables: links to other rows bring it back, too.
    many:     whether it holds several values, whether their order says something, and whether
              they mean something only together.
    control:  where the page has a control for it; a hidden one only carries it.
    embed:    whether readers of an embed may change it.
    field:    the name of its field in the view.
    """

    holds: str
    said: str
    reads: Callable[[Vocabulary], Reader]
    default: Callable[[Vocabulary], Any]
    there: Callable[[Vocabulary], bool] = lambda _: True
    replies: bool = True
    replies_when: tuple[str, tuple[str, ...]] | None = None
    kept: bool = False
    reset_by: tuple[str, ...] = ()
    turns: bool = False
    many: Many = ""
    control: Control = "hidden"
    embed: EmbedUse = field(default_factory=EmbedUse)
    field: str = ""

    @property
    def name(self) -> str:
        """The key in a query string: the field's name, less what keeps it from being a keyword."""
        return self.field.rstrip("_")


def key(
    holds: str,
    *,
    said: str,
    reads: Callable[[Vocabulary], Reader],
    default: Callable[[Vocabulary], Any],
    **more: Any,
) -> Any:
    """A field of a view that is a key of the query string; the arguments are those of `Key`."""
    return field(metadata={_METADATA: Key(holds, said, reads, default, **more)})


def keys_of(kind: type[Any]) -> Mapping[str, Key]:
    """The keys of a kind of view by their name in a query string, in the order of the table."""
    return _table(cast(Hashable, kind))


def keys_in(kind: type[Any], words: Vocabulary) -> Mapping[str, Key]:
    """Those of them that mean something with what a bundle offers, and know of no others."""
    there = {name: one for name, one in keys_of(kind).items() if one.there(words)}
    return {
        name: replace(one, reset_by=tuple(other for other in one.reset_by if other in there))
        for name, one in there.items()
    }


@cache
def _table(kind: Any) -> Mapping[str, Key]:
    found = (replace(one.metadata[_METADATA], field=one.name) for one in fields(kind))
    return MappingProxyType({one.name: one for one in found})
