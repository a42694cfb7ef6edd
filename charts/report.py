"""An authority's own report beside open figures: every claim under every definition tried."""

from __future__ import annotations

from charts.findings import Finding
from charts.model import Cell, Chart, Column, Context, Table
from charts.report_checks.checked import VERDICTS, Checked, Verdict, checked
from charts.report_checks.model import Found
from charts.words import best_fit, joined, with_noun
from geodata.catalogue import Indicator
from geodata.format import number
from geodata.store import Store

KEY = "report"
COLUMNS = (
    Column("claim", "The report says"),
    Column("paragraph", "Paragraph"),
    Column("quoted", "Number in the report", numeric=True, shown="download", without="no number"),
    Column("definition", "Definition tried", without="none"),
    Column("found", "Open figures say", without="nothing"),
    Column("value", "Value", numeric=True, shown="download", without="in words"),
    Column("agrees", "Agrees", without="not tried"),
    Column("verdict", "Verdict on the claim"),
    Column("because", "Why", shown="download"),
    Column("counted_among", "Counted among", shown="download"),
    Column("period_found", "Period", shown="download"),
    Column("areas_found", "Areas", shown="download"),
    Column("source_found", "Source", shown="download"),
    Column("map_query", "Query of the map", shown="download"),
)
# What is said of several claims, and of one alone.
COUNTS: dict[Verdict, tuple[str, str]] = {
    "holds": ("hold as written", "holds as written"),
    "only": ("hold only under a condition", "holds only under a condition"),
    "fails": ("do not hold as written", "does not hold as written"),
    "itself": (
        "agree with themselves, on counts that are not in open data here",
        "agrees with itself, on counts that are not in open data here",
    ),
    "later": ("cannot be checked yet", "cannot be checked yet"),
    "never": ("cannot be checked from open data", "cannot be checked from open data"),
}


def report(context: Context) -> Chart:
    """Every claim of the report with what was found; a table without rows where there is none.

    Each row says its own definition, period and source, so that no indicator is said of all.
    """
    every = checked(context.store)
    sources = (source for each in every for one in each.found for source in one.sources)
    return Chart(
        key=KEY,
        title="Which figures of the report hold?",
        finding=Finding(sentence(every)),
        picture=None,
        table=Table(COLUMNS, tuple(rows(every)), "Each claim under each definition tried"),
        indicators=(),
        notes=notes(context.store),
        lists=tuple(dict.fromkeys(sources)),
    )


def indicators(every: tuple[Checked, ...]) -> tuple[Indicator, ...]:
    """The indicators that claims were checked against, each once."""
    found = (one for each in every for one in each.found)
    return tuple(dict.fromkeys(indicator for one in found for indicator in one.indicators))


def sentence(every: tuple[Checked, ...]) -> str:
    """How many claims hold, and how many cannot be checked."""
    if not every:
        return "No report is here to be checked."
    counts = {key: sum(one.verdict == key for one in every) for key in VERDICTS}
    parts = [f"{number(count)} {COUNTS[key][count == 1]}" for key, count in counts.items() if count]
    first = f"Of {with_noun(len(every), 'figure')} of the report, {joined(parts[:3])}."
    return first + "".join(f" {one}." for one in parts[3:])


def notes(store: Store) -> tuple[str, ...]:
    """How claims are checked, and what is to be kept in mind."""
    return (
        "A figure agrees when it rounds to the number in the report.",
        "A claim holds when every definition that fits its words agrees.",
        "It holds under a condition when some of them do, or only areas that stand for others.",
        "It does not hold as written when the words name a definition and that one does not agree.",
        "A figure of another year or place stands for comparison, and decides nothing.",
        "Cut-points are cumulative unless a band is named. Areas are deprived, not people.",
        *((store.report.mind,) if store.report else ()),
        best_fit(),
    )


def agreement(one: Found) -> str:
    """Whether a figure agrees with its claim, in a word or two."""
    if not one.decides:
        return "for comparison only"
    return "yes" if one.agrees else "no"


def rows(every: tuple[Checked, ...]) -> list[tuple[Cell, ...]]:
    """A row for each definition tried, one alone for a claim without any."""
    return [_row(each, one) for each in every for one in (each.found or (None,))]


def _row(each: Checked, one: Found | None) -> tuple[Cell, ...]:
    claim = each.claim
    about: tuple[Cell, ...] = (claim.says, claim.paragraph, claim.number)
    verdict = (VERDICTS[each.verdict], " ".join(each.words))
    if one is None:
        return (*about, None, None, None, None, *verdict, "", "", "", "", "")
    value = None if one.value != one.value else one.value
    sources = "; ".join(f"{source.publisher}: {source.title}" for source in one.sources)
    return (
        *(*about, one.definition, one.text, value, agreement(one), *verdict),
        *(one.of, one.period, one.areas, sources, one.view),
    )
