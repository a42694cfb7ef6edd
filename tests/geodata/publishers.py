"""An authority's figures as their publishers give them: the headings of tests/data/publishers."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from werkzeug import Request, Response

from geodata.refresh.sources import (
    appointments,
    area_lookups,
    census_2011,
    census_2021,
    census_authority,
    fingertips,
    fingertips_areas,
    iod_2015,
    iod_2019,
    iod_2025,
    ons_geography,
    practice_register,
    qof_points,
    stat_xplore,
    vaccinations,
)
from geodata.refresh.sources import qof as qof_editions
from geodata.schemas import Column
from tests.geodata.refresh_server import Page, features, file

FINGERTIPS = {
    "practice_deprivation_2025": "gp_imd_2025_score.csv",
    "practice_deprivation": "gp_more_indicators.csv",
    "practice_attendances": "gp_more_indicators.csv",
    "practice_life_expectancy": "gp_life_expectancy_cqc.csv",
}
CENSUS_2011 = {
    "census_2011": "census_2011_headcount_lsoa11.csv",
    "religion_2011": "census_2011_religion_lsoa11.csv",
}
RELIGION_TABLE = """
[religion_2021]
file = "religion_2021_lsoa21.csv"
kind = "headcount"
source = "invented_people"
level = "lsoa"
vintage = 2021
"""
EXTRACTS = Path(__file__).parents[1] / "data" / "publishers"
Rows = dict[str, dict[str, str]]
PAGE = 60  # features at a time: fewer than are asked for, so that there are pages
CENSUS = {
    "ts021": census_2021.ETHNIC_GROUP,
    "ts030": census_2021.RELIGION,
    "ts029": census_2021.PROFICIENCY,
    "ts017": {f"{k}{census_2021.MEASURE}": v for k, v in census_2021.HOUSEHOLD_SIZE.items()},
}
CENSUS_FILES = {
    "ts021": "ethnic_group_2021_lsoa21.csv",
    "ts030": "religion_2021_lsoa21.csv",
    "ts029": "english_proficiency_2021_lsoa21.csv",
    "ts017": "household_size_2021_lsoa21.csv",
}


def pages(figures: Path) -> dict[str, Page]:
    """Every address of every adapter, giving what the figures say."""
    return dict(_pages(figures))


@cache
def _pages(figures: Path) -> dict[str, Page]:
    made = {
        iod_2025.ADDRESS: file(file_7_of_2025(figures)),
        iod_2019.ADDRESS: file(file_7_of_2019(figures)),
        iod_2015.ADDRESS: file(file_7_of_2015(figures)),
        f"{area_lookups.LOOK_UP}/query": features(look_up(figures), "LSOA21CD", page=PAGE),
        area_lookups.NAMES: file(msoa_names(figures)),
        f"{ons_geography.CENTROIDS}/query": features(points(figures), "LSOA21CD", page=PAGE),
    }
    for week in vaccinations.WEEKS:
        made[week.address] = file(vaccination_workbook(figures, week))
    made[fingertips.API.partition("?")[0]] = fingertips_answers(figures)
    made[practice_register.ADDRESS.partition("?")[0]] = file(register(figures))
    made[stat_xplore.TABLE] = stat_xplore_table(figures)
    for topic in census_2011.TOPICS:
        found = rows(figures / CENSUS_2011[topic.table]) if topic.table in CENSUS_2011 else {}
        names = {"geography code": "lsoa11_code", **topic.names}
        body = written(
            {"date": "year", **names}, [{**row, "year": "2011"} for row in found.values()]
        )
        made[topic.address.partition("?")[0]] = file(body)
    for edition in qof_editions.EDITIONS:
        body = archive({f"folder/{edition.member}": qof(figures, edition)})
        made[edition.address.replace("%20", " ")] = file(body, "application/zip")
    for layer in ons_geography.LAYERS:
        found = shapes(figures, layer)
        made[f"{layer.service}/query"] = features(found, layer.code, page=len(found) // 4)
    members = census_of_authority(figures)
    for topic in CENSUS:
        small = {f"census2021-{topic}-lsoa.csv": census(figures, topic)}
        members.setdefault(topic, {}).update(small)
    for topic, texts in members.items():
        address = census_2021.PLACE.format(topic=topic)
        made[address] = file(archive(texts), "application/zip")
    made[qof_points.ADDRESS] = file(archive(points_achieved(figures)), "application/zip")
    return made


def rows(path: Path, key: str = "") -> Rows:
    """The rows of a file of figures by their first column, or another."""
    with path.open(newline="") as lines:
        found = list(csv.DictReader(lines))
    return {row[key or next(iter(row))]: row for row in found}


def merged(figures: Path, *files: str) -> Rows:
    """Rows of several files with the same areas, put together."""
    answer: Rows = {}
    for name in files:
        for code, row in rows(figures / name).items():
            answer.setdefault(code, {}).update(row)
    return answer


def filled(extract: str, found: Rows, names: Mapping[str, str], **same: str) -> bytes:
    """A publisher's file: the extract's heading and rows of elsewhere, then the rows found."""
    with (EXTRACTS / extract).open(newline="") as lines:
        reader = csv.DictReader(lines)
        heading = list(reader.fieldnames or ())
        code = next(one for one in names if names[one].endswith("_code"))
        elsewhere = [row for row in reader if row[code] not in found]
    written = io.StringIO()
    writer = csv.DictWriter(written, heading, restval="0", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(elsewhere)
    for row in reversed(found.values()):
        writer.writerow({**same, **{name: row[own] for name, own in names.items()}})
    return written.getvalue().encode()


def own_names(*columns: Mapping[str, Column]) -> dict[str, str]:
    """The names in the figures by the publisher's."""
    return {name: one.name for part in columns for name, one in part.items()}


