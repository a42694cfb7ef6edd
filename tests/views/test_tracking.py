"""What follows readers around is dropped in silence; what is not understood is named."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from page.embed_request import EmbedRequest, read_embed
from tests.views.test_view import WORDS
from views.key import keys_of
from views.keys import Keys
from views.tracking import NAMES, is_tracking, only_tracking
from views.view import View, parse, query_of

TAIL = st.text(string.ascii_lowercase + string.digits + "_", min_size=1, max_size=12)
FOLLOWING = st.one_of(
    st.builds(
        "{}_{}".format, st.sampled_from(["utm", "mtm", "pk", "mc", "hsa", "sc", "oly"]), TAIL
    ),
    st.builds(
        "{}{}".format, TAIL.filter(str.isalpha), st.sampled_from(["clid", "clickid", "braid"])
    ),
    st.builds("_{}".format, TAIL),
    st.sampled_from(sorted(NAMES)),
)


@given(st.lists(st.tuples(FOLLOWING, st.text(max_size=20).filter(lambda x: "&" not in x))))
def test_a_link_that_was_mailed_or_posted_is_the_same_view(extra):
    query = "ward=E05015018&measure=decile"
    hung = "&".join([query, *(f"{name}=x{len(value)}" for name, value in extra)])
    assert parse(hung, WORDS) == parse(query, WORDS)
    assert parse(hung.upper().replace("WARD=E05015018&MEASURE=DECILE", query), WORDS)[1] == ()


@pytest.mark.parametrize(
    "name", [*keys_of(View), *keys_of(Keys), "show", "height", "change", "find"]
)
def test_no_key_of_ours_is_taken_for_one(name):
    assert not is_tracking(name)


@pytest.mark.parametrize("name", ["colour", "wards", "gallery", "clidding", "click", "email"])
def test_what_is_only_unknown_is_still_named(name):
    view, ignored = parse(f"{name}=1", WORDS)
    assert ignored == (f"{name} (not part of a view)",)
    assert query_of(view, WORDS) == ""


@pytest.mark.parametrize(
    "name",
    ["msclkid", "at_medium", "gad_source", "hsCtaTracking", "utm-source", "fb_action_ids", "elq"],
)
def test_well_known_ones_are_known(name):
    assert is_tracking(name)


def test_a_query_of_nothing_else_asks_for_nothing():
    assert only_tracking("")
    assert only_tracking("utm_source=a&fbclid=1")
    assert not only_tracking("utm_source=a&ward=E05015018")
    assert not only_tracking("colour=red")


def test_embeds_ignore_them_too():
    plain = read_embed("show=wards&ward=E05015018")
    assert isinstance(plain, EmbedRequest)
    assert (
        read_embed("show=wards&ward=E05015018").show == read_embed("show=wards&utm_source=a").show
    )
