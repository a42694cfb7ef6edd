"""What an embed's address asks for, and where its links lead."""

from __future__ import annotations

import pytest

from callbacks.answer import Explorer
from page.embed_request import SHOWN, answer_embed, changeable, fixed, read_embed

WARD = "E05015018"


def test_an_address_is_read_and_printed_again() -> None:
    embed = read_embed(f"show=wards&change=ward,rankby&ward={WARD}")
    assert (embed.show, embed.change, embed.query) == ("wards", ("ward", "rankby"), f"ward={WARD}")
    assert embed.address() == f"embed?show=wards&change=ward,rankby&ward={WARD}"


def test_ticked_boxes_are_read_like_a_list() -> None:
    assert read_embed("show=map&change=ward&change=ind").change == ("ind", "ward")


def test_what_cannot_be_changed_is_dropped_and_what_does_not_exist_is_refused() -> None:
    assert read_embed("show=wards&change=x,colour,ward").change == ("ward",)
    with pytest.raises(KeyError):
        read_embed("show=nonsense")
    assert read_embed("a=" + "b" * 9_000).show == "map"


@pytest.mark.parametrize("show", SHOWN)
def test_every_embed_offers_a_ward(show: str) -> None:
    assert "ward" in changeable(show)


def test_links_stay_in_the_embed_or_lead_nowhere(explorer: Explorer) -> None:
    _, answer = answer_embed(read_embed("show=wards&change=ward"), explorer)
    link = answer.context.href
    assert link(ward=(WARD,), area=()) == f"embed?show=wards&change=ward&ward={WARD}"
    assert link(rows="all") == "embed?show=wards&change=ward&rows=all"
    assert link(area=("E01005744",)) == ""
    assert link(ind="imd_2019") == ""
    assert link() == ""


def test_a_form_carries_the_rest_of_the_view(explorer: Explorer) -> None:
    query = f"show=map&change=ward&ward={WARD}&measure=decile&rows=all&colour=red"
    embed, _ = answer_embed(read_embed(query), explorer)
    assert fixed(embed) == {"show": "map", "change": "ward", "measure": "decile"}
