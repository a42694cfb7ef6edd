"""Every claim of a report with what was found and the verdict, worked out once for a store."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from charts.report_checks import authority, deprivation, people, places
from charts.report_checks.model import Check, Found
from charts.report_checks.polarised import BOROUGHS, polarised
from charts.words import joined
from geodata.catalogue.reports import Attempt, Claim
from geodata.format import number
from geodata.store import Store

Verdict = Literal["holds", "only", "fails", "itself", "later", "never"]
VERDICTS: dict[Verdict, str] = {
    "holds": "Holds",
    "only": "Holds only under a condition",
    "fails": "Does not hold as written",
    "itself": "Agrees with itself, counts not in open data here",
    "later": "Cannot be checked yet",
    "never": "Cannot be checked from open data",
}
CHECKS: dict[str, Check] = {
    "areas_within": deprivation.areas_within,
    "where_within": deprivation.where_within,
    "share_within": deprivation.share_within,
    "times_expected": deprivation.times_expected,
    "polarised": polarised,
    "highest_wards": places.highest_wards,
    "lowest_wards": places.lowest_wards,
    "highest_practices": places.highest_practices,
    "lowest_practices": places.lowest_practices,
    "part_in_wards": places.part_in_wards,
    "rest_in_wards": places.rest_in_wards,
    "share": people.share_of_place,
    "people": people.people,
    "share_in_fifth": people.share_in_fifth,
    "fifth_less_place": people.fifth_less_place,
    "fifths_apart": people.fifths_apart,
    "goes_with": people.goes_with,
    "odd_sums": people.odd_sums,
    "fact": authority.fact,
    "growth": authority.growth,
    "spread": authority.spread,
    "spread_of_wards": places.spread_of_wards,
}
COUNTED = frozenset({"", deprivation.AREAS, BOROUGHS})  # what is counted without an indicator


@dataclass(frozen=True)
class Checked:
    """A claim and what open figures say of it, each definition that could be tried."""

    claim: Claim
    found: tuple[Found, ...]

    @property
    def tried(self) -> tuple[Found, ...]:
        """What decides: figures of the report's own year and place."""
        return tuple(one for one in self.found if one.decides)

    @property
    def checkable(self) -> bool:
        """Whether anything decides, be it the report's own arithmetic."""
        return self.verdict not in ("later", "never")

    @property
    def agreeing(self) -> tuple[Found, ...]:
        """The definitions under which the claim holds."""
        return tuple(one for one in self.tried if one.agrees)

    @property
    def verdict(self) -> Verdict:
        """What the evidence comes to, by one rule for all claims.

        Definitions that fit the words decide where there are any: all of them, some or none agree.
        Another definition, or areas that stand for others, can make a claim hold only under a
        condition, and only where the words name no definition that could be tried.
        """
        if not self.tried:
            return "later" if self.claim.open else "never"
        if all(one.own for one in self.tried):
            return "itself" if len(self.agreeing) == len(self.tried) else "fails"
        said = [one.agrees for one in self.tried if one.standing == "said"]
        if said and all(said):
            return "holds"
        return "only" if any(said) or (not said and self.agreeing) else "fails"

    @property
    def words(self) -> tuple[str, ...]:
        """The verdict and why, in sentences."""
        return (*self._verdict_words(), *filter(None, (self.claim.note,)))

    def _verdict_words(self) -> tuple[str, ...]:
        label = VERDICTS[self.verdict]
        if self.verdict == "only":
            why = () if self.claim.open else self._why()
            return (*self._conditions("Holds only if"), *why)
        if self.verdict == "fails":
            return (f"{label}.", *(self._conditions("It agrees if") if self.agreeing else ()))
        if self.verdict == "later":
            wanted = f"Wanted: {self.claim.open}."
            return (f"{label}: open figures are published but not here.", *self._why(), wanted)
        return (f"{label}.", *(self._why() if self.verdict == "never" else ()))

    def _conditions(self, begin: str) -> tuple[str, ...]:
        """Under which condition a claim agrees, and how many definitions were tried for that."""
        some, every = len(self.agreeing), len(self.tried)
        given = list(dict.fromkeys(one.given for one in self.agreeing if one.given))
        first = f"{begin} {joined(given[:1])}." if given else f"{VERDICTS['only']}."
        if every == 1:
            return (first,)
        agree = "agrees" if some == 1 else "agree"
        return (first, f"{number(some)} of {number(every)} definitions tried {agree}.")

    def _why(self) -> tuple[str, ...]:
        return (self.claim.why,) if self.claim.why else ()


def check(store: Store, claim: Claim, attempt: Attempt) -> Found | None:
    """What a claim comes to under one definition; None where the bundle has no figures for it."""
    counted = () if attempt.counted in COUNTED else (attempt.counted,)
    needed = {attempt.figure, *attempt.figures, *counted} - {""}
    if not needed <= {one.key for one in store.catalogue.indicators}:
        return None
    return CHECKS[attempt.how](store, claim, attempt)


@lru_cache(maxsize=4)
def checked(store: Store) -> tuple[Checked, ...]:
    """Every claim of the authority's report in its order; none without a report."""
    return tuple(
        Checked(
            claim,
            tuple(
                found for one in claim.attempts if (found := check(store, claim, one)) is not None
            ),
        )
        for claim in (store.report.claims if store.report else ())
    )
