"""The three pages and what is done to each."""

from __future__ import annotations

from benchmarks.session import Step, Subject

RESTYLES = 4
CHARTS = 3


def floor(areas: int) -> Subject:
    """Bare Leaflet: `setStyle` on every area."""
    step = Step("restyle", "#recolour", f"probe.drawn({areas})")
    return Subject("floor", "", f"probe.drawn({areas})", (step,) * RESTYLES, hover=True)


def usual(areas: int) -> Subject:
    """The usual way in Dash: a dropdown and a checklist, answered by the server."""
    drawn = f"probe.drawn({areas})"
    both = f"{drawn} && probe.parts() >= {CHARTS}"
    restyles = tuple(
        Step("restyle", f".dash-dropdown-option >> nth={turn % 2}", drawn, opened_by="#indicator")
        for turn in range(1, RESTYLES + 1)
    )
    boxes = "#quintile input >> nth=0"
    return Subject(
        "usual",
        ".dash-graph",
        both,
        restyles + (Step("filter", boxes, both),) * RESTYLES,
    )


def explorer(areas: int, panels: int) -> Subject:
    """The explorer: indicator, measure, quintile, ward."""
    answered = f"probe.parts() >= {panels} && !document.body.classList.contains('waiting')"
    restyled = f"probe.drawn({areas}) && {answered}"
    measures = ("decile", "rank", "local-quintile", "national-quintile")
    return Subject(
        "explorer",
        "#headline, #chips, .panel",
        f"probe.drawn({areas}) && document.querySelector('#legend li')",
        (
            *(Step("restyle", "#ind", restyled, key=key) for key in ("ArrowDown", "ArrowUp") * 2),
            *(
                Step("measure", f"label:has(> input[name=measure][value={one}])", restyled)
                for one in measures
            ),
            *(Step("filter", "label:has(> input[name=q][value='1'])", restyled),) * RESTYLES,
            Step("ward", "label:has(> input[name=ward]) >> nth=0", f"probe.drawn(1) && {answered}"),
        ),
        hover=True,
    )
