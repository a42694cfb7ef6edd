"""OHID Fingertips: neighbourhoods (MSOAs) and the whole authority, an indicator a file.

An answer is taken only for what it calls itself: a part of the indicator's name, sex, age and
period. Which numbers public code gives for what, and what has none, is in docs/data.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from geodata.catalogue import Table
from geodata.errors import refuse_table
from geodata.geography import CODE_PATTERNS, MSOA, MSOA_CODE
from geodata.refresh.published import as_text, checked, own_rows
from geodata.refresh.source import Area, Fetch, Source
from geodata.refresh.sources.fingertips import API, VALUE, WHO, Asked, answered, once
from geodata.schemas import code, figure, number
from geodata.sources.cells import read_cells

LOCAL = f"{API}&child_area_type_id=3&parent_area_type_id=101&parent_area_code={{authority}}"
DISTRICTS = f"{API}&area_type_id=101"
NOTE = "Value note"
COMPARED = "Compared to England value or percentiles"
ENGLAND = "E92000001"
HIDDEN = ("suppress", "disclosure")  # of a note on an empty value
ALONE = "Not compared"
WORDS = code(COMPARED, rf"(Better|Worse|Similar|Higher|Lower)( [\d.]+)?|{ALONE}|")
HEALTH = "borough_health"

DEATHS, ALL, YOUNGER = "2015 - 19", "All ages", "<75 yrs"
BOTH, LIFE = "Persons", "life expectancy at birth"
LOCAL_HEALTH = {
    "life_expectancy_birth_male": Asked(93283, DEATHS, "Male", ALL, LIFE),
    "life_expectancy_birth_female": Asked(93283, DEATHS, "Female", ALL, LIFE),
    "smr_all_causes_all_ages": Asked(93250, DEATHS, BOTH, ALL, "all causes"),
    "smr_all_causes_u75": Asked(93252, DEATHS, BOTH, YOUNGER, "all causes"),
    "smr_cancer_all_ages": Asked(93253, DEATHS, BOTH, ALL, "all cancer"),
    "smr_cancer_u75": Asked(93254, DEATHS, BOTH, YOUNGER, "all cancer"),
    "smr_circulatory_all_ages": Asked(93255, DEATHS, BOTH, ALL, "circulatory"),
    "smr_circulatory_u75": Asked(93256, DEATHS, BOTH, YOUNGER, "circulatory"),
    "smr_chd_all_ages": Asked(93257, DEATHS, BOTH, ALL, "coronary heart"),
    "smr_stroke_all_ages": Asked(93259, DEATHS, BOTH, ALL, "stroke"),
    "smr_respiratory_all_ages": Asked(93260, DEATHS, BOTH, ALL, "respiratory"),
    "smr_preventable_u75": Asked(93480, DEATHS, BOTH, YOUNGER, "preventable"),
    "emergency_admissions_all_causes": Asked(
        93227, "2015/16 - 19/20", BOTH, ALL, "emergency hospital admissions for all causes"
    ),
}
MEASURED = "2015/16 - 17/18"
CHILD_OBESITY = {
    "reception_obese": Asked(93105, MEASURED, named="reception: prevalence of obesity"),
    "reception_excess_weight": Asked(93106, MEASURED, named="reception: prevalence of overweight"),
    "year_6_obese": Asked(93107, MEASURED, named="year 6: prevalence of obesity"),
    "year_6_excess_weight": Asked(93108, MEASURED, named="year 6: prevalence of overweight"),
}
# The period and sex of each are those of the row of the table that it fills.
AUTHORITY = {
    "life_expectancy_at_birth": Asked(90366, "", named=LIFE, age=ALL),
    "healthy_life_expectancy_at_birth": Asked(90362, "", named=f"healthy {LIFE}", age=ALL),
    "inequality_in_life_expectancy_slope_index": Asked(92901, "", named="inequality in life"),
    "smoking_adults_18_plus_aps": Asked(92443, "", named="smoking prevalence", age="18+ yrs"),
    "depression_recorded_qof": Asked(848, "", named="depression", age="18+ yrs"),
    "physically_inactive_adults": Asked(93015, "", named="physically inactive", age="19+ yrs"),
    "mmr_one_dose_at_2_years": Asked(30309, "", named="mmr for one dose (2 years old)"),
}


@dataclass(frozen=True)
class Areas:
    """A long table: a row for each area and each label of a column, as the indicators fill it."""

    table: str
    label: str
    value: str
    asked: Mapping[str, Asked]

    def addresses(self, area: Area) -> dict[str, str]:
        """An answer holds England, the authority and its MSOAs."""
        asked = self.asked.values()
        return {_local(one, code): "csv" for one in asked for code in area.authorities}

    def read(self, fetch: Fetch, area: Area) -> Mapping[str, str]:
        """The table; labels that no indicator fills stay, in the order of before."""
        held = area.authority.table(self.table)
        file = area.figures / held.file
        who = "area_code" if held.level == "borough" else MSOA_CODE
        columns = [who, self.label, self.value]
        before = read_cells(file) if file.exists() else pd.DataFrame(columns=columns, dtype=str)
        parts = []
        for label in dict.fromkeys((*before[self.label], *self.asked)):
            part = before[before[self.label] == label]
            if label in self.asked:
                fresh = self._figures(fetch, area, held, self.asked[label])
                part = pd.DataFrame({who: fresh.index, self.value: fresh.to_numpy()})
                part[self.label] = label
            parts.append(part[columns])
        return {self.table: as_text(pd.concat(parts))}

    def _figures(self, fetch: Fetch, area: Area, held: Table, asked: Asked) -> pd.Series[str]:
        label = f"{self.table}, Fingertips {asked.indicator}"
        answers = (
            answered(fetch, _local(asked, code), (VALUE, NOTE), label=label)
            for code in area.authorities
        )
        found = pd.concat(asked.rows(answer, label=label) for answer in answers)
        if held.level == "borough":
            found = _only(area.authority.code, found, label=label)
        else:
            found = found[found[WHO].str.fullmatch(CODE_PATTERNS["msoa"])]
            found = own_rows(found, MSOA, area, code=WHO, label=label)
        return _values(found, held, label=label).str.removesuffix(".0")


def _authority(fetch: Fetch, area: Area) -> Mapping[str, str]:
    """The table with fresh values of the authority and of England, in the rows that it has."""
    held = area.authority.table(HEALTH)
    before = read_cells(area.figures / held.file)
    for name, known in AUTHORITY.items():
        rows = before[before["indicator"] == name]
        label = f"{HEALTH}, Fingertips {known.indicator}"
        answer = answered(fetch, _district(known), (VALUE, NOTE, COMPARED), label=label)
        for line, period, sex in zip(rows.index, rows["period"], rows["sex"], strict=True):
            asked = replace(known, period=_spaced(period), sex=sex.capitalize())
            found = asked.rows(answer, label=label)
            own = _only(area.authority.code, found, label=label)
            whole = _only(ENGLAND, found, label=label)
            (word,) = checked(own, {COMPARED: WORDS}, label=label, own={})[WORDS.name]
            before.loc[line, "value"] = _values(own, held, label=label).iloc[0]
            before.loc[line, "england_value"] = _values(whole, held, label=label).iloc[0]
            said = "" if word == ALONE else word.partition(" ")[0].lower()
            before.loc[line, "compared_with_england"] = said
    return {HEALTH: as_text(before)}


def _only(who: str, found: pd.DataFrame, *, label: str) -> pd.DataFrame:
    """The one row of an area, which may stand there several times alike."""
    rows = found[found[WHO] == who].drop_duplicates()
    if rows.empty:
        refuse_table(label, 0, WHO, f"no row for {who}", "the authority and England")
    return once(rows, label=label)


def _values(rows: pd.DataFrame, held: Table, *, label: str) -> pd.Series[str]:
    """Values by area, to one decimal; an empty one becomes the mark of what its note says."""
    checked(rows, {VALUE: figure(number(VALUE))}, label=label, own={})
    own = {meaning: mark for mark, meaning in held.marks}
    made = {}
    for who, value, note in rows[[WHO, VALUE, NOTE]].itertuples(index=False, name=None):
        hidden = any(word in note.lower() for word in HIDDEN)
        mark = own.get("suppressed", "[c]") if hidden else ""
        made[who] = str(round(float(value), 1)) if value else mark
    return pd.Series(made, dtype=str)


def _spaced(period: str) -> str:
    """As Fingertips writes it: years of several are apart, financial years are not."""
    first, line, last = period.partition("-")
    return f"{first} - {last}" if line else period


def _local(asked: Asked, authority: str) -> str:
    return LOCAL.format(indicator=asked.indicator, authority=authority)


def _district(asked: Asked) -> str:
    return DISTRICTS.format(indicator=asked.indicator)


TABLES = (
    Areas("local_health", "indicator", "value", LOCAL_HEALTH),
    Areas("borough_local_health", "indicator", "value", LOCAL_HEALTH),
    Areas("child_obesity", "measure", "percent", CHILD_OBESITY),
)
SOURCES = (
    *(Source(one.table, (one.table,), one.addresses, one.read) for one in TABLES),
    Source(
        HEALTH,
        (HEALTH,),
        lambda _: {_district(one): "csv" for one in AUTHORITY.values()},
        _authority,
        needs=(HEALTH,),
    ),
)
