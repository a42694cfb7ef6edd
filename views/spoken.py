"""A view in words, key by key: what a screen reader is told when one of them has changed. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from views.key import Key, keys_in
from views.keys import Keys
from views.view import print_value
from views.vocabulary import Vocabulary

MOST_SAID = 4  # values by name; more are counted


def spoken(view: Keys, names: Mapping[str, str], words: Vocabulary) -> dict[str, str]:
    """A sentence for each key of a bundle that the server's reply depends on in this view.

    `names` gives the words for values that are codes, of one key alone as "key=value"; a value
    without any is said as it is. Two views that differ in a key have different sentences for it,
    or one has none; but of more values than are named, only how many there are and the first and
    last tell them apart.
    """
    keys = keys_in(type(view), words)
    return {
        name: one.said.replace("{}", _values(one, getattr(view, one.field), names)) + "."
        for name, one in keys.items()
        if one.replies and _answered(one, view, keys)
    }


def _answered(key: Key, view: Keys, keys: Mapping[str, Key]) -> bool:
    """Whether the reply depends on a key now; always where that hangs on the key itself."""
    if key.replies_when is None or key.replies_when[0] == key.name:
        return True
    other, values = key.replies_when
    return bool(set(values) & set(getattr(view, keys[other].field)))


def _values(key: Key, value: object, names: Mapping[str, str]) -> str:
    """The values of a key by name; of overlays those that have figures."""
    every = [part for part in print_value(value).split(",") if part]
    if key.replies_when and key.replies_when[0] == key.name:
        every = [part for part in every if part in key.replies_when[1]]
    words = [names.get(f"{key.name}={part}", names.get(part, part)) for part in every]
    if len(words) > MOST_SAID:
        return f"{len(words)} chosen, {words[0]} to {words[-1]}"
    return ", ".join(words) or "none"