def file_7_of_2025(figures: Path) -> bytes:
    """File 7 of the Indices of 2025."""
    found = merged(figures, "imd_2025_lsoa21.csv", "population_mid2022_lsoa21.csv")
    names = own_names(iod_2025.WHO, iod_2025.RANKS, iod_2025.PEOPLE)
    return filled("File_7_IoD2025.csv", found, names)


def file_7_of_2019(figures: Path) -> bytes:
    """File 7 of the Indices of 2019."""
    tables = ("imd_2019_lsoa11", "imd_2019_health_domain_lsoa11", "iod_2019_domains_lsoa11")
    found = merged(figures, *(f"{one}.csv" for one in tables))
    names = own_names(iod_2019.WHO, iod_2019.OVERALL, iod_2019.HEALTH, iod_2019.EACH)
    return filled("File_7_IoD2019.csv", found, names)


def census(figures: Path, topic: str) -> bytes:
    """The member for LSOAs of a topic of the census."""
    names = {**own_names(census_2021.WHO), **CENSUS[topic]}
    found = rows(figures / CENSUS_FILES[topic])
    return filled(f"census2021-{topic}-lsoa.csv", found, names, date="2021")


def fingertips_answers(figures: Path) -> Page:
    """The answers of Fingertips: to each indicator, the rows that the figures have of it."""
    lines: dict[int, list[dict[str, str]]] = {}
    for one in fingertips.INDICATORS:
        found = rows(figures / FINGERTIPS[one.table])
        for sex in dict.fromkeys(each.sex for each in one.figures):
            own = {each.column: each.name for each in one.figures if each.sex == sex}
            asked = fingertips.Asked(one.indicator, one.period, sex)
            values = {
                code: {column: row[name] for column, name in own.items()}
                for code, row in found.items()
            }
            lines.setdefault(one.indicator, []).extend(answer_rows(asked, values))
    for file_name in ("local_health_msoa11.csv", "local_health_borough.csv"):
        by_label: dict[str, dict[str, dict[str, str]]] = {}
        for row in listed(figures / file_name):
            code = next(iter(row.values()))
            by_label.setdefault(row["indicator"], {})[code] = {"Value": row["value"]}
        for label, asked in fingertips_areas.LOCAL_HEALTH.items():
            lines.setdefault(asked.indicator, []).extend(answer_rows(asked, by_label[label]))
    for row in listed(figures / "borough_health_indicators.csv"):
        if known := fingertips_areas.AUTHORITY.get(row["indicator"]):
            period = row["period"].replace("-", " - ")
            asked = replace(known, period=period, sex=row["sex"].capitalize())
            told = {"Value": row["value"], fingertips_areas.COMPARED: "Not compared"}
            if row["compared_with_england"]:
                told[fingertips_areas.COMPARED] = row["compared_with_england"].capitalize()
            whole = {"Value": row["england_value"], fingertips_areas.COMPARED: "Not compared"}
            both = {"E08000007": told, fingertips_areas.ENGLAND: whole}
            lines.setdefault(asked.indicator, []).extend(answer_rows(asked, both))
    with (EXTRACTS / "fingertips_93254.csv").open(newline="") as extract:
        heading = next(csv.reader(extract))
    bodies = {str(key): answer(heading, found) for key, found in lines.items()}
    return lambda request: file(bodies[request.args["indicator_ids"]])(request)


