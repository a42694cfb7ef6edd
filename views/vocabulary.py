"""What the bundle at hand lets a view say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from geodata.candidates import candidates
from geodata.catalogue import Catalogue, Indicator
from geodata.drawn import Corner
from geodata.geography import LSOA, LSOA_BEFORE
from geodata.landmarks import positions
from geodata.store import Store

STREETS = "streets"  # lies under everything else
VENUES = "venues"  # lie on top of everything but names, where any kind of them is chosen
NAMES = "names"
OVERLAYS = ("names", "practices", "wards", "circles", "clusters", STREETS)
# What the list of areas can be ordered by, as a reader hears it; by no other words in a view.
SORTS = {
    "figure": "the figure",
    "name": "name",
    "neighbourhood": "neighbourhood",
    "ward": "ward",
    "authority": "local authority",
    "numerator": "number counted",
    "denominator": "number out of",
    "figure_2": "the second figure",
    "figure_3": "the third figure",
    "value_at_date": "the figure at the date",
    "class": "class",
    "people": "people",
    "cluster": "cluster",
}
OVERLAY_LABELS = {
    "practices": "GP practices",
    "names": "Ward names",
    "wards": "Ward outlines",
    "circles": "Circles",
    "clusters": "Clusters",
    "streets": "Street map",
    VENUES: "Venues",
}
OUTLINES_OF_SEVERAL = "Outlines of wards and local authorities"
COMPARED = {"pair": "shade both", "beside": "two maps", "scatter": "scatter chart"}
ENDS = ("more", "less")
DOSES = ("first dose", "second dose")  # roles of the indicators of uptake
NOT_ANSWERED = "Not answered"
COMMUNITIES = ("ethnicity", "religion")  # themes whose shares are of communities
ROWS_A_PAGE = 500  # of a long table
RANK_BY = {"share": "share of people", "rank": "average rank"}


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The values that the keys of a view may take; what a bundle lacks is an empty tuple.

    `indicators` are keys of indicators of areas in the catalogue's order; `ranked` those with
    national ranks, `domains` those that are domains of an index, `counts` those that circles can
    show. `practices` are keys of outcomes of general practices. `usual` are the keys, of counts and
    of practices, that the catalogue shows unasked. `dates` are the days of the trends, ISO 8601.
    `wards` and `areas` are codes: wards in order of name, LSOAs of 2021 in order of code, and
    `authorities` those of the local authorities in a bundle of several, in order of name.
    `overlays` can lie over the map, in their usual order; `streets` says that the street map is on
    from the start. `charts` are the keys of the charts that there are, `landmarks` are places
    that a circle can be drawn around, each a token with its latitude and longitude. `venues` are
    the kinds of venues. `uptakes` are indicators of uptake: of a dose, and local ones, each at
    its last date; `reached` are codes of the areas that they are of. `communities` are shares of
    ethnic groups and religions, `candidates` codes of places where a session could be held and
    `candidate_kinds` their kinds. `concerning` are figures that
    have a good and a bad end, `conditions` figures with an end each, `usual_conditions` the first.
    `groupings` are the groups of figures that are shares of communities in small areas of any year,
    `mixed` says that there are ethnic groups to tell mixed areas by. `longest` is the number of
    rows of the longest list of places.
    """

    indicators: tuple[str, ...]
    ranked: tuple[str, ...]
    domains: tuple[str, ...]
    counts: tuple[str, ...]
    practices: tuple[str, ...]
    usual: tuple[str, ...]
    dates: tuple[str, ...]
    wards: tuple[str, ...]
    areas: tuple[str, ...]
    overlays: tuple[str, ...]
    streets: bool = False
    charts: tuple[str, ...] = ()
    venues: tuple[str, ...] = ()
    landmarks: Mapping[str, Corner] = field(default_factory=dict)
    uptakes: tuple[str, ...] = ()
    communities: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    candidate_kinds: tuple[str, ...] = ()
    reached: tuple[str, ...] = ()
    concerning: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    usual_conditions: tuple[str, ...] = ()
    groupings: tuple[str, ...] = ()
    mixed: bool = True
    authorities: tuple[str, ...] = ()
    longest: int = 0

    @property
    def axes(self) -> tuple[str, ...]:
        """Indicators that a scatter first has, from the first to the last."""
        return self.domains or self.indicators

    @property
    def first_overlays(self) -> tuple[str, ...]:
        """The overlays that are on from the start."""
        return ("names", "wards", STREETS) if self.streets else ("names", "wards")

    @property
    def layers(self) -> tuple[str, ...]:
        """Everything that can lie over the map."""
        return (*self.overlays, VENUES) if self.venues else self.overlays

    @classmethod
    def of(
        cls,
        store: Store,
        *,
        streets: bool = False,
        tiles: bool = True,
        charts: tuple[str, ...] = (),
    ) -> Vocabulary:
        """The vocabulary of a bundle; without `tiles` there is no street map to turn on."""
        catalogue = store.catalogue
        every, practices = catalogue.of_areas, _keys(catalogue.at("practice"))
        counts = _keys(catalogue.counts)
        clustered = [one for one in every if one.clusters]
        absent = {"practices": not practices, "circles": not counts, "clusters": not clustered}
        absent["streets"] = not tiles
        return cls(
            indicators=_keys(every),
            ranked=_keys(catalogue.ranked),
            domains=_keys(one for one in every if one.domain),
            counts=counts,
            practices=practices,
            usual=_keys(one for one in catalogue.indicators if one.usual),
            dates=tuple(store.dates),
            wards=tuple(code for code, _ in store.wards),
            authorities=tuple(code for code, _ in store.authorities),
            longest=_longest(store),
            areas=tuple(map(str, store.areas.code)),
            overlays=tuple(one for one in OVERLAYS if not absent.get(one)),
            streets=streets,
            charts=charts,
            venues=tuple(sorted(set(store.venues.kind))),
            landmarks=positions(store),
            uptakes=_keys(uptakes := _uptakes(catalogue)),
            communities=_keys(one for one in every if is_community(one)),
            candidates=tuple(one.code for one in candidates(store)),
            candidate_kinds=tuple(sorted({one.kind for one in candidates(store)})),
            reached=_codes(store, uptakes),
            concerning=_keys(one for one in catalogue.indicators if _has_a_good_end(one)),
            conditions=tuple(
                f"{one.key}.{end}" for one in every for end in ENDS if not one.kind.categorical
            ),
            usual_conditions=_usual_conditions(catalogue),
            mixed=bool(catalogue.role("ethnic mix")),
            groupings=tuple(dict.fromkeys(one.group for one in every if _is_grouped(one))),
        )


