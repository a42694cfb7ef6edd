"""Taking a file of local figures: read, protect, build, and only then put in place.

The true counts stay in the file they came in. What is written are the printed figures, the entry
that says what they are, and the register of all that was ever printed.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geodata import build_diff, build_swap, build_tables, bundle
from geodata.build import build, make
from geodata.catalogue import CATALOGUE_DIR, FIGURES_DIR
from geodata.catalogue.own import FOLDER, PUBLIC, read_entries
from geodata.errors import ExplorerError, refuse_table
from geodata.own import words
from geodata.own.cells import Cells, Figure, cells_of
from geodata.own.entry import entry_of, key_of, name_of, table_of
from geodata.own.heading import CHOICES, Heading
from geodata.own.kept import kept_register
from geodata.own.layout import Delivery, read_delivery
from geodata.own.places import NAMES, Placed, placed
from geodata.own.protect import protect
from geodata.own.register import Printed, Register
from geodata.store import Store

MOST_FIGURES = 120
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
OUT = Path(__file__).parents[2] / "own"  # apart from the bundle that everybody may read
Report = Callable[[str], None]


@dataclass(frozen=True)
class Places:
    """Where bundles, figures and the catalogue are."""

    out: Path = OUT
    figures: Path = FIGURES_DIR
    catalogue: Path = CATALOGUE_DIR


@dataclass(frozen=True)
class Taken:
    """What became of a file, in words without any count of it; `new` where something changed."""

    words: str
    new: bool


def add(path: Path, code: str, places: Places, *, report: Report = lambda _: None) -> Taken:
    """Take one file for an authority; ExplorerError, and nothing is written, where it is refused.

    Areas, practices and postcodes are those of the bundle; it is built first where there is none.
    """
    target, figures = places.out / code, places.figures / code
    delivery = read_delivery(path)
    report(f"read {len(delivery.rows):,} rows")
    if delivery.heading.audience != PUBLIC and bundle.is_kept(places.out):
        expected = "expected another folder of bundles, such as own: everybody has this one"
        raise ExplorerError(f"{delivery.file}: found {places.out} for named readers, {expected}.")
    if not target.exists():
        given = {"out": places.out, "figures": places.figures, "catalogue_dir": places.catalogue}
        build(code, **given, report=report)
    with build_swap.building(target):
        store = Store.open(target, catalogue_dir=places.catalogue)
        rows = placed(delivery, store)
        cells = cells_of(delivery.file, rows)
        key = key_of(delivery.heading.title)
        register = kept_register(figures, key, target)
        _check_fits(delivery, key, rows, cells, register, figures)
        printed = protect(cells, register, added_up=delivery.heading.added_up)
        report("protected")
        after = register.with_file(printed)
        files = _files(key, delivery, rows, cells, after)
        changed = _put(code, files, places, report=report)
    return Taken(_words(delivery, rows, printed, changed), new=bool(changed))


def _check_fits(
    delivery: Delivery, key: str, rows: Placed, cells: Cells, register: Register, figures: Path
) -> None:
    """Refuse what beside earlier figures of the same would tell more than either alone."""
    for other, entry in read_entries(figures).items():
        table, title = entry["table"], _same_counts(entry, delivery.heading)
        if title and other != key:
            same = "which has the same lines counts and out of: of other people, say so there"
            found, expected = repr(delivery.heading.title), f"{title!r}, {same}"
            refuse_table(delivery.file, 0, "title", found, expected)
        if other == key and (table["level"], table["vintage"]) != rows.level:
            ours, theirs = (NAMES[one].split()[-1] for one in (rows.level[0], table["level"]))
            found = f"figures by {ours} that are held by {theirs}"
            refuse_table(delivery.file, 0, "area", found, "the same areas as before")
    held = [figure for _, (_, figure), _ in register.rows]
    _check_says_the_same(delivery, read_entries(figures).get(key), held)
    for name in ("age", "sex"):
        before = {getattr(one, name) for one in held}
        now = {getattr(one, name) for one in cells.figures}
        if before and before != now:
            expected = f"{', '.join(sorted(before))}, as before: others would tell the difference"
            refuse_table(delivery.file, 0, name, ", ".join(sorted(now)), expected)
    every = {*held, *cells.figures}
    count, names = len(every), {name_of(one) for one in every}
    if len(names) < count:
        found, expected = "doses that differ in signs alone", "doses that differ in letters"
        refuse_table(delivery.file, 0, "dose", found, expected)
    if count > MOST_FIGURES:
        expected = f"at most {MOST_FIGURES} of dose, date, age and sex with their totals"
        refuse_table(delivery.file, 0, "", f"{count} figures", expected)


def _check_says_the_same(
    delivery: Delivery, entry: Mapping[str, Any] | None, held: Sequence[Figure]
) -> None:
    """Refuse what would give the figures of earlier files other words, or other readers."""
    heading = delivery.heading
    days = {bool(DAY.fullmatch(one.date)) for one in held}
    if days and days != {not heading.period}:
        found, expected = "dates", "a period"
        if heading.period:
            found, expected = expected, found
        refuse_table(delivery.file, 0, "date", found, f"{expected}, as before")
    if entry is None:
        return
    said, audience = entry["indicators"][0], entry["source"]["audience"]
    title = str(said["menu"]).removesuffix(f" ({words.MARK})")
    added_up = any(one["edition"].startswith("to ") for one in entry["indicators"])
    counts = f"{heading.counts}, of {heading.out_of}"
    checks: tuple[tuple[str, bool, str, str], ...] = (
        ("title", title.lower() == heading.title.lower(), heading.title, title),
        ("counts", bool(_same_counts(entry, heading)), counts, said["definition"]),
        ("dates", bool(heading.period) or added_up == heading.added_up, *_dates(heading.added_up)),
        ("audience", heading.audience in (audience, "restricted"), heading.audience, audience),
    )
    for name, same, found, expected in checks:
        if not same:
            refuse_table(delivery.file, 0, name, repr(found), f"{expected!r}, as before")


def _dates(added_up: bool) -> tuple[str, str]:
    """What a heading says of its dates, and what else it could."""
    added, alone = CHOICES["dates"]
    return (added, alone) if added_up else (alone, added)


def _same_counts(entry: Mapping[str, Any], heading: Heading) -> str:
    """The title of an entry that counts the same people out of the same; "" of any other."""
    said = entry["indicators"][0]
    title = str(said["menu"]).removesuffix(f" ({words.MARK})")
    who = str(said["label"]).removeprefix(title)
    same = said["definition"] == words.definition(heading.counts, heading.out_of, who)
    return title if same else ""


def _files(
    key: str, delivery: Delivery, rows: Placed, cells: Cells, register: Register
) -> dict[str, str]:
    """The texts to write, by the name of the file: the register first."""
    printed: Printed = register.latest()
    figures = sorted({figure for _, figure in printed}, key=lambda one: _order(one, cells))
    entry = entry_of(key, delivery.heading, rows.level, figures)
    entry["register"] = register.seal(len(register.rows))
    return {
        f"{key}.printed.csv": register.text(),
        f"{key}.csv": table_of(rows.level, rows.codes, figures, printed),
        f"{key}.json": json.dumps(entry, indent=1, ensure_ascii=False) + "\n",
    }


def _order(one: Figure, cells: Cells) -> tuple[bool, int, str, Figure]:
    """Totals first, the newest date first, then as the file has them."""
    backwards = "".join(chr(0x10FFFF - ord(sign)) for sign in one.date)
    known = {figure._replace(date=""): at for at, figure in enumerate(cells.figures)}
    at = known.get(one._replace(date=""), len(known))
    return "all" not in (one.age, one.sex), at, backwards, one


def _put(code: str, files: Mapping[str, str], places: Places, *, report: Report) -> str:
    """Build with the files, and put register, bundle and files in place; what changed, in words."""
    own, target = places.figures / code / FOLDER, places.out / code
    entry = list(files)[-1]
    held = bundle.read_manifest(target).get("own", {}).get(entry.removesuffix(".json"))
    if held == json.loads(files[entry]) and all(
        (own / name).exists() and (own / name).read_text() == files[name] for name in files
    ):
        return ""
    with tempfile.TemporaryDirectory(prefix="own-") as place:
        fresh = Path(shutil.copytree(places.figures / code, Path(place) / code)) / FOLDER
        fresh.mkdir(exist_ok=True)
        for name, text in files.items():
            (fresh / name).write_text(text, encoding="utf-8")
        given = {"catalogue_dir": places.catalogue, "out": places.out}
        made = make(code, figures=Path(place), report=report, **given)
        tried = Path(place) / "bundle" / code
        tried.parent.mkdir()
        build_swap.swap_in(tried, made)
        Store.open(tried, catalogue_dir=places.catalogue)
    own.mkdir(parents=True, exist_ok=True)
    old = bundle.read_table(target, bundle.OBSERVATIONS, bundle.read_manifest(target))
    for name, text in files.items():  # all of them first, for the disk may be full
        (own / f".{name}.new").write_text(text, encoding="utf-8")
    for at, name in enumerate(files):
        os.replace(own / f".{name}.new", own / name)
        if at == 0:
            build_swap.swap_in(target, made)
    return build_diff.describe(old, build_tables.read(made[bundle.OBSERVATIONS]))


def _words(delivery: Delivery, rows: Placed, printed: Printed, changed: str) -> str:
    hidden = sum(state is None for state in printed.values())
    lines = [f"{delivery.heading.title}: {len(printed):,} figures, {hidden:,} of them not shown."]
    if rows.outside:
        lines.append(f"Rows of postcodes outside the authority, left out: {rows.outside:,}.")
    return "\n".join([*lines, changed or "Nothing new: everything is shown as before."])
