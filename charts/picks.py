"""Areas that are picked: the links that pick them, and what they are called together."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from charts.model import Context, Link
from charts.words import joined, the_noun, with_noun
from geodata.store import Store

MOST_NAMED = 3


@dataclass(frozen=True)
class Picks:
    """Picked LSOAs (2021): the MSOAs that are picked whole, and the codes of all others.

    `msoas` has the name of each MSOA with the codes of its LSOAs, in order of names.
    """

    msoas: tuple[tuple[str, tuple[str, ...]], ...]
    rest: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the MSOAs."""
        return tuple(name for name, _ in self.msoas)

    @property
    def words(self) -> str:
        """What was picked: MSOAs by name while they are few."""
        if not self.msoas:
            return f"{the_noun(len(self.rest), 'area') if self.rest else 'the areas'} you chose"
        rest = with_noun(len(self.rest), "area") if self.rest else ""
        noun = "neighbourhood" if len(self.msoas) == 1 else "neighbourhoods"
        if len(self.msoas) > MOST_NAMED:
            both = filter(None, (f"the {len(self.msoas)} {noun}", rest))
            return f"{joined(list(both))} you chose"
        named = joined(self.names)
        return f"{named} ({noun}) and {rest} you chose" if rest else f"{named} ({noun} you chose)"


def picks(store: Store, picked: Collection[str]) -> Picks:
    """Sort picked LSOAs into whole MSOAs and others; codes that are not known are left out."""
    if not picked:
        return Picks((), ())
    codes, names, chosen = store.areas.code, store.areas.msoa_name, set(picked)
    whole = [
        (names[parts[0]], tuple(codes[at] for at in parts))
        for parts in store.level("msoa").parts
        if all(codes[at] in chosen for at in parts)
    ]
    held = {code for _, parts in whole for code in parts}
    rest = tuple(code for code in codes if code in chosen and code not in held)
    return Picks(tuple(sorted(whole)), rest)


def is_picked(context: Context, codes: Collection[str]) -> bool:
    """Whether these LSOAs, at least one, are all picked."""
    return bool(codes) and set(codes) <= set(context.selection.filter.picked)


def pick_link(context: Context, codes: Collection[str]) -> Link:
    """The link that adds LSOAs to the picked ones, or takes them out when all of them are in."""
    chosen, current = context.selection.filter, is_picked(context, codes)
    picked = set(chosen.picked)
    if chosen.is_drawn:  # what was drawn becomes a list of areas, to be added to
        mask = context.selection.mask
        picked = {one for one, held in zip(context.store.areas.code, mask, strict=True) if held}
        current = bool(codes) and picked.issuperset(codes)
    after = picked.difference(codes) if current else picked.union(codes)
    return Link(context.href(area=tuple(sorted(after)), near=(), shape=""), current)