def answer_rows(
    asked: fingertips.Asked, values: Mapping[str, Mapping[str, str]]
) -> list[dict[str, str]]:
    """Rows of an indicator, each followed by one of another period and by a split."""
    made = []
    for code, columns in values.items():
        said = {"Indicator Name": asked.named.capitalize(), "Area Code": code, "Sex": asked.sex}
        said |= {"Indicator ID": str(asked.indicator), "Age": asked.age, **columns}
        made.append({**said, "Time period": asked.period})
        made.append({**said, "Time period": "1999"})
        made.append({**said, "Time period": asked.period, "Category Type": "Ethnic groups"})
    return made


def answer(heading: Sequence[str], found: Iterable[Mapping[str, str]]) -> bytes:
    """A CSV file under a heading; what is not told is empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, heading, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(found)
    return text.getvalue().encode()


def register(figures: Path) -> bytes:
    """The register of practices: 27 columns without a heading, names in capitals."""
    lines = [registered("A81001", "THE DENSHAM SURGERY", "TS18 1HU")]
    for code, row in rows(figures / "gp_practices.csv").items():
        lines.append(registered(code, row["practice_name"].upper(), row["postcode"]))
    return "\r\n".join(lines).encode()


def networks(figures: Path) -> bytes:
    """The member of the QOF's archive that says in which network each practice is."""
    names = {"PCN_ODS_CODE": "pcn_code", "PCN_NAME": "pcn_name", "PRACTICE_CODE": "practice_code"}
    return written(names, listed(figures / "gp_practices.csv"))


def registered(code: str, name: str, postcode: str, closed: str = "", setting: str = "RO76") -> str:
    """A line of it."""
    status = "INACTIVE" if closed else "ACTIVE"
    cells = [code, name, "Y62", "QOP", "1 HIGH STREET", "", "", "", "", postcode, "19740401"]
    cells += [closed, status, "", "01W", "20130401", "", "", "", "", "", "0", "", "U64597", ""]
    return ",".join(f'"{cell}"' for cell in [*cells, setting, ""])


def stat_xplore_table(figures: Path) -> Page:
    """The answer of Stat-Xplore's Open Data API to the query of a request that has a key."""
    children = listed(figures / "child_low_income_msoa11.csv")
    found = {(one["msoa11_code"], one["year"]): int(one["children"]) for one in children}

    def page(request: Request) -> Response:
        if not request.headers.get("APIKey"):
            return Response('{"errorType":"AUTHENTICATION_FAILED"}', 401)
        query = json.loads(request.get_data())
        assert query["database"] == "str:database:CILIF_REL"
        return Response(json.dumps(cube(query, found)), mimetype="application/json")

    return page


