"""What is said of local figures, wherever they are shown: here alone."""

from __future__ import annotations

from geodata.own.rule import LEAST, MOST, MOVES

MARK = "local figures, rounded"
SENTENCE = "Local figures, rounded to 5; small counts not shown"
CAVEAT = (
    f"Local figures. Counts of {LEAST} to {MOST} are not shown, nor are others from which one "
    "would follow. The rest are rounded to 5. A figure that was shown before changes only once "
    f"the count has moved by {MOVES} or more. It can be up to {MOVES - 1} from the count. Larger "
    "areas add up what is shown: what is not is left out of count and total alike."
)
METHOD = "{Counts}, divided by {out_of}. Both are rounded to 5 first."
DEFINITION = "{Counts} as a share of {out_of}{who}."
SENTENCE_OF_A_PLACE = (
    "{{place}}: {{value}} ({{numerator}} of {{denominator}}, rounded). {Counts}, of {out_of}{who}."
)
POLARITY = {
    "better": ("more_is_better", "highest share", "lowest share"),
    "worse": ("more_is_worse", "highest share", "lowest share"),
    "neither": ("neutral", "highest share", "lowest share"),
}


def definition(counts: str, out_of: str, who: str) -> str:
    """What a figure of a file is, by the file's own words and those of its dose, age and sex."""
    return DEFINITION.format(Counts=capital(counts), out_of=out_of, who=who)


def capital(text: str) -> str:
    """The text with a capital letter at its start."""
    return text[:1].upper() + text[1:]
