"""How mixed a place is, and how unevenly groups are spread over places."""

from __future__ import annotations

import numpy as np

from geodata.stats.arrays import Floats, Numbers, present


def concentration(counts: Numbers) -> Floats:
    """The sum of squared shares of each row's groups: 1 when everybody is of one group.

    Simpson's index with replacement: E. H. Simpson, "Measurement of diversity", Nature 163 (1949),
    688; in economics that of O. C. Herfindahl (1950). nan for a row of nobody.
    """
    table = np.asarray(counts, dtype=np.float64)
    total = table.sum(axis=-1, keepdims=True)
    shares = table / np.where(total > 0, total, np.nan)
    return np.asarray((shares**2).sum(axis=-1), dtype=np.float64)


def diversity(counts: Numbers) -> Floats:
    """One less `concentration`: the chance that two drawn at random are of different groups.

    The Gini-Simpson index. 0 when all are of one group; 1 - 1/k when k groups are of one size.
    """
    return 1 - concentration(counts)


def dissimilarity(group: Numbers, others: Numbers) -> float:
    """The share of a group that would have to move for it to be spread as the others are.

    Half the sum over places of |a/A - b/B|: O. D. Duncan and B. Duncan, "A methodological analysis
    of segregation indexes", American Sociological Review 20 (1955), 210-217. 0 is even, 1 apart. It
    depends on the size of the places. nan when either is nobody.
    """
    a, b = present(group, others)
    if a.sum() <= 0 or b.sum() <= 0:
        return float("nan")
    return float(np.abs(a / a.sum() - b / b.sum()).sum() / 2)


def isolation(group: Numbers, others: Numbers) -> float:
    """The share of the group in the place where the average member of the group lives, 0 to 1.

    The sum over places of a/A times a/(a + b): W. Bell, "A probability model for the measurement of
    ecological segregation", Social Forces 32 (1954), 357-364; xPx of D. S. Massey and N. A. Denton,
    Social Forces 67 (1988), 281-315. It grows with the group's share of all people. nan when the
    group is nobody.
    """
    a, b = present(group, others)
    there = a > 0
    if not there.any():
        return float("nan")
    return float((a[there] / a.sum() * a[there] / (a + b)[there]).sum())
