"""The keys of the page that plans outreach: whom to reach, a floor, venues and how they are chosen.

The same grammar as the map's view (`views/view.py`), with a table of keys of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from geodata.reach.walks import DETOUR
from geodata.selection import Filter
from views.key import key
from views.question import QUINTILES
from views.readers import many_of, number_from, one_of, one_or_none, pages_in, pages_of
from views.view import parse_as
from views.vocabulary import ROWS_A_PAGE, Vocabulary

ONLY = {
    "all": "all",
    "possibly": "those that may be below the floor",
    "certainly": "those that are below it for certain",
}
OPEN = {"any": "any day", "saturday": "Saturday", "sunday": "Sunday"}
GOALS = {
    "cover": "most people within the walk",
    "fair": "the worst-served fifth first",
    "median": "the shortest walk for all",
}
MOST_VENUES, MOST_DAYS = 12, 5
NEAR, FAR = 100, 10_000  # metres
LISTS = ("reach_people", "reach_venues")  # those that may be long
# What decides which rows those have, and in which order.
LISTED_BY = (
    *("ind", "date", "lad", "ward", "q", "group", "share", "floor", "only", "people", "deprived"),
    *("gap", "venues", "on", "walk", "detour"),
)
USUAL_KINDS = ("practice", "pharmacy", "library", "community_centre_or_hall", "place_of_worship")


@dataclass(frozen=True)
class ReachView:
    """The table; what a bundle cannot say has no values."""

    ind: str = key(
        "uptake of a dose at an age: those without it are to be reached",
        said="Dose and age: {}",
        reads=lambda words: one_of(words.uptakes),
        default=lambda words: next(iter(words.uptakes), ""),
    )
    date: str = key(
        "day that doses are counted to, or none for the latest",
        said="Date: {}",
        reads=lambda words: one_or_none(words.dates),
        default=lambda _: "",
    )
    lad: tuple[str, ...] = key(
        "codes of the local authorities that neighbourhoods are listed of",
        said="Local authorities: {}",
        reads=lambda words: many_of(words.authorities),
        default=lambda _: (),
        there=lambda words: bool(words.authorities),
        many="sorted",
    )
    ward: tuple[str, ...] = key(
        "codes of the wards that neighbourhoods are listed of",
        said="Wards: {}",
        reads=lambda words: many_of(words.wards),
        default=lambda _: (),
        many="sorted",
    )
    q: tuple[str, ...] = key(
        "deprivation quintiles that neighbourhoods are listed of, 1 to 5",
        said="Deprivation quintiles: {}",
        reads=lambda words: many_of(QUINTILES if words.ranked else ()),
        default=lambda _: (),
        many="sorted",
    )
    group: str = key(
        "share of an ethnic or religious community that neighbourhoods are listed by, or none",
        said="Community: {}",
        reads=lambda words: one_or_none(words.communities),
        default=lambda _: "",
    )
    share: int = key(
        "per cent of its people that a neighbourhood must have in that community",
        said="At least {} per cent",
        reads=lambda _: number_from(0, 100),
        default=lambda _: 10,
    )
    floor: int = key(
        "uptake that no neighbourhood is to be below, in per cent",
        said="Floor: {} per cent",
        reads=lambda _: number_from(1, 100),
        default=lambda _: 90,
    )
    only: str = key(
        "which neighbourhoods are listed: all, possibly or certainly below the floor",
        said="Listed: {}",
        reads=lambda _: one_of(ONLY),
        default=lambda _: "all",
    )
    people: int = key(
        "weight of the number of people not reached, 0 to 100",
        said="Weight of people: {}",
        reads=lambda _: number_from(0, 100),
        default=lambda _: 100,
    )
    deprived: int = key(
        "weight of deprivation, 0 to 100",
        said="Weight of deprivation: {}",
        reads=lambda _: number_from(0, 100),
        default=lambda _: 0,
    )
    gap: int = key(
        "weight of the gap to the floor, 0 to 100",
        said="Weight of the gap to the floor: {}",
        reads=lambda _: number_from(0, 100),
        default=lambda _: 0,
    )
    venues: tuple[str, ...] = key(
        "kinds of venues that may be chosen, or none",
        said="Kinds of venues: {}",
        reads=lambda words: many_of(words.candidate_kinds),
        default=lambda words: tuple(
            one for one in sorted(words.candidate_kinds) if one in USUAL_KINDS
        ),
        many="sorted",
    )
    on: str = key(
        "day that venues must be known to be open on: any, saturday, sunday",
        said="Known to be open on {}",
        reads=lambda _: one_of(OPEN),
        default=lambda _: "any",
    )
    walk: int = key(
        "metres that people may walk to a venue",
        said="Walk of at most {} metres",
        reads=lambda _: number_from(NEAR, FAR),
        default=lambda _: 1_200,
    )
    detour: float = key(
        "how much longer a walk is than the straight line",
        said="Detour factor: {}",
        reads=lambda _: number_from(1, 3, decimals=2),
        default=lambda _: DETOUR,
    )
    k: int = key(
        "how many venues are proposed for a day",
        said="Venues a day: {}",
        reads=lambda _: number_from(1, MOST_VENUES),
        default=lambda _: 3,
    )
    days: int = key(
        "how many days, or teams, there are",
        said="Days or teams: {}",
        reads=lambda _: number_from(1, MOST_DAYS),
        default=lambda _: 1,
    )
    goal: str = key(
        "what venues are chosen for: cover, fair or median",
        said="Chosen for {}",
        reads=lambda _: one_of(GOALS),
        default=lambda _: "cover",
    )
    pin: tuple[str, ...] = key(
        "codes of venues that must be among those chosen",
        said="Always with: {}",
        reads=lambda words: many_of(words.candidates),
        default=lambda _: (),
        many="sorted",
    )
    leave: tuple[str, ...] = key(
        "codes of venues that are left out",
        said="Left out: {}",
        reads=lambda words: many_of(words.candidates),
        default=lambda _: (),
        many="sorted",
    )
    success: int = key(
        "per cent of the people within the walk who would take the dose",
        said="Reached: {} per cent",
        reads=lambda _: number_from(0, 100),
        default=lambda _: 50,
    )
    open: str = key(
        "code of the area whose ages are shown, or none",
        said="Ages shown of {}",
        reads=lambda words: one_or_none(words.reached),
        default=lambda _: "",
    )

    page: tuple[str, ...] = key(
        f"later pages of long lists, {ROWS_A_PAGE} rows each: a list, a minus, a number",
        said="Later pages of lists: {}",
        reads=lambda _: pages_of(LISTS),
        default=lambda _: (),
        there=lambda words: words.longest > ROWS_A_PAGE,
        turns=True,
        reset_by=LISTED_BY,
        many="sorted",
    )

    @property
    def pages(self) -> dict[str, int]:
        """The page of each list that is not at its first."""
        return pages_in(self.page)

    def filter(self, by: str) -> Filter:
        """The part of the view that selects areas; `by` is the index of the quintiles."""
        quintiles = tuple(map(int, self.q))
        return Filter(authorities=self.lad, wards=self.ward, quintiles=quintiles, by=by)

    @property
    def weights(self) -> tuple[int, int, int]:
        """Weights of people, deprivation and the gap to the floor."""
        return self.people, self.deprived, self.gap

    @property
    def is_weighted(self) -> bool:
        """Whether anything but people orders the list."""
        return bool(self.deprived or self.gap)

    @property
    def stops(self) -> int:
        """How many venues are proposed in all."""
        return self.k * self.days


def parse_reach(query: str, words: Vocabulary) -> tuple[ReachView, tuple[str, ...]]:
    """View held by a query string, and a phrase for each part that was ignored. Never raises."""
    view, ignored = parse_as(ReachView, query, words)
    if not any(view.weights):
        ignored = (*ignored, "people=0 (expected is one weight above 0)")
        view = replace(view, people=100)
    return view, ignored
