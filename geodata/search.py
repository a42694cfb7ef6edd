"""Finding a place by what somebody types. Whatever is typed gets a plain answer.

Whole postcodes are looked for in all of the text, however long. Parts of a postcode are answered
with what they cover. Names are graded: exactly it, the start of a word, inside a word, all words in
any order in the name, then with the address, and, where nothing else fits, names that differ by a
slip of the hand or two.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from geodata.search_index import BEST, KINDS, Entry, Found, Match, counted, index, plain
from geodata.search_postcodes import part_of_a_postcode, postcodes_in
from geodata.store import Store

__all__ = ["BEST", "KINDS", "Found", "Match", "find", "plain"]

LONGEST = 60  # letters of a name that are read
EXACT, START, WITHIN, WORDS, ABOUT, SLIP = range(6)
FEWEST_TO_SLIP = 4  # letters below which no slip is forgiven
LETTERS_A_SLIP = 7  # letters for each slip that is


def find(store: Store, text: str) -> Found:
    """The matches for what was typed, best first, at most BEST: postcodes in it, or names like it.

    Any text is answered: without a match, and for part of a postcode, `message` says what to try.
    """
    named = postcodes_in(store, text)
    if named is not None:
        return named
    typed = text[:LONGEST]
    sought = plain(typed)
    if not sought:
        return Found(matches=(), message=_advice(store))
    graded = next(filter(None, (_graded(store, one) for one in _readings(sought))), [])
    if not graded or graded[0][0] > START:
        part = part_of_a_postcode(store, typed)
        if part is not None:
            return part
    if not graded:
        return Found(matches=(), message=_nothing(store, typed))
    best = tuple(entry.match for *_, entry in graded[:BEST])
    slips = "Nothing is called that. Did you mean one of these?" if graded[0][0] == SLIP else ""
    return Found(matches=best, message=slips or counted(len(graded)))


def _readings(sought: str) -> Iterator[str]:
    """What was typed, and then with the letters that stray digits in a word look like."""
    yield sought
    for one in "il":
        look = str.maketrans({"0": "o", "1": one, "5": "s"})
        words = (word.translate(look) if _is_word(word) else word for word in sought.split())
        read = " ".join(words)
        if read != sought:
            yield read


def _is_word(word: str) -> bool:
    return 2 * sum(letter.isalpha() for letter in word) > len(word)


Graded = list[tuple[tuple[int, int, int, str, tuple[str, ...]], Entry]]


def _graded(store: Store, sought: str) -> list[tuple[int, Entry]]:
    """Every entry that fits, best first: by grade, slips, kind and name."""
    entries = index(store)
    found: Graded = [
        (_order(grade, 0, entry), entry)
        for entry in entries
        if (grade := _grade(sought, entry)) < SLIP
    ]
    if not found and len(sought) >= FEWEST_TO_SLIP:
        found = [
            (_order(SLIP, slips, entries[at]), entries[at])
            for at, slips in _slipped(store, sought).items()
        ]
    return [(order[0], entry) for order, entry in sorted(found, key=lambda one: one[0])]


def _order(grade: int, slips: int, entry: Entry) -> tuple[int, int, int, str, tuple[str, ...]]:
    match = entry.match
    return grade, slips, KINDS.index(match.kind), match.label, match.areas


def _grade(sought: str, entry: Entry) -> int:
    if sought in entry.keys:
        return EXACT
    if any(f" {sought}" in f" {key}" for key in entry.keys):
        return START
    if any(sought in key for key in entry.keys):
        return WITHIN
    words = [f" {word}" for word in sought.split()]
    for grade, keys in ((WORDS, entry.keys[:1]), (ABOUT, entry.keys)):
        if len(words) > 1 and any(all(word in f" {key}" for word in words) for key in keys):
            return grade
    return SLIP


def _slipped(store: Store, sought: str) -> Mapping[int, int]:
    """Entries by position with how many slips (a letter more, less, other, or two exchanged) lie
    between what was typed and a run of their words. Digits are not slips: they name another place.
    """
    windows = _windows(store)
    most = 1 + (len(sought) - 1) // LETTERS_A_SLIP if len(sought) > 7 else 1
    digits = _digits(sought)
    found: dict[int, int] = {}
    for typed in {sought, " ".join(sorted(sought.split()))}:
        choices = windows.plain if typed == sought else windows.sorted
        near = process.extract(
            typed, choices.keys(), scorer=OSA.distance, score_cutoff=most, limit=None
        )
        for window, slips, _ in near:
            if _digits(window) != digits:
                continue
            for at in choices[window]:
                found[at] = min(int(slips), found.get(at, most))
    return found


def _digits(text: str) -> list[str]:
    digits = ("".join(filter(str.isdigit, word)) for word in text.split())
    return sorted(filter(None, digits))


@dataclass(frozen=True)
class _Windows:
    """Which entries hold a run of words, as it is and with its words in order of the alphabet."""

    plain: Mapping[str, tuple[int, ...]]
    sorted: Mapping[str, tuple[int, ...]]


@lru_cache(maxsize=2)
def _windows(store: Store) -> _Windows:
    here: dict[str, set[int]] = {}
    turned: dict[str, set[int]] = {}
    for at, entry in enumerate(index(store)):
        for window in entry.windows:
            here.setdefault(window, set()).add(at)
            turned.setdefault(" ".join(sorted(window.split())), set()).add(at)
    return _Windows(
        {key: tuple(sorted(ats)) for key, ats in here.items()},
        {key: tuple(sorted(ats)) for key, ats in turned.items()},
    )


def hint(store: Store) -> str:
    """What can be looked for in a bundle: "Place or area code in Anytown"."""
    kinds = [
        *["postcode"] * bool(store.postcodes.code),
        "place",
        *["GP practice"] * any(store.practices.listed),
    ]
    listed = ", ".join(kinds)
    return f"{listed[0].upper()}{listed[1:]} or area code in {store.authority.name}"


def _nothing(store: Store, typed: str) -> str:
    """What to say when nothing was found: what was looked for, and what to try."""
    shown = " ".join("".join(letter for letter in typed if letter.isprintable()).split())
    return f"Nothing found for “{shown}”. {_advice(store)}"


def _advice(store: Store) -> str:
    kinds = [*["local authority"] * bool(store.authorities), "ward", "neighbourhood", "small area"]
    examples = [store.wards[0][1]]
    if any(store.practices.listed):
        kinds.append("GP practice")
    if store.venues.code:
        kinds += ["pharmacy", "library", "hall"]
    if store.postcodes.code:
        kinds.append("postcode")
        examples.append(store.postcodes.code[0])
    listed = f"{', '.join(kinds[:-1])} or {kinds[-1]}"
    return f"Search for a {listed}, for example {' or '.join(examples)}."