def cube(query: Mapping[str, Any], found: Mapping[tuple[str, str], int | None]) -> dict[str, Any]:
    """What the table endpoint answers: fields with their items, and a cube for each measure."""
    fields = [
        {"uri": uri, "items": [{"type": "RecodeItem", "uris": one} for one in recode["map"]]}
        for (uri,) in query["dimensions"]
        for recode in [query["recodes"][uri]]
    ]
    areas, years = (
        [one["uris"][0].rpartition(":")[2] for one in field["items"]] for field in fields
    )
    labels = [f"{year}/{int(year) % 100 + 1}" for year in years]
    for item, label in zip(fields[1]["items"], labels, strict=True):
        item["labels"] = [f"{label} (p)" if label == labels[-1] else label]
    for at, item in enumerate(fields[0]["items"]):
        item["labels"] = [f"Neighbourhood {at}"]
    values = [[found[area, label] for label in labels] for area in areas]
    (measure,) = query["measures"]
    return {
        "query": query,
        "database": {"id": "CILIF_REL", "annotationKeys": []},
        "fields": fields,
        "measures": [{"uri": measure, "label": "Children", "function": "COUNT"}],
        "cubes": {measure: {"values": values, "precision": 0}},
        "annotationMap": {},
    }


def listed(path: Path) -> list[dict[str, str]]:
    """The rows of a file of figures, in their order."""
    with path.open(newline="") as lines:
        return list(csv.DictReader(lines))


def vaccination_workbook(figures: Path, week: vaccinations.Week) -> bytes:
    """A weekly workbook: notes above, doses over bands in two rows, a column free between doses."""
    with (figures / "covid_vaccination_msoa11_series.csv").open(newline="") as lines:
        people = {
            (row["msoa11_code"], row["dose"], row["age_band"]): int(row["people"])
            for row in csv.DictReader(lines)
            if row["publication_date"] == week.published
        }
    register = rows(figures / "population_nims_2021_msoa11.csv")
    made = Workbook()
    made.active.title = "Contents"
    sheet = made.create_sheet(week.sheet)
    second = week.columns[len(week.bands) :]
    names = ["Region Code (Administrative)", "LTLA Code", vaccinations.CODE, "MSOA Name"]
    over: list[object] = [vaccinations.FIRST if week.headed else "Number vaccinated"]
    over += [None] * len(week.bands) + [vaccinations.SECOND][: len(second)]
    under: list[object] = [*week.bands, None]
    under += [None if band == vaccinations.ALL else band for _, band in second]
    sheet.append(["COVID-19 Vaccinations"])
    sheet.append([None, *names, None, *over])
    sheet.append([None, *[None] * 5, *under, None, "Cumulative total"])
    sheet.append([None, "E92000001", "", "", "England", None, *[1] * len(under)])
    keys = [(vaccinations.NAMES[dose], vaccinations._key(band)) for dose, band in week.columns]
    for code, row in register.items():
        cells: list[object] = [None, "E12000002", "E08000007", code, row["msoa_hcl_name"], None]
        counts: list[object] = [people[code, *key] for key in keys]
        counts.insert(len(week.bands), None)
        sheet.append(cells + counts)
    estimates = made.create_sheet(vaccinations.REGISTER)
    held = ["Under 18", "18-24", *vaccinations.ADULT, "18+", "16+"]
    estimates.append(["LTLA Code", "LTLA Name", *held, None, vaccinations.CODE, "MSOA Name"])
    estimates.append([None] * 22 + list(held) + [None, "STP Code", *held])
    for code, row in register.items():
        cells = [None] * (2 + len(held) + 1) + [code, row["msoa_hcl_name"], None]
        cells = cells[:22] if len(cells) > 22 else cells + [None] * (22 - len(cells))
        estimates.append(cells + [float(row[vaccinations._key(band)]) for band in held])
    written_to = io.BytesIO()
    made.save(written_to)
    return written_to.getvalue()


