"""Every adapter. A new edition is a new module here and a new table in the catalogue."""

from __future__ import annotations

from geodata.refresh.source import Source
from geodata.refresh.sources import (
    appointments,
    area_lookups,
    census_2011,
    census_2021,
    census_authority,
    code_point_open,
    deprivation_tails,
    fingertips,
    fingertips_areas,
    gp_patients,
    gp_survey,
    iod_2015,
    iod_2019,
    iod_2025,
    ons_geography,
    ons_postcodes,
    practice_register,
    qof,
    qof_points,
    stat_xplore,
    vaccinations,
    workbooks,
)

SOURCES: tuple[Source, ...] = (
    *ons_geography.SOURCES,
    *area_lookups.SOURCES,
    iod_2025.SOURCE,
    iod_2019.SOURCE,
    iod_2015.SOURCE,
    deprivation_tails.SOURCE,
    *census_2021.SOURCES,
    census_authority.SOURCE,
    *census_2011.SOURCES,
    *qof.SOURCES,
    qof_points.SOURCE,
    *fingertips.SOURCES,
    *fingertips_areas.SOURCES,
    *stat_xplore.SOURCES,
    code_point_open.SOURCE,
    ons_postcodes.SOURCE,
    gp_patients.SOURCE,
    gp_survey.SOURCE,
    appointments.SOURCE,
    practice_register.SOURCE,
    *vaccinations.SOURCES,
    *workbooks.SOURCES,
)
