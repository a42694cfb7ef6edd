"""Whether the most deprived bear more than their share of what is of concern, as a curve."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from charts.absent import absent
from charts.groups import level_of
from charts.inequality.lorenz import LorenzView, lorenz
from charts.model import Chart, Context
from geodata.aggregate import estimated
from views.gaps import GapsView

KEY = "gaps_spread"


def spread(context: Context, view: GapsView) -> Chart:
    """The concentration curve of those of concern: with what is bad, or without what is good."""
    store, subject = context.store, context.indicator
    if not (subject.kind.is_share and subject.has_parts) or subject.level == "practice":
        why = "A curve of who bears what needs counts of people, which this figure has not."
        return replace(absent(context, why), key=KEY, title="Do the most deprived bear more?")
    values = store.values(subject.key)
    ok = values.status == "ok"
    below = np.where(ok, values.denominator, 0.0)
    above = np.where(ok, values.numerator, 0.0)
    bad = subject.of_concern == "more"
    amounts = above if bad else np.maximum(below - above, 0)
    return lorenz(
        LorenzView(
            indicator=subject,
            place=context.place,
            amount=subject.numerator if bad else f"people without ({subject.short_label})",
            among=subject.denominator_label,
            amounts=amounts,
            people=below,
            position=estimated(store, view.by, level_of(store, subject)).value,
            key=KEY,
        )
    )