def look_up(figures: Path) -> dict[str, dict[str, Any]]:
    """Features of the look-up of LSOAs of two years, by code."""
    names = own_names(area_lookups.FIELDS)
    return {
        code: {"attributes": {name: row[own] for name, own in names.items()}}
        for code, row in rows(figures / "lsoa21_lookup.csv").items()
    }


def msoa_names(figures: Path) -> bytes:
    """The names of the House of Commons Library."""
    found = rows(figures / "lsoa21_lookup.csv", "msoa11_code").values()
    return written(own_names(area_lookups.COLUMNS), found)


def file_7_of_2015(figures: Path) -> bytes:
    """File 7 of the Indices of 2015."""
    names = own_names(iod_2015.COLUMNS)
    return written(names, rows(figures / "imd_2015_lsoa11.csv").values())


def qof(figures: Path, edition: qof_editions.Edition) -> bytes:
    """The member with registers of an edition of the QOF."""
    lists = {words: name for name, words in qof_editions.LISTS.items()}
    name = "gp_qof_prevalence.csv" if edition.year == "2020-21" else "gp_qof_prevalence_newer.csv"
    with (figures / name).open(newline="") as lines:
        found = [
            {**row, "list_age": lists[row["list_age"]]}
            for row in csv.DictReader(lines)
            if row["year"] == edition.year
        ]
    elsewhere = {"practice_code": "A81001", "group_code": "AF", "register": "77"}
    elsewhere |= {"list_age": "TOTAL", "list_size": "4100"}
    return written(own_names(qof_editions.COLUMNS), [elsewhere, *found])


def written(names: Mapping[str, str], found: Iterable[Mapping[str, str]]) -> bytes:
    """A CSV file of rows under the publisher's names."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([row[own] for own in names.values()] for row in found)
    return text.getvalue().encode()


def shapes(figures: Path, layer: ons_geography.Layer) -> dict[str, dict[str, Any]]:
    """Features of a layer of boundaries, by code."""
    files = {"lsoa": "lsoa21_boundaries.geojson", "ward": "ward23_boundaries.geojson"}
    content = json.loads((figures / files[layer.level[0]]).read_text())
    answer = {}
    for one in content["features"]:
        code, name = one["properties"].values()
        properties = {"FID": 1, layer.code: code, layer.name: name}
        answer[code] = {"type": "Feature", "properties": properties, "geometry": one["geometry"]}
    return answer


def points(figures: Path) -> dict[str, dict[str, Any]]:
    """Features of the layer of centroids, by code."""
    return {
        code: {
            "attributes": {"LSOA21CD": code},
            "geometry": {"x": float(row["easting"]), "y": float(row["northing"])},
        }
        for code, row in rows(figures / "lsoa21_population_weighted_centroids.csv").items()
    }


def archive(members: Mapping[str, bytes]) -> bytes:
    """A ZIP archive."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in members.items():
            made.writestr(name, body)
    return written.getvalue()


def census_of_authority(figures: Path) -> dict[str, dict[str, bytes]]:
    """The member for local authorities of each archive: the authority, and one elsewhere."""
    with (figures / "census_2021_borough.csv").open(newline="") as lines:
        held = {(row["topic"], row["category"]): row["count"] for row in csv.DictReader(lines)}
    answer = {}
    for topic in census_authority.TOPICS:
        heads = [f"{topic.title}: {one}" for one in (topic.total, *topic.categories.values())]
        counts = [held[topic.topic, one] for one in topic.categories]
        here = [str(sum(map(int, counts))), *counts]
        names = {"date": "date", "geography": "geography", "geography code": "geography code"}
        names |= {f"{head}{census_2021.MEASURE}": head for head in heads}
        found = [
            {"date": "2021", "geography": "-", "geography code": code}
            | dict(zip(heads, cells, strict=True))
            for code, cells in (("E06000001", ["1"] * len(heads)), (figures.name, here))
        ]
        answer[topic.archive] = {f"census2021-{topic.archive}-ltla.csv": written(names, found)}
    return answer


