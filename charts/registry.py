"""Every panel, in page order. A new chart is one module and one line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from charts import needs
from charts.absent import absent
from charts.areas import areas
from charts.by_quintile import THEMES as BY_QUINTILE
from charts.by_quintile import by_quintile
from charts.composition import THEMES as COMPOSITION
from charts.composition import composition
from charts.concentration import THEMES as CONCENTRATION
from charts.concentration import concentration
from charts.deciles import deciles
from charts.domains import domains
from charts.groups import main_index
from charts.model import Chart, Context
from charts.practices import practices
from charts.practices_deprivation import practices_deprivation
from charts.scatter import scatter
from charts.unvaccinated import unvaccinated
from charts.uptake_age import uptake_age
from charts.uptake_deprivation import uptake_deprivation
from charts.uptake_time import uptake_time
from charts.waiting import waiting
from charts.wards import wards
from geodata.catalogue import THEMES
from geodata.classify import usable_measure
from geodata.store import Store

PRACTICES = frozenset({"practices"})
SMALL_AREAS = frozenset(THEMES) - {"vaccination"}


def _nothing(_: Store) -> bool:
    """What a panel needs that can be made of any bundle."""
    return True


@dataclass(frozen=True)
class ChartSpec:
    """How a panel is made, and the themes of the indicator shown that it belongs to.

    No themes at all means that it always appears. `needs` says whether a bundle has what the panel
    is made of; without it the panel is left out.
    """

    make: Callable[[Context], Chart]
    themes: frozenset[str] = frozenset()
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

    def belongs(self, theme: str) -> bool:
        """Whether the panel appears for an indicator of this theme."""
        return not self.themes or theme in self.themes


def _for(*themes: str) -> frozenset[str]:
    return frozenset(themes)


CHARTS: dict[str, ChartSpec] = {
    "areas": ChartSpec(areas),
    "composition": ChartSpec(composition, _for(*COMPOSITION), needs.groups_of(*COMPOSITION)),
    "by_quintile": ChartSpec(by_quintile, _for(*BY_QUINTILE), needs.figures_of(*BY_QUINTILE)),
    "concentration": ChartSpec(
        concentration, _for(*CONCENTRATION), needs.shares_of(*CONCENTRATION)
    ),
    "uptake_age": ChartSpec(uptake_age, _for("vaccination"), needs.doses),
    "uptake_deprivation": ChartSpec(
        uptake_deprivation, _for("vaccination"), needs.doses_and_ethnic_groups
    ),
    "uptake_time": ChartSpec(uptake_time, _for("vaccination"), needs.trends),
    "unvaccinated": ChartSpec(unvaccinated, _for("vaccination"), needs.remainders),
    "deciles": ChartSpec(deciles, SMALL_AREAS),
    "wards": ChartSpec(wards),
    "domains": ChartSpec(domains, _for("deprivation"), needs.domains),
    "scatter": ChartSpec(scatter),
    "practices": ChartSpec(practices, PRACTICES, needs.practice_outcomes),
    "practices_deprivation": ChartSpec(
        practices_deprivation, PRACTICES, needs.practice_deprivation
    ),
    "waiting": ChartSpec(waiting, PRACTICES, needs.waiting_times),
}


def charts_for(
    theme: str, *, practices: bool = False, store: Store | None = None
) -> tuple[str, ...]:
    """The panels of a theme in page order, with those of practices while practices are shown.

    With a store, only those that can be made from what it has.
    """
    return tuple(
        key
        for key, spec in CHARTS.items()
        if (spec.belongs(theme) or (practices and spec.themes == PRACTICES))
        and (store is None or spec.needs(store))
    )
