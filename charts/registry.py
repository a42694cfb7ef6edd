"""Every panel, and which come first. A new chart is one module, and a line in both tables here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from charts import needs
from charts.absent import absent
from charts.areas import areas
from charts.authorities import authorities
from charts.benchmark import benchmark
from charts.by_quintile import THEMES as BY_QUINTILE
from charts.by_quintile import by_quintile
from charts.change import change, comparable
from charts.composition import THEMES as COMPOSITION
from charts.composition import composition
from charts.concentration import THEMES as CONCENTRATION
from charts.concentration import concentration
from charts.deciles import deciles
from charts.domains import domains
from charts.groups import main_index
from charts.missing import missing
from charts.model import Chart, Context
from charts.nearby import nearby_practices
from charts.peers import peers
from charts.practices import practices
from charts.practices_deprivation import practices_deprivation
from charts.report import report
from charts.scatter import scatter
from charts.small_areas import small_areas
from charts.unvaccinated import unvaccinated
from charts.uptake_age import uptake_age
from charts.uptake_deprivation import uptake_deprivation
from charts.uptake_time import uptake_time
from charts.venue_lists import nearby_venues, venues
from charts.waiting import waiting
from charts.wards import wards
from geodata.classify import usable_measure
from geodata.store import Store
from views.question import AREA_CHARTS

FIRST = 3  # charts that a page shows unasked
HEAVY = "scatter"  # a mark for every small area: it waits, unless the view is about it
LIST = "areas"


def _nothing(_: Store) -> bool:
    """What a panel needs that can be made of any bundle."""
    return True


@dataclass(frozen=True)
class ChartSpec:
    """How a panel is made, and what it is called where it is not shown.

    `needs` says whether a bundle has what the panel is made of; without it the panel is left out.
    """

    make: Callable[[Context], Chart]
    name: str
    needs: Callable[[Store], bool] = _nothing

    def __call__(self, context: Context) -> Chart:
        """The chart of a view. What practices have is never shown as if areas had it.

        A view whose indicator belongs to practices shows it as the outcome of practices, and the
        main index as the indicator of areas.
        """
        if not self.needs(context.store):
            return absent(context)
        shown = context.indicator
        if shown.level == "practice":
            index = main_index(context.store)
            measure = usable_measure(index, context.measure)
            context = replace(context, indicator=index, measure=measure, practice=shown)
        return self.make(context)


CHARTS: dict[str, ChartSpec] = {
    "areas": ChartSpec(areas, "List of areas"),
    "composition": ChartSpec(composition, "Composition", needs.groups_of(*COMPOSITION)),
    "by_quintile": ChartSpec(
        by_quintile, "By deprivation quintile", needs.figures_of(*BY_QUINTILE)
    ),
    "concentration": ChartSpec(concentration, "Where most live", needs.shares_of(*CONCENTRATION)),
    "uptake_age": ChartSpec(uptake_age, "Uptake by age", needs.doses),
    "uptake_deprivation": ChartSpec(
        uptake_deprivation, "Uptake, deprivation and ethnic mix", needs.doses_and_ethnic_groups
    ),
    "uptake_time": ChartSpec(uptake_time, "Uptake over time", needs.trends),
    "unvaccinated": ChartSpec(unvaccinated, "People without a dose", needs.remainders),
    "deciles": ChartSpec(deciles, "Areas by decile"),
    "authorities": ChartSpec(authorities, "Local authorities", needs.authorities),
    "wards": ChartSpec(wards, "Wards"),
    "domains": ChartSpec(domains, "Kinds of deprivation", needs.domains),
    "scatter": ChartSpec(scatter, "Two figures against each other"),
    "practices": ChartSpec(practices, "GP practices", needs.practice_outcomes),
    "practices_deprivation": ChartSpec(
        practices_deprivation, "GP practices and deprivation", needs.practice_deprivation
    ),
    "waiting": ChartSpec(waiting, "GP appointments", needs.waiting_times),
    "venues": ChartSpec(venues, "Venues", needs.venues),
    "benchmark": ChartSpec(benchmark, "An area in figures", needs.profiles),
    "small_areas": ChartSpec(small_areas, "Small areas", needs.ranks),
    "nearby_practices": ChartSpec(nearby_practices, "GP practices nearby", needs.practice_outcomes),
    "nearby_venues": ChartSpec(nearby_venues, "Venues nearby", needs.venues),
    "change": ChartSpec(change, "People at two censuses", comparable),
    "peers": ChartSpec(peers, "Areas like it", needs.profiles),
}


# Tables of pages that show no view: they are files too, and no chart of a view.
PAGES: dict[str, Callable[[Context], Chart]] = {"report": report, "missing": missing}


def area_charts(store: Store) -> tuple[str, ...]:
    """Keys of the charts of an area page that a bundle has what they are made of for, in order."""
    return tuple(key for key in AREA_CHARTS if CHARTS[key].needs(store))


_GROUPS = {
    "composition": "Which groups live here?",
    "authorities": "In which local authorities is it high?",
    "wards": "Where is their share high?",
    "by_quintile": "Is their share higher where it is deprived?",
    "concentration": "In which wards do most of them live?",
    "deciles": "How do its areas rank?",
    "scatter": "What goes together?",
}
# What each theme is asked, and the chart that answers: what is it here, who, where, since when. The
# first ones are shown unasked; what a theme does not name does not appear with it.
ORDER: dict[str, dict[str, str]] = {
    "deprivation": {
        "deciles": "How deprived is it here?",
        "authorities": "Which local authorities are the most deprived?",
        "wards": "Which wards are the most deprived?",
        "domains": "What kind of deprivation is it?",
        "scatter": "What goes together?",
    },
    "children": {
        "by_quintile": "Are there more where it is deprived?",
        "domains": "What kind of deprivation is it?",
        "deciles": "How do its areas rank?",
        "scatter": "What goes together?",
    },
    "people": {
        "composition": "Who lives here?",
        "by_quintile": "Are there more of them where it is deprived?",
        "authorities": "In which local authorities do they live?",
        "wards": "In which wards do they live?",
        "deciles": "How do its areas rank?",
        "scatter": "What goes together?",
    },
    "ethnicity": _GROUPS,
    "religion": _GROUPS,
    "language": {
        "by_quintile": "Is it higher where it is deprived?",
        "authorities": "In which local authorities is it high?",
        "wards": "Where is the share high?",
        "concentration": "In which wards do most of them live?",
        "deciles": "How do its areas rank?",
        "scatter": "What goes together?",
    },
    "households": {
        "by_quintile": "Are there more where it is deprived?",
        "authorities": "In which local authorities is it high?",
        "wards": "Where is the share high?",
        "deciles": "How do its areas rank?",
        "scatter": "What goes together?",
    },
    "health": {
        "by_quintile": "How wide is the gap?",
        "domains": "What kind of deprivation is it?",
        "scatter": "What goes together?",
    },
    "vaccination": {
        "by_quintile": "How wide is the gap?",
        "unvaccinated": "Where are the people without a dose?",
        "uptake_time": "Since when, and does it close?",
        "uptake_age": "At which ages is it low?",
        "authorities": "In which local authorities is it low?",
        "wards": "In which wards is it low?",
        "uptake_deprivation": "Does it follow deprivation, or who lives there?",
        "scatter": "What goes together?",
    },
}
# The same of GP practices. While they are on the map the first comes second, the others last.
PRACTICES = {
    "practices": "Which practices stand out?",
    "practices_deprivation": "Does it follow how deprived the patients are?",
    "waiting": "How long do patients wait?",
}
# A figure that belongs to practices alone has areas beside it.
ORDER["practices"] = PRACTICES | {
    "deciles": "How deprived is it here?",
    "authorities": "Which local authorities are the most deprived?",
    "wards": "Which wards are the most deprived?",
    "scatter": "What goes together?",
}


# The list of venues is the second while any are on the map.
VENUES = {"venues": "Which venues are there?"}


def charts_for(
    theme: str, *, practices: bool = False, venues: bool = False, store: Store | None = None
) -> tuple[str, ...]:
    """The panels of a theme in page order, with those of practices and venues while shown.

    The list of areas comes last. With a store, only those that can be made from what it has.
    """
    keys = (*asked(theme, practices=practices, venues=venues), LIST)
    return tuple(key for key in keys if store is None or CHARTS[key].needs(store))


def first_of(every: tuple[str, ...]) -> tuple[str, ...]:
    """The charts that a page shows unasked, of those of a view in page order."""
    return tuple(key for key in every[:FIRST] if key != HEAVY or every[0] == HEAVY)


def asked(theme: str, *, practices: bool = False, venues: bool = False) -> dict[str, str]:
    """The charts of a theme in page order, each with the question that it answers."""
    (leading, question), *others = ORDER[theme].items()
    second = VENUES if venues else {}
    more = PRACTICES if practices else {}
    return {leading: question, **second, **dict(list(more.items())[:1])} | dict(others) | more
