"""What would be otherwise if every group did as well as the best one, and who bears a total."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geodata.stats.arrays import Floats, Numbers, positive, same_length


@dataclass(frozen=True)
class Attributable:
    """What all have beyond the best group: as a share of people, of the total, and in people.

    `risk` and `fraction` are fractions (0.25, not 25). All three are negative where all together
    have less than the best group has, as with what is good to have; nan where nothing is known.
    """

    risk: float
    fraction: float
    number: float


def attributable(numerators: Numbers, denominators: Numbers, best: int) -> Attributable:
    """The population attributable risk and fraction against the group at index `best`.

    With p the proportion of all and q that of the best group: risk p - q, fraction (p - q) / p,
    number (p - q) times all people. M. L. Levin, Acta Unio Internationalis Contra Cancrum 9 (1953),
    531-541; as a measure of inequality J. P. Mackenbach and A. E. Kunst, Social Science & Medicine
    44 (1997), 757-771, and World Health Organization, "Handbook on health inequality monitoring"
    (2013), section 3.7, which has its sign the other way round. It supposes that people would do
    as those of the best group do; it has no interval here. Groups without a figure are left out.
    """
    counts, totals = same_length(numerators, denominators)
    there = ~np.isnan(counts) & (totals > 0)
    if not there[best]:
        return Attributable(float("nan"), float("nan"), float("nan"))
    everybody, have = float(totals[there].sum()), float(counts[there].sum())
    number = have - everybody * float(counts[best] / totals[best])
    return Attributable(number / everybody, number / have if have else float("nan"), number)


def shares_borne(amounts: Numbers) -> Floats:
    """The fraction of the total that each group bears, which add up to 1; nan of nothing at all.

    An amount that is nan is left out of the total and stays nan. Amounts must not be negative.
    """
    (held,) = same_length(amounts)
    total = float(positive(held[~np.isnan(held)]).sum())
    return held / total if total else np.full(held.shape, np.nan)
