"""A file of local figures as the catalogue knows figures: source, table and indicators."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from geodata.catalogue.own import FOLDER
from geodata.format import day
from geodata.geography import Level, column
from geodata.own import words
from geodata.own.cells import ALL, Figure
from geodata.own.heading import Heading
from geodata.own.register import MISSING, Printed, State, written
from geodata.own.rule import MOVES

ALL_AGES = "all ages"
LONGEST = 60  # characters of the key of a title


def entry_of(key: str, heading: Heading, level: Level, figures: Sequence[Figure]) -> dict[str, Any]:
    """The entry of a file: its source, its table, its figures as indicators, and their trends."""
    indicators = {figure: _indicator(key, heading, level, figure) for figure in figures}
    return {
        "source": {
            "publisher": heading.publisher,
            "title": f"{heading.title}. {words.SENTENCE}",
            "published": heading.published,
            "licence": heading.licence,
            "attribution": f"Source: {heading.publisher}. {words.SENTENCE}.",
            "audience": heading.audience,
        },
        "table": {
            "file": f"{FOLDER}/{key}.csv",
            "kind": "measures",
            "source": key,
            "level": level[0],
            "vintage": level[1],
            "named": False,
            "counts": [name for figure in figures for name in _columns(figure)],
        },
        "indicators": list(indicators.values()),
        "trends": list(_trends(key, heading, level, indicators)),
    }


def _trends(
    key: str, heading: Heading, level: Level, indicators: Mapping[Figure, Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    """What is known of areas at several days, once for each dose, age and sex."""
    days: dict[Figure, list[Figure]] = defaultdict(list)
    for figure in sorted(indicators, key=lambda one: one.date):
        days[figure._replace(date="")].append(figure)
    for figure, every in days.items():
        last = indicators[every[-1]]
        if len(every) > 1 and not heading.period and level[0] != "practice":
            yield {
                "key": f"{key}_{name_of(figure)}".strip("_"),
                "label": last["short_label"],
                "age_group": last["category"],
                "indicator": last["key"],
                "definition": last["definition"],
                "caveat": words.CAVEAT,
                "source": key,
                "table": key,
                "dates": [one.date for one in every],
                "at": [indicators[one]["key"] for one in every],
            }


def key_of(title: str) -> str:
    """The key of the figures of a title: small letters, digits and underscores."""
    return f"{FOLDER}_{_slug(title)[:LONGEST].strip('_')}"


def name_of(figure: Figure) -> str:
    """What a figure is called within those of its file, the same whatever others there are."""
    return _slug(" ".join(one for one in figure if one not in ("", ALL))).strip("_")


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", text.lower())


def _columns(figure: Figure) -> tuple[str, str]:
    return f"count_{name_of(figure)}", f"out_of_{name_of(figure)}"


def _indicator(key: str, heading: Heading, level: Level, figure: Figure) -> dict[str, Any]:
    """One figure. It keeps what the file says word for word; the rest is in words.py."""
    age = ALL_AGES if figure.age in ("", ALL) else f"aged {figure.age}"
    sex = "" if figure.sex in ("", ALL) else figure.sex
    who = "".join(f", {one}" for one in (figure.dose, age if figure.age else "", sex) if one)
    when, since = _when(heading, figure)
    polarity, more, less = words.POLARITY[heading.more_is]
    counts, out_of = _columns(figure)
    group = who.removeprefix(f", {figure.dose}") if figure.dose else who
    texts = {"Counts": words.capital(heading.counts), "out_of": heading.out_of, "who": who}
    return {
        "key": f"{key}_{name_of(figure)}",
        "label": f"{heading.title}{who}",
        "short_label": f"{heading.title}{who} ({words.MARK})",
        "menu": f"{heading.title} ({words.MARK})",
        "variant": f"{who.removeprefix(', ')}, {when}".removeprefix(", "),
        "edition": f"{since}{when} ({words.MARK})",
        "theme": "practices" if level[0] == "practice" else heading.theme,
        "group": key,
        "category": who.removeprefix(", ") or ALL_AGES,
        "level": level[0],
        "vintage": level[1],
        "kind": "share",
        "interval": "wilson",
        "near": MOVES - 1,
        "unit": f"% of {heading.out_of}",
        "more": more,
        "less": less,
        "polarity": polarity,
        "numerator": f"{heading.counts}{who}",
        "denominator": f"{heading.out_of}{group}",
        "numerator_heading": "Counted, rounded",
        "denominator_heading": "Out of, rounded",
        "age": age,
        "period": when,
        "method": words.METHOD.format(**texts),
        "definition": words.definition(heading.counts, heading.out_of, who),
        "sentence": words.SENTENCE_OF_A_PLACE.format(**texts),
        "caveat": words.CAVEAT,
        "source": key,
        "table": key,
        "column": counts,
        "denominator_column": out_of,
    }


def _when(heading: Heading, figure: Figure) -> tuple[str, str]:
    """When it was so, in words, and what stands before them where counts are added up to a day."""
    if heading.period:
        return figure.date, ""
    return day(figure.date), "to " if heading.added_up else ""


def table_of(
    level: Level, codes: Sequence[str], figures: Sequence[Figure], printed: Printed
) -> str:
    """The table of an entry as CSV: a row a place, two columns a figure."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = [name for figure in figures for name in _columns(figure)]
    writer.writerow([column(level, "code"), *names])
    for code in codes:
        cells = [cell for figure in figures for cell in _cells(printed, code, figure)]
        writer.writerow([code, *cells])
    return out.getvalue()


def _cells(printed: Mapping[Any, State], code: str, figure: Figure) -> tuple[str, str]:
    return written(printed[code, figure]) if (code, figure) in printed else (MISSING, MISSING)
