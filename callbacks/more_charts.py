"""Which charts of a view stand on the page, and the list of those that wait to be wanted."""

from __future__ import annotations

import htpy as h

from charts.model import Context
from charts.registry import CHARTS, asked, first_of
from views.key import keys_of
from views.view import View

ID = "more-charts"


def shown(view: View, default: View, every: tuple[str, ...]) -> tuple[str, ...]:
    """The charts that stand on the page, of `every` one in page order.

    They are the first ones, and any whose own controls are not as in the default view: such a view
    is about that chart.
    """
    if view.charts == "all":
        return every
    set_by_hand = {
        chart
        for one in keys_of(View).values()
        if one.control == "chart" and getattr(view, one.field) != getattr(default, one.field)
        for chart in one.embed.only
    }
    return tuple(key for key in every if key in first_of(every) or key in set_by_hand)


def more_charts(
    context: Context, every: tuple[str, ...], shown: tuple[str, ...], *, practices: bool
) -> h.Renderable | None:
    """The charts that wait, each a link to the view that shows them; None while there are no more.

    Where all are shown it leads back to the first ones, with the tables of the others closed.
    """
    if first_of(every) == every:
        return None
    questions = asked(context.indicator.theme, practices=practices, venues=bool(context.venues))
    waiting = [key for key in every if key not in shown]
    fewer = tuple(key for key in context.tables if key in first_of(every) or key not in every)
    title = f"{ID}-title"
    return h.section(f"#{ID}", aria_labelledby=title)[
        h.h2(id=title)["More charts" if waiting else "All charts are shown"],
        h.ul[
            (
                h.li[
                    h.a(href=f"{context.href(charts='all')}#panel-{key}", rel="nofollow")[
                        CHARTS[key].name
                    ],
                    h.span(".quiet")[questions[key]],
                ]
                for key in waiting
            )
        ]
        if waiting
        else h.p(".fewer")[
            h.a(href=f"{context.href(charts='first', tables=fewer)}#{ID}", rel="nofollow")[
                "Fewer charts"
            ]
        ],
    ]