INDICATORS = {
    "AF": {"AF001": 5, "AF006": 12, "AF008": 12},
    "BP": {"BP002": 15},
    "CHD": {"CHD001": 4, "CHD005": 7, "CHD015": 12, "CHD016": 5},
    "CHOL": {"CHOL001": 14, "CHOL002": 16},
    "HF": {"HF001": 4, "HF003": 6, "HF006": 6, "HF007": 7, "HF008": 6},
    "HYP": {"HYP001": 6, "HYP008": 14, "HYP009": 5},
    "PAD": {"PAD001": 2},
    "STIA": {"STIA001": 2, "STIA007": 4, "STIA014": 3, "STIA015": 2},
    "VI": {"VI001": 18},
}


def points_achieved(figures: Path) -> dict[str, bytes]:
    """The QOF of 2023-24: points of each indicator, as NHS England lists them, and those achieved.

    Points have two decimals; the last indicator of a group lacks what the group lacks.
    """
    points = {one: most for group in INDICATORS.values() for one, most in group.items()}
    mapping = [
        {"INDICATOR_CODE": one, "GROUP_CODE": group, "INDICATOR_POINT_VALUE": str(most)}
        for group, each in INDICATORS.items()
        for one, most in each.items()
    ]
    found = [("A81001", one, "ACHIEVED_POINTS", str(most)) for one, most in points.items()]
    with (figures / "gp_qof_achievement.csv").open(newline="") as lines:
        for row in csv.DictReader(lines):
            group = INDICATORS[row["group_code"]]
            lost = Decimal(sum(group.values())) * (100 - Decimal(row["achievement_pct"])) / 100
            for one, most in reversed(group.items()):
                less = min(lost.quantize(Decimal("0.01")), Decimal(most))
                lost -= less
                found.append((row["practice_code"], one, "ACHIEVED_POINTS", str(most - less)))
                found.append((row["practice_code"], one, "DENOMINATOR", "40"))
    names = ("PRACTICE_CODE", "INDICATOR_CODE", "MEASURE", "VALUE")
    heading = {"REGION_ODS_CODE": "", **{name: name for name in names}}
    made = [{"": "Y62"} | dict(zip(names, row, strict=True)) for row in found]
    members = {
        qof_points.ACHIEVED.format(one): written(heading, made if one == "NORTH_WEST" else [])
        for one in qof_points.REGIONS
    }
    columns = {name: name for name in qof_points.COLUMNS}
    return {**members, qof_points.INDICATORS: written(columns, mapping)}


def appointments_of(figures: Path) -> bytes:
    """The member of a month: each count in two parts, by staff, mode and outcome."""
    columns = [
        appointments.DATE,
        appointments.CODE,
        "GP_NAME",
        "SUPPLIER",
        *appointments.DETAIL[:3],
    ]
    columns += [appointments.WAIT, appointments.COUNT, appointments.DETAIL[3]]
    first = ("GP", "Face-to-Face", "General Consultation Routine")
    other = ("Other Practice staff", "Telephone", "Planned Clinics")
    made = []
    held = rows(figures / "gp_appointments_2025_04.csv")
    for code, row in {"A81001": dict.fromkeys(appointments.WAITS.values(), "7"), **held}.items():
        for wait, own in appointments.WAITS.items():
            some = int(row[own]) // 3
            rest = int(row[own]) - some
            for detail, count, ended in ((first, some, "Attended"), (other, rest, "DNA")):
                cells = [appointments.MONTH, code, "A, SURGERY", "EMIS", *detail, wait, str(count)]
                cells.append(ended)
                if count:
                    made.append(dict(zip(columns, cells, strict=True)))
    return written({name: name for name in columns}, made)
