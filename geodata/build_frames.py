"""The tables of a bundle that are not shapes, from what was read and the shapes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from geodata import (
    build_clusters,
    build_ground,
    build_observations,
    build_practices,
    build_series,
    build_shapes,
    build_tables,
    bundle,
)
from geodata.build_inputs import Inputs
from geodata.catalogue import Catalogue, Indicator
from geodata.geography import BEFORE_CODE, LSOA, LSOA_CODE, WARD

Names = dict[str, str]


def make_frames(inputs: Inputs, shapes: build_shapes.Shapes) -> dict[str, pd.DataFrame]:
    """Every table but shapes, by the name of its file; an ExplorerError where they disagree."""
    lookup, wards = inputs.frame_for("lookup"), inputs.wards
    build_shapes.check_lookup(lookup, wards, outlines=shapes.levels[WARD])
    lsoas = shapes.levels[LSOA]
    ground = _checked_ground(inputs, shapes)
    postcodes = _postcodes(inputs, lsoas=lsoas, ground=ground)
    areas = _areas(inputs, shapes, ground)
    practices = build_tables.empty(bundle.PRACTICES)
    if inputs.has("practices"):
        practices = build_practices.make_practices(
            inputs.frame_for("practices"),
            inputs.authority.table_for("practices"),
            postcodes=postcodes if inputs.has("postcodes") else None,
            lsoas=lsoas,
            ground=ground,
        )
    venues = build_tables.empty(bundle.VENUES)
    if inputs.has("venues"):
        venues = build_practices.make_venues(
            inputs.frame_for("venues"),
            file=inputs.authority.table_for("venues").file,
            lsoas=lsoas,
            wards=shapes.levels[WARD],
            ground=ground,
        )
    observed = _observations(inputs, shapes, practices=practices)
    return {
        bundle.AREAS: areas,
        bundle.POSTCODES: postcodes,
        bundle.PRACTICES: practices,
        bundle.VENUES: venues,
        bundle.OBSERVATIONS: _joined(list(observed.values()), bundle.OBSERVATIONS),
        bundle.SERIES: _series(inputs, shapes, observed),
        bundle.CLUSTERS: _clusters(inputs, shapes, observed),
        bundle.FACTS: _facts(inputs),
    }


def _checked_ground(inputs: Inputs, shapes: build_shapes.Shapes) -> build_ground.Ground:
    """The ground of the authority, refused where wards and areas are not in the same place."""
    ground = build_ground.on_the_ground(shapes.levels)

    def where(purpose: str) -> dict[str, Any]:
        codes = inputs.frame_for(purpose)["code"]
        rows = {code: row for row, code in enumerate(codes, start=2)}
        return {"rows": rows, "file": inputs.authority.table_for(purpose).file}

    build_ground.check_wards(ground, **where("ward_boundaries"))
    build_ground.check_areas(ground, inputs.frame_for("lookup"), **where("lsoa_boundaries"))
    return ground


def _postcodes(
    inputs: Inputs, *, lsoas: gpd.GeoDataFrame, ground: build_ground.Ground
) -> pd.DataFrame:
    if not inputs.has("postcodes"):
        return build_tables.empty(bundle.POSTCODES)
    frame = inputs.frame_for("postcodes")
    made = build_shapes.make_postcodes(
        frame, inputs.frame_for("lookup"), lsoas=lsoas, wards=inputs.wards
    )
    build_ground.check_postcodes(ground, frame, file=inputs.authority.table_for("postcodes").file)
    return made


def _areas(
    inputs: Inputs, shapes: build_shapes.Shapes, ground: build_ground.Ground
) -> pd.DataFrame:
    centroids = pd.DataFrame(columns=["code", "lon", "lat"])
    if inputs.has("centroids"):
        centroids = inputs.frame_for("centroids")
        file = inputs.authority.table_for("centroids").file
        build_ground.check_centroids(ground, centroids, file=file)
    return build_shapes.make_areas(
        inputs.frame_for("lookup"),
        inputs.frame_for("people"),
        file=inputs.authority.table_for("people").file,
        shapes=shapes,
        centroids=centroids,
    )


def over_the_whole(catalogue: Catalogue, observations: pd.DataFrame) -> Iterator[str]:
    """A line for each part that is more than its whole, as when doses outnumber a register.

    Such figures are kept: the line is for the report of the build. `observations` have the columns
    of observations.parquet.
    """
    parts = {one.key for one in catalogue.indicators if one.has_parts and one.kind.parts != "must"}
    rows = observations[observations["indicator"].isin(parts)]
    over = (rows["numerator"] > rows["denominator"]) | (rows["numerator"] < 0)
    for row in rows[over].itertuples():
        yield f"kept {row.indicator} in {row.code}: {row.numerator:.0f} of {row.denominator:.0f}"


def _observations(
    inputs: Inputs, shapes: build_shapes.Shapes, *, practices: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    for table in inputs.tables:
        used = [one for one in inputs.catalogue.indicators if one.table == table.key]
        if used:
            build_observations.check_areas(
                inputs.frames[table.key],
                _names(used[0], shapes, practices),
                file=table.file,
                complete=table.level != "practice",
            )
    return {
        indicator.key: build_observations.observe(
            indicator,
            _frame(inputs, indicator),
            file=inputs.authority.table(indicator.table).file,
            square_km=shapes.square_km(indicator.level, indicator.vintage),
        )
        for indicator in inputs.catalogue.indicators
    }


def _frame(inputs: Inputs, indicator: Indicator) -> pd.DataFrame:
    frame = inputs.frames[indicator.table]
    if indicator.later_table:
        lookup = inputs.frame_for("lookup")
        became = dict(zip(lookup[LSOA_CODE], lookup[BEFORE_CODE], strict=True))
        later = inputs.frames[indicator.later_table]
        frame = build_observations.with_later(indicator, frame, later, became=became)
    other = build_observations.denominator_table_of(indicator, inputs.authority)
    if other is None:
        return frame
    return build_observations.with_denominator(
        indicator, frame, inputs.frames[other.key], file=other.file
    )


def _names(indicator: Indicator, shapes: build_shapes.Shapes, practices: pd.DataFrame) -> Names:
    """The areas or practices an indicator can be about, by code."""
    if indicator.level == "practice":
        places = practices
    else:
        places = shapes.levels[indicator.level, indicator.vintage]
    return dict(zip(places["code"], places["name"], strict=True))


def _series(
    inputs: Inputs, shapes: build_shapes.Shapes, observed: dict[str, pd.DataFrame]
) -> pd.DataFrame:
    parts = []
    for trend in inputs.catalogue.trends:
        if trend.dates:
            continue  # its figures are observations
        uptake = inputs.catalogue.indicator(trend.indicator)
        parts.append(
            build_series.make_series(
                trend,
                inputs.frames[trend.table],
                codes=shapes.levels[uptake.level, uptake.vintage]["code"].tolist(),
                latest=observed[uptake.key],
                file=inputs.authority.table(trend.table).file,
            )
        )
    return _joined(parts, bundle.SERIES)


def _clusters(
    inputs: Inputs, shapes: build_shapes.Shapes, observed: dict[str, pd.DataFrame]
) -> pd.DataFrame:
    chosen = [one for one in inputs.catalogue.indicators if one.clusters]
    near = {
        level: build_clusters.neighbours(shapes.levels[level])
        for level in sorted({(one.level, one.vintage) for one in chosen})
    }
    parts = [
        build_clusters.make_clusters(
            one,
            observed[one.key],
            codes=shapes.levels[one.level, one.vintage]["code"],
            near=near[one.level, one.vintage],
        )
        for one in chosen
    ]
    return _joined(parts, bundle.CLUSTERS)


def _facts(inputs: Inputs) -> pd.DataFrame:
    """The cells of the tables of facts, row by row."""
    parts = []
    for table in (one for one in inputs.tables if one.kind == "facts"):
        frame = inputs.frames[table.key]
        for name in (*table.words, *table.counts, *table.numbers):
            worded = name in table.words
            cells = pd.DataFrame({"table": table.key, "row": frame.index, "column": name})
            cells["words"] = frame[name].mask(frame[name] == "") if worded else None
            cells["number"] = np.nan if worded else frame[name].astype("float64")
            parts.append(cells)
    whole = _joined(parts, bundle.FACTS)
    return whole.sort_values(["table", "row"], kind="stable", ignore_index=True)


def _joined(parts: list[pd.DataFrame], name: str) -> pd.DataFrame:
    return pd.concat(parts, ignore_index=True) if parts else build_tables.empty(name)
