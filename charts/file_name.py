"""Names of files: place, chart, figure, filter and days, in letters that every system takes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from unicodedata import normalize

from charts.groups import drawn_words
from charts.model import Context
from charts.words import short_label
from geodata.catalogue import Indicator
from geodata.selection import drawn
from geodata.store import Store
from layers.over_time import moments

LONGEST = 40  # letters of a part
MANY = 3  # authorities or wards that are counted and not named


def file_name(
    what: str, indicators: Sequence[Indicator], context: Context, *, day: date, ending: str
) -> str:
    """The name of a file of a view, `what` being a map, a table or a chart of it.

    It says the place, what the file shows, the figure with its edition, the day that the view
    shows, the filter, and the day of the download. ASCII, without spaces.
    """
    parts = (
        slug(context.place),
        slug(what),
        slug(_figures(indicators)),
        _shown(indicators, context),
        _filter(context),
        day.isoformat(),
    )
    return f"{'_'.join(part for part in parts if part)}.{ending}"


def slug(text: str, *, longest: int = LONGEST) -> str:
    """Small letters, digits and hyphens, cut between words: "Hill & Vale, 2023" is
    "hill-and-vale-2023". Empty where no letter of the text is known in ASCII.
    """
    plain = normalize("NFKD", text.replace("&", " and ").replace("'", "").replace("’", ""))
    kept = "".join(one if one.isascii() and one.isalnum() else " " for one in _bare(plain))
    words, found = kept.lower().split(), ""
    for word in words:
        longer = f"{found}-{word}" if found else word[:longest]
        if len(longer) > longest:
            break
        found = longer
    return found


def _bare(text: str) -> str:
    """Text without the accents that were parted from their letters."""
    return "".join(one for one in text if not "\u0300" <= one <= "\u036f")


def _figures(indicators: Sequence[Indicator]) -> str:
    if not indicators:
        return ""
    first, *others = indicators
    if len(others) == 1:
        return f"{short_label(first)} and {short_label(others[0])}"
    return f"{short_label(first)}{f' and {len(others)} more' if others else ''}"


def _shown(indicators: Sequence[Indicator], context: Context) -> str:
    known = any(context.date in moments(context.store, one) for one in indicators)
    return f"by-{context.date}" if context.date and known else ""


def _filter(context: Context) -> str:
    chosen = context.selection
    asked = chosen.filter
    if asked.picked:
        return slug(_picked(context.store, chosen.count, asked.picked))
    store = context.store
    named = (
        (asked.authorities, store.authorities, "authorities"),
        (asked.wards, store.wards, "wards"),
    )
    parts = [
        " and ".join(dict(every).get(code, code) for code in codes)
        if len(codes) < MANY
        else f"{len(codes)} {noun}"
        for codes, every, noun in named
    ]
    parts += [drawn_words(one) for one in drawn(store, asked)]
    if asked.quintiles:
        parts.append(f"{asked.basis} quintile {' '.join(map(str, sorted(asked.quintiles)))}")
    return "-".join(filter(None, map(slug, parts))) or "all-areas"


def _picked(store: Store, count: int, picked: Sequence[str]) -> str:
    if count == 1 and len(picked) == 1:
        return store.areas.name[store.areas.code.index(picked[0])]
    return f"{count} chosen areas"
