"""The table of keys for people, as lines of Markdown."""

from __future__ import annotations

from views.key import Key, keys_in
from views.keys import Keys
from views.view import View, parse_as, print_value
from views.vocabulary import Vocabulary

HEAD = ("key", "holds", "default", "server replies", "kept by links", "readers of embeds")


def table(words: Vocabulary, kind: type[Keys] = View) -> str:
    """One row a key: what it holds, its default with this bundle, and what depends on it."""
    default, _ = parse_as(kind, "", words)
    rows = [_row(one, getattr(default, one.field)) for one in keys_in(kind, words).values()]
    lines = [HEAD, tuple("---" for _ in HEAD), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _row(key: Key, default: object) -> tuple[str, ...]:
    replies = f"with {', '.join(key.replies_when[1])}" if key.replies_when else "yes"
    unless = f"unless {' or '.join(key.reset_by)} changes" if key.reset_by else "yes"
    allowed = "always" if key.embed.always else "may be let" if key.embed.words else "no"
    return (
        key.name,
        key.holds,
        print_value(default) or "none",
        replies if key.replies else "no",
        unless if key.kept else "no",
        allowed,
    )
