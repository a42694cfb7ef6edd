"""What scripts say is in one table; a script brings the words that it asks for and no others."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from page.script_words import WORDS, words_for
from settings import ROOT
from tests.corpus import literals
from tests.served import client_of

SCRIPTS = sorted((ROOT / "assets").glob("*.js"))
ASKED = re.compile(r'explorer\.words\("(\w+)"(?:, (\{[^}]*\}|\w+))?\)')
# What a reader would be told: words with a large letter first, or with a stop at their end.
SAID = re.compile(r"[A-Z][a-z]+(?: [\w ,.:;()]*)?|.* [a-z]+[.:] ?")
KEYS_OF_KEYBOARDS = {"Escape", "Enter", "Home", "End"}
COLOURS_OF_SYSTEMS = {"Canvas", "Highlight"}
WORDS_OF_GEOJSON = {"Feature", "Polygon"}


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_has_no_words_of_its_own(path: Path) -> None:
    texts = set(literals(path.read_text())) - KEYS_OF_KEYBOARDS - COLOURS_OF_SYSTEMS
    texts -= WORDS_OF_GEOJSON
    assert [text for text in texts if SAID.fullmatch(text)] == []


@pytest.mark.parametrize(
    ("text", "says"),
    [("The map", True), ("x shown.", True), ("Copied", True), ("move zoomend", False)],
)
def test_words_are_told_from_names(text: str, says: bool) -> None:
    assert bool(SAID.fullmatch(text)) == says


def test_every_word_is_asked_for_and_with_a_name_for_each_of_its_fields() -> None:
    script = "\n".join(path.read_text() for path in SCRIPTS)
    asked = {one[1]: one[2] for one in ASKED.finditer(script)}
    assert script.count("explorer.words(") == len(ASKED.findall(script))
    assert set(asked) == set(WORDS)
    for key, words in WORDS.items():
        fields = set(re.findall(r"\{(\w+)\}", words))
        given = set(re.findall(r"(\w+)(?::|,| \})", asked[key] or ""))
        if (asked[key] or "{").startswith("{"):
            assert fields <= given, key


@pytest.mark.parametrize("path", ["/map", "/embed?show=map", "/embed?show=wards", "/share"])
def test_each_script_of_a_page_brings_the_words_it_asks_for(path: str) -> None:
    client: FlaskClient = client_of()
    page = client.get(path).get_data(as_text=True)
    address = re.findall(r'(?:<script src|data-own)="(files/[^"]+\.js)"', page)[-1]
    script = client.get(f"/{address}").get_data(as_text=True)
    table = json.loads(script.split("explorer.words = explorer.wordsOf(")[1].split(");\n")[0])
    assert set(table) == {one[1] for one in ASKED.finditer(script)}
    assert all(WORDS[key] == words for key, words in table.items())


def test_a_script_that_says_nothing_brings_no_words() -> None:
    assert words_for("var one = 1;") == ""
