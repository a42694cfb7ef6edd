"""The grammar of postcodes: whole ones inside any text, and parts of one. Pure.

A postcode is an outward code (A9, A99, A9A, AA9, AA99, AA9A) and an inward code (9AA). Where the
grammar asks for a digit, a letter that looks like one is read as it, and the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

OUTWARD = ("A9", "A99", "A9A", "AA9", "AA99", "AA9A")
INWARD = "9AA"
DIGITS = {"O": "0", "Q": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "G": "6", "B": "8"}
LETTERS = {"0": "O", "1": "I", "2": "Z", "5": "S", "6": "G", "8": "B"}
WORD = re.compile(r"[A-Z0-9]+")
LONGEST = 7  # letters and digits of a whole postcode


def words_of(text: str) -> list[str]:
    """The runs of letters and digits of a text, in capitals."""
    return WORD.findall(text.upper())


def wholes(text: str) -> Iterator[tuple[str, int]]:
    """Everything in a text that can be read as a whole postcode, "SK1 1UA", in reading order.

    With each comes how many letters or digits had to be read as the other kind. The text can be of
    any length, with any spacing; a text that is nothing but a postcode may be spaced anyhow.
    """
    words = words_of(text)
    whole = "".join(words)
    tokens = [whole] if len(whole) <= LONGEST else []
    tokens += [token for at, word in enumerate(words) for token in (word, *_pair(words, at))]
    for token in tokens:
        if len(token) <= LONGEST:
            yield from _read(token[:-3], token[-3:])


def _pair(words: list[str], at: int) -> tuple[str, ...]:
    following = words[at + 1 : at + 2]
    return (words[at] + following[0],) if following and len(following[0]) == 3 else ()


def _read(outward: str, inward: str) -> Iterator[tuple[str, int]]:
    end = fitted(inward, INWARD)
    for shape in OUTWARD:
        start = fitted(outward, shape)
        if start and end:
            yield f"{start[0]} {end[0]}", start[1] + end[1]


def parts(text: str) -> Iterator[tuple[str, str, int]]:
    """How a text can be read as the start of postcodes: outward code, start of the inward code,
    and how many letters or digits had to be read as the other kind.

    The likeliest comes first: "SK11" is the outward code SK11 before it is SK1 1. An area such as
    "SK" comes with the inward code "*".
    """
    words = words_of(text)
    if not words or len(words) > 2 or len("".join(words)) >= LONGEST:
        return
    if len(words) == 2:
        yield from _split(*words)
        return
    (word,) = words
    for shape in OUTWARD:
        found = fitted(word, shape)
        if found:
            yield found[0], "", found[1]
    for length in (1, 2):
        yield from _split(word[:-length], word[-length:])
    if word.isalpha() and len(word) <= 2:
        yield word, "*", 0


def _split(outward: str, inward: str) -> Iterator[tuple[str, str, int]]:
    end = fitted(inward, INWARD[: len(inward)]) if len(inward) < len(INWARD) else None
    for shape in OUTWARD:
        start = fitted(outward, shape)
        if start and end:
            yield start[0], end[0], start[1] + end[1]


def fitted(text: str, shape: str) -> tuple[str, int] | None:
    """Text read by a shape of A (a letter) and 9 (a digit): what it says, and how many were read
    as the other kind; None where it does not fit.
    """
    if len(text) != len(shape):
        return None
    said = ""
    for letter, wanted in zip(text, shape, strict=True):
        fits = letter.isdigit() == (wanted == "9")
        other = DIGITS if wanted == "9" else LETTERS
        if not fits and letter not in other:
            return None
        said += letter if fits else other[letter]
    return said, sum(one != two for one, two in zip(text, said, strict=True))
