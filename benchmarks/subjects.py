"""The three pages and what is done to each."""

from __future__ import annotations

from benchmarks.session import Step, Subject

RESTYLES = 4
CHARTS = 3
MEASURES = ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp")  # from the second of four and back
FILTERS = "#filter-box:not([open]) > summary"
DRAWN = "probe.drawn(1)"


def floor(areas: int) -> Subject:
    """Bare Leaflet: `setStyle` on every area."""
    drawn = f"probe.drawn({areas})"
    step = Step("restyle", "#recolour", drawn)
    return Subject("floor", areas, "", drawn, (step,) * RESTYLES, step, hover=True)


def usual(areas: int) -> Subject:
    """The usual way in Dash: a dropdown and a checklist, answered by the server."""
    drawn = f"probe.drawn({areas})"
    complete = f"{drawn} && probe.parts() >= {CHARTS}"
    *restyles, proof = (
        Step("restyle", f".dash-dropdown-option >> nth={turn % 2}", drawn, opened_by="#indicator")
        for turn in range(1, RESTYLES + 2)
    )
    filters = (Step("filter", "#quintile input >> nth=0", complete),) * RESTYLES
    return Subject("usual", areas, ".dash-graph", complete, (*restyles, *filters), proof)


def explorer(areas: int, panels: int) -> Subject:
    """The explorer: indicator, measure, quintile, ward."""
    answered = f"probe.parts() >= {panels} && !document.body.classList.contains('waiting')"
    whole = f"probe.drawn({areas}) && {answered}"
    keys = (("ArrowDown", "ArrowUp") * RESTYLES)[:RESTYLES]
    filters = Step("filter", "label:has(> input[name=q][value='1'])", whole, opened_by=FILTERS)
    ward = "label.check:has(> input[name=ward]) >> nth=0"
    return Subject(
        "explorer",
        areas,
        "#headline, #findings, #chips, .panel",
        f"probe.drawn({areas}) && document.querySelector('#legend li')",
        (
            *(Step("restyle", "#figure", whole, key=key) for key in keys),
            *(Step("measure", "#measure", whole, key=key) for key in MEASURES[:RESTYLES]),
            *(filters,) * RESTYLES,
            Step("ward", ward, f"{DRAWN} && {answered}", opened_by=FILTERS),
        ),
        Step("restyle", "#theme", DRAWN, key="End"),
        hover=True,
    )