def _longest(store: Store) -> int:
    lists = (*(store.level(*one).codes for one in (LSOA, LSOA_BEFORE)), store.practices.code)
    return max(map(len, (*lists, store.venues.code)))


def _uptakes(catalogue: Catalogue) -> list[Indicator]:
    """Doses, and local shares of areas of which more is better, each at its last date."""
    earlier = {key for one in catalogue.trends for key in one.at if key != one.indicator}
    local = (
        one
        for one in catalogue.of_areas
        if one.near and one.kind.is_share and one.polarity == "more_is_better"
    )
    doses = [one for role in DOSES for one in catalogue.role(role)]
    return [*doses, *(one for one in local if one.key not in earlier)]


def _codes(store: Store, figures: Iterable[Indicator]) -> tuple[str, ...]:
    """The codes of all areas that some figures are of."""
    levels = dict.fromkeys((one.level, one.vintage) for one in figures)
    return tuple(dict.fromkeys(code for one in levels for code in store.level(*one).codes))


def overlay_labels(store: Store) -> dict[str, str]:
    """What readers call the layers of a bundle; of several authorities outlines are two kinds."""
    own = {"wards": OUTLINES_OF_SEVERAL} if store.authorities else {}
    return OVERLAY_LABELS | own


def _has_ends(one: Indicator) -> bool:
    return not one.kind.categorical


def _has_a_good_end(one: Indicator) -> bool:
    return _has_ends(one) and bool(one.of_concern) and not (one.kind.is_rank or one.kind.is_count)


def _usual_conditions(catalogue: Catalogue) -> tuple[str, ...]:
    """Most deprived, and lowest uptake of the first dose, of what there is."""
    firsts = [*catalogue.ranked[:1], *catalogue.role("first dose")[:1]]
    return tuple(f"{one.key}.{one.of_concern}" for one in firsts if one.of_concern)


def is_community(one: Indicator) -> bool:
    """Whether it is the share of people of an ethnic group or a religion in small areas."""
    share = one.kind.is_share and (one.level, one.vintage) == LSOA
    return share and one.theme in COMMUNITIES and one.category != NOT_ANSWERED


def _is_grouped(one: Indicator) -> bool:
    share = one.kind.is_share and one.has_parts and one.level == LSOA[0]
    return share and bool(one.group) and one.theme in COMMUNITIES


def _keys(indicators: Iterable[Indicator]) -> tuple[str, ...]:
    return tuple(one.key for one in indicators)
