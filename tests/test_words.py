"""Every sentence the application can print: short, plain, and one name for one thing.

The rules are those of CONTRIBUTING.md, "Words". `tests/corpus.py` gathers the texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from callbacks.answer import Explorer
from charts.words import LONGEST
from geodata.store import Store
from tests import corpus
from tests.corpus import Piece
from tests.sample import without_siblings
from tests.served import client_of, town_client

SPACES = re.compile(r" {2}|[\n\t\u00a0]| [.,;:](?= |$)|\d\s%")
# What readers call it, and what nobody but its makers calls it so.
ONE_NAME = {
    "chosen": r"pick(s|ed|ing)?",
    "figure": r"indicators?(?! \d)",
    "key": r"legends?",
    "layer": r"overlays?",
    "no first dose": r"unvaccinated|not vaccinated",
}
PRIVATE = re.compile(
    r"\b(bundles?|fragments?|masks?|payload|callbacks?|polarity|headlines?|vintages?|nan|NaN|None"
    r"|null|undefined|lsoa\w*|msoa\w*|[a-z]+_[a-z_]+)\b(?! of)"
)
NONE_OF = re.compile(r"\bNone (of|is|has|to)\b")
TERMS = re.compile(r"(neighbourhoods?|small areas?) \([ML]SOAs?\b", re.IGNORECASE)
FIELD = re.compile(r"\b[ML]SOAs?\b")
# One thing that is spoken of as if it were several of them.
ONE_THING = re.compile(
    r"\b[Tt]he 1 [a-z]|\bof the 1(?![\d,.])|\b(?:0|1|None) of 1 [a-z]|\b1 area you chose"
    r"|(?<![\d.,])\b1 (?:people|patients|households|practices|areas|small areas"
    r"|neighbourhoods|wards)\b"
    r"|(?<![\d.,])\b1 of [\d,]+ [a-z ]+ (?:are|have|stand|lie)\b|\bare 1 of\b"
)
ADDRESS = re.compile(r"\S*(?:/|@|\?)\S*\w\S*")


def length(sentence: str) -> int:
    return len([word for word in sentence.split() if word.strip(".,;:()–")])


def wrong(piece: Piece) -> Iterator[str]:
    """What is wrong with a text."""
    for sentence in piece.sentences:
        if length(sentence) > LONGEST:
            yield f"{length(sentence)} words"
    if SPACES.search(piece.text):
        yield "spaces"
    plain = NONE_OF.sub("", ADDRESS.sub("", piece.text))
    for name, others in ONE_NAME.items():
        if re.search(rf"\b({others})\b", plain, re.IGNORECASE):
            yield f'it is called "{name}"'
    if ONE_THING.search(plain):
        yield "one thing as if it were several"
    if FIELD.search(TERMS.sub("", plain)):
        yield "a term of the field alone"
    found = PRIVATE.search(plain)
    if found and piece.place != "cell":  # names of columns are for programs
        yield f"a private word: {found[0]}"


def listed(found: Iterator[Piece]) -> str:
    """The texts that are wrong, the first twenty of them."""
    every = [
        f"{what} | {one.place} of {one.page} | {one.text}" for one in found for what in wrong(one)
    ]
    return "\n".join([f"{len(every)} texts"] * bool(every) + every[:20])


@pytest.fixture(scope="module")
def here(store: Store) -> tuple[Piece, ...]:
    client = client_of()
    return corpus.distinct(corpus.of_application(client, store))


@pytest.fixture(scope="module")
def there(town: Store, town_bundles: Path) -> tuple[Piece, ...]:
    return corpus.distinct(corpus.of_application(town_client(town_bundles), town))


def test_every_text_of_every_page_is_short_and_plain(here: tuple[Piece, ...]) -> None:
    assert listed(iter(here)) == ""


def test_every_text_about_the_invented_town_is_short_and_plain(there: tuple[Piece, ...]) -> None:
    assert listed(iter(there)) == ""


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("word " * LONGEST + "more.", f"{LONGEST + 1} words"),
        ("Two  spaces.", "spaces"),
        ("That is 23.6 % here.", "spaces"),
        ("2 areas you picked.", 'it is called "chosen"'),
        ("The indicator shown.", 'it is called "figure"'),
        ("In 42 MSOAs.", "a term of the field alone"),
        ("In the 1 area.", "one thing as if it were several"),
        ("1 of 1 practice is above.", "one thing as if it were several"),
        ("1 people live there.", "one thing as if it were several"),
        ("1 of 32 practices stand here.", "one thing as if it were several"),
        ("The value is nan.", "a private word: nan"),
        ("By uptake_first.", "a private word: uptake_first"),
    ],
)
def test_each_rule_finds_what_it_is_for(text: str, what: str) -> None:
    assert list(wrong(Piece("", "p", text))) == [what]


@pytest.mark.parametrize(
    "text",
    [
        " ".join(["word"] * LONGEST) + ".",
        "23.6% no first dose, Stockport 18.6%.",
        "In 42 neighbourhoods (MSOAs) of small areas (LSOAs).",
        "1 of 32 practices stands in 1 area of 1,001 people.",
        "None of 7 areas. Public health profiles, indicator 93553.",
    ],
)
def test_what_is_plain_passes(text: str) -> None:
    assert list(wrong(Piece("", "p", text))) == []


def test_a_page_is_read_as_its_readers_see_and_hear_it() -> None:
    markup = (
        "<!doctype html><title>A – B</title><script>let no = 1;</script><h1>Fish &amp; chips</h1>"
        '<p>Read <a href="/x">the help</a>, please.<span>Or</span><span>not</span></p>'
        '<button aria-label="Close it">×</button><svg><text>9%</text></svg>'
    )
    found = [(one.place, one.text) for one in corpus.pieces("/", markup)]
    assert found == [
        ("title", "A – B"),
        ("h1", "Fish & chips"),
        ("p", "Read the help, please."),
        ("p", "Or"),
        ("p", "not"),
        ("aria-label", "Close it"),
        ("button", "×"),
        ("text", "9%"),
    ]


def test_every_kind_of_text_is_gathered(here: tuple[Piece, ...]) -> None:
    texts = {one.text for one in here}
    for said in (
        "Nothing is called that. Did you mean one of these?",
        "Quintiles are national.",
        "There is no page at this address. The explorer is at the start of the site.",
        "Where do deprivation and low uptake meet?",
        "Copy these lines into the page, where the map or chart should stand.",
        "A cell without a value is empty. Its row says why, in the column of that name.",
        "Shaded as: quintile 1 (most deprived)",
    ):
        assert said in texts, said


HEADING = re.compile(r"(?:Which|Where|Who|How|Do|Does|Did|At which) .*\?|.+ first: |No chart of ")


def test_headings_of_charts_are_questions_or_facts_and_no_names_of_fields(
    store: Store, town: Store
) -> None:
    for place in (store, town):
        explorer = Explorer(place)
        for one in without_siblings(place.catalogue.of_areas):
            answer = explorer.answer(f"ind={one.key}&over=practices")
            shown = (*explorer.panels(answer), "areas")
            titles = [explorer.chart(key, answer).title for key in shown]
            assert [title for title in titles if not HEADING.match(title)] == []


def test_every_sentence_of_the_scripts_is_short_and_plain() -> None:
    assert listed(corpus.of_scripts()) == ""
