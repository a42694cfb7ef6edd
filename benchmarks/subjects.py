"""The three pages and what is done to each."""

from __future__ import annotations

from benchmarks.session import Step, Subject

RESTYLES = 4
CHARTS = 3
MEASURES = ("decile", "rank", "local-quintile", "national-quintile")
DRAWN = "probe.drawn(1)"


def floor(areas: int) -> Subject:
    """Bare Leaflet: `setStyle` on every area."""
    drawn = f"probe.drawn({areas})"
    step = Step("restyle", "#recolour", drawn)
    return Subject("floor", "", drawn, (step,) * RESTYLES, step, hover=True)


def usual(areas: int) -> Subject:
    """The usual way in Dash: a dropdown and a checklist, answered by the server."""
    drawn = f"probe.drawn({areas})"
    complete = f"{drawn} && probe.parts() >= {CHARTS}"
    *restyles, proof = (
        Step("restyle", f".dash-dropdown-option >> nth={turn % 2}", drawn, opened_by="#indicator")
        for turn in range(1, RESTYLES + 2)
    )
    filters = (Step("filter", "#quintile input >> nth=0", complete),) * RESTYLES
    return Subject("usual", ".dash-graph", complete, (*restyles, *filters), proof)


def explorer(areas: int, panels: int) -> Subject:
    """The explorer: indicator, measure, quintile, ward."""
    answered = f"probe.parts() >= {panels} && !document.body.classList.contains('waiting')"
    whole = f"probe.drawn({areas}) && {answered}"
    keys = (("ArrowDown", "ArrowUp") * RESTYLES)[:RESTYLES]
    measure = "label:has(> input[name=measure][value={}])"
    filters = Step("filter", "label:has(> input[name=q][value='1'])", whole)
    return Subject(
        "explorer",
        "#headline, #chips, .panel",
        f"probe.drawn({areas}) && document.querySelector('#legend li')",
        (
            *(Step("restyle", "#ind", whole, key=key) for key in keys),
            *(Step("measure", measure.format(one), whole) for one in MEASURES[:RESTYLES]),
            *(filters,) * RESTYLES,
            Step("ward", "label:has(> input[name=ward]) >> nth=0", f"{DRAWN} && {answered}"),
        ),
        Step("restyle", "#ind", DRAWN, key="End"),
        hover=True,
    )
