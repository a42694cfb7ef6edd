"""The table of keys as the browser is told it, so that no script lists keys a second time."""

from __future__ import annotations

from typing import Any

from views.key import Key, keys_in
from views.keys import Keys
from views.view import View, parse_as, print_value
from views.vocabulary import Vocabulary


def browser_keys(words: Vocabulary, kind: type[Keys] = View) -> list[dict[str, Any]]:
    """One entry a key, in printing order, as `assets/keys.js` reads it; what is false is left out.

    `name`, and `default` as a control of the form holds it. `kept`, `many`: as `Key` has them.
    `silent`: the server's reply does not depend on it. `when`: it does only while another key
    holds one of some values. `resetBy`: keys whose change brings it back to its default.
    """
    default, _ = parse_as(kind, "", words)
    return [_entry(one, getattr(default, one.field)) for one in keys_in(kind, words).values()]


def _entry(key: Key, default: object) -> dict[str, Any]:
    known = {
        "silent": not key.replies,
        "when": key.replies_when,
        "kept": key.kept,
        "resetBy": key.reset_by,
        "many": key.many,
    }
    said = {name: value for name, value in known.items() if value}
    return {"name": key.name, "default": print_value(default), **said}
