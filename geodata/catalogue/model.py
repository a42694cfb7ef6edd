"""What the catalogue's TOML files become. Every field is required unless it has a default."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from geodata.kinds import Kind

THEMES = (
    "deprivation",
    "children",
    "people",
    "ethnicity",
    "religion",
    "language",
    "households",
    "health",
    "vaccination",
    "practices",
)
POLARITIES = ("more_is_worse", "more_is_better", "neutral")
CONCERNS = ("more", "less")
FORMULAS = ("diversity", "remainder")
DOSES = ("first", "second")
ROLES = (
    "first dose",
    "second dose",
    "no first dose",
    "ethnic mix",
    "patients' deprivation",
    "seen on the day",
    "seen within a week",
    "seen after two weeks",
    "people of a census",
)
Ends = Literal["more", "less", ""]


@dataclass(frozen=True)
class Source:
    """A publication. `published` is the date or month its publisher gives it.

    `audience` is "public", or "restricted" for figures that may not be served to everybody.
    """

    key: str
    publisher: str
    title: str
    published: str
    licence: str
    attribution: str
    audience: str = "public"


@dataclass(frozen=True)
class Indicator:
    """One measurable thing on one edition of one level of areas, with its meaning.

    Shares are in per cent, rates `per` so many. A share without a denominator column is a
    percentage as published. Changes are from `before_column` to `column`; those to a later census
    take the latter from `later_table`, added up to the areas of before. `more` and `less` name
    the ends of the scale. `concern` is the end that calls for attention where `polarity` is neutral
    in words (recorded prevalence is higher or lower, never worse, and yet of concern when high);
    otherwise `polarity` decides. `reference` is what ratios stand around. `whole` is a short
    name of the denominator where the unit does not hold one. `sentence` holds {place}
    and {value}, and {numerator} and {denominator} where there are both. `group` names a family of
    siblings, `category` the member. `menu` is what a figure is called in the first step of a
    choice, `variant` what sets it apart in the second (a unit, an age group); without them these
    are its label and its edition. Menus of practices are headed by `menu`. `role` is what charts
    know a figure by, one of ROLES, whatever its edition. `predicate` follows the value in the first
    sentence of a view, with {date} for the day shown; without one the label stands before it.
    `numerator_heading` and `denominator_heading` head the columns of counts. `profile` puts it
    on the pages of areas. `national` is England's own figure, by definition, as its publisher gives
    it or as its table adds up to; a held one is the `national_column` of the row of the table of
    facts `national_table` that begins with `national_row`. That of the whole authority is the row
    `whole_row` of `whole_table`. `indicative` is of few events and published without an interval:
    areas that differ may differ by chance, so none is ranked, and a gap is no more than a sign.
    `near` is how far a count can be from the one that is shown: 0 but for local figures, which are
    rounded.
    """

    key: str
    label: str
    short_label: str
    edition: str
    theme: str
    level: str
    vintage: int
    kind: Kind
    unit: str
    more: str
    less: str
    polarity: str
    numerator: str
    denominator: str
    age: str
    period: str
    method: str
    definition: str
    sentence: str
    caveat: str
    source: Source
    table: str
    column: str = ""
    columns: tuple[str, ...] = ()
    denominator_table: str = ""
    denominator_column: str = ""
    before_column: str = ""
    before_denominator_column: str = ""
    later_table: str = ""
    formula: str = ""
    per: int | None = None
    categories: tuple[str, ...] = ()
    group: str = ""
    category: str = ""
    interval: str = "none"
    concern: Ends = ""
    whole: str = ""
    reference: float | None = None
    predicate: str = ""
    numerator_heading: str = ""
    denominator_heading: str = ""
    total: int | None = None
    ranked_in: str = ""
    decile_column: str = ""
    domain: bool = False
    weight: float | None = None
    clusters: bool = False
    usual: bool = False
    role: str = ""
    profile: bool = False
    national: float | None = None
    national_table: str = ""
    national_row: str = ""
    national_column: str = ""
    whole_table: str = ""
    whole_row: str = ""
    indicative: bool = False
    near: int = 0
    menu: str = ""
    variant: str = ""

    @property
    def choice(self) -> tuple[str, str]:
        """What it is called in the steps of a choice: the figure, then its unit or age group."""
        return self.menu or self.label, self.variant or self.edition

    @property
    def has_parts(self) -> bool:
        """True when every value comes with a numerator and a denominator."""
        return bool(self.denominator_column) and self.kind.parts != "never"

    @property
    def numerator_head(self) -> str:
        """Heading of a column of numerators: "With a first dose"."""
        return self.numerator_heading or "Number"

    @property
    def denominator_label(self) -> str:
        """What its values are parts of, in few words: "usual residents", "the register"."""
        if self.kind.is_share and self.unit.startswith("% of "):
            return self.unit.removeprefix("% of ")
        return self.whole or self.denominator

    @property
    def denominator_head(self) -> str:
        """Heading of a column of denominators: "On the register", "Usual residents"."""
        whole = self.unit.removeprefix("% of ") if self.kind.is_share else "out of"
        return self.denominator_heading or whole[:1].upper() + whole[1:]

    @property
    def value_label(self) -> str:
        """Heading of a column of values: the unit, "%" for a share beside its parts."""
        if self.kind.is_share and self.has_parts:
            return f"Share, {self.kind.sign}"
        return self.unit[:1].upper() + self.unit[1:]

    @property
    def of_concern(self) -> Ends:
        """The end of the scale that calls for attention; "" where neither does (who people are)."""
        by_polarity: dict[str, Ends] = {"more_is_worse": "more", "more_is_better": "less"}
        return self.concern or by_polarity.get(self.polarity, "")

    @property
    def largest_first(self) -> bool:
        """Whether rank 1 is the largest value: not where the smallest is of concern."""
        return self.of_concern != "less"

    @property
    def rank_ends(self) -> tuple[str, str]:
        """What rank 1 and the last rank mean, in words."""
        return (self.more, self.less) if self.largest_first else (self.less, self.more)

    @property
    def class_ends(self) -> tuple[str, str]:
        """What class 1 and the last class mean: of concern first, otherwise low to high."""
        return self.rank_ends if self.of_concern else (self.less, self.more)


@dataclass(frozen=True)
class Trend:
    """People with a dose at several dates, in one age group that is the same at every date.

    `bands` are the published bands to add up; none means all of them, whatever they are that day.
    `indicator` is the uptake whose numerator is the last date and whose denominator belongs here.
    A local figure has no `dose`; it is a figure of its own at each date: `at` are their keys.
    """

    key: str
    label: str
    age_group: str
    indicator: str
    definition: str
    caveat: str
    source: Source
    table: str
    dose: str = ""
    bands: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
