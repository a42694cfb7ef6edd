"""The filters in force, each a link that takes it away."""

from __future__ import annotations

import htpy as h

from charts.groups import drawn_words
from charts.model import Context
from charts.picks import MOST_NAMED, picks
from charts.words import capital, with_noun
from geodata.drawn import Circle
from geodata.selection import drawn
from views.view import View, address_of

NOTHING: dict[str, object] = {"lad": (), "ward": (), "q": (), "area": (), "near": (), "shape": ""}


def chips(view: View, context: Context, area: str) -> h.Renderable:
    """The filters in force, each a link that removes it; `area` is the query of their page."""
    link, store = context.href, context.store
    items = [
        (level.names[level.index[code]], link(**{level.name: _without(chosen, code)}))
        for level in reversed(store.divisions)
        for chosen in [getattr(view, level.name)]
        for code in chosen
    ]
    for one in drawn(context.store, context.selection.filter):
        gone = {"near": ()} if isinstance(one, Circle) else {"shape": ""}
        items.append((capital(drawn_words(one)), link(**gone)))
    if view.q:
        label = f"{view.basis.capitalize()} quintile " + ", ".join(view.q)
        items.append((label, link(q=())))
    if view.area:
        items += picked_chips(view, context)
    if not items:
        return h.div("#chips")[h.p(".quiet")["No filter: every area is selected."]]
    held = (view.lad, view.ward, view.q, view.near, view.shape)
    waits = bool(view.area) and any(held)
    return h.div("#chips")[
        h.ul(data_roving=True, aria_label="Filters in force. Arrow keys move between them")[
            (
                h.li[
                    h.a(".chip", href=to, rel="nofollow", aria_label=f"Remove {label}")[
                        h.span[label]
                    ]
                ]
                for label, to in items
            ),
            not context.selection.is_empty
            and h.li[
                h.a(".clear", href=address_of("area", area), rel="nofollow")["Page of this area"]
            ],
            h.li[h.a(".clear", href=link(**NOTHING), rel="nofollow")["Clear all"]],
        ],
        waits and h.p(".quiet")["Other filters wait while areas are chosen one by one."],
    ]


def _without(chosen: tuple[str, ...], code: str) -> tuple[str, ...]:
    return tuple(one for one in chosen if one != code)


def picked_chips(view: View, context: Context) -> list[tuple[str, str]]:
    """What is picked, with links that take it out: MSOAs by name while they are few, then areas."""
    picked, link = view.area, context.href
    msoas = picks(context.store, picked).msoas
    held = {code for _, codes in msoas for code in codes}
    rest = [code for code in picked if code not in held]
    chips = [
        (f"{name} (neighbourhood)", link(area=tuple(one for one in picked if one not in codes)))
        for name, codes in msoas
    ]
    if len(msoas) > MOST_NAMED:
        chips = [(with_noun(len(msoas), "chosen neighbourhood"), link(area=tuple(rest)))]
    if rest:
        words = with_noun(len(rest), "chosen area")
        chips.append((words, link(area=tuple(one for one in picked if one in held))))
    return chips
