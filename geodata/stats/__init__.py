"""Arithmetic on arrays. Each function says its formula and where that comes from.

Serving needs numpy only; the tests compare with scipy and with published worked examples.
"""

from geodata.stats.arrays import CONFIDENCE
from geodata.stats.attributable import Attributable, attributable, shares_borne
from geodata.stats.averages import (
    Weighted,
    share,
    weighted,
    weighted_mean,
    weighted_mean_by,
    weighted_quantile,
)
from geodata.stats.effects import SMALL, cohens_h, in_deviations, nearest
from geodata.stats.funnel import TAIL_95, TAIL_998, binomial_limit, dispersion, poisson_limit
from geodata.stats.gaps import (
    Contributions,
    IndicativeGap,
    change_of_gap,
    decompose,
    weighted_gap,
)
from geodata.stats.inequality import (
    Slope,
    concentration_curve,
    concentration_index,
    ridits,
    slope_index,
)
from geodata.stats.intervals import (
    byar_count,
    byar_rate,
    compare,
    interval_by,
    newcombe_difference,
    risk_ratio,
    wilson,
)
from geodata.stats.mixing import concentration, dissimilarity, diversity, isolation
from geodata.stats.ranks import rank_average, rank_competition
from geodata.stats.regression import (
    Line,
    spearman,
    student_quantile,
    weighted_line,
    weighted_pearson,
)

__all__ = [
    "CONFIDENCE",
    "SMALL",
    "TAIL_95",
    "TAIL_998",
    "Attributable",
    "Contributions",
    "IndicativeGap",
    "Line",
    "Slope",
    "Weighted",
    "attributable",
    "binomial_limit",
    "byar_count",
    "byar_rate",
    "change_of_gap",
    "cohens_h",
    "compare",
    "concentration",
    "concentration_curve",
    "concentration_index",
    "decompose",
    "dispersion",
    "dissimilarity",
    "diversity",
    "in_deviations",
    "interval_by",
    "isolation",
    "nearest",
    "newcombe_difference",
    "poisson_limit",
    "rank_average",
    "rank_competition",
    "ridits",
    "risk_ratio",
    "share",
    "shares_borne",
    "slope_index",
    "spearman",
    "student_quantile",
    "weighted",
    "weighted_gap",
    "weighted_line",
    "weighted_mean",
    "weighted_mean_by",
    "weighted_pearson",
    "weighted_quantile",
    "wilson",
]
