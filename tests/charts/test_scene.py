"""One picture in its three places: what can be pressed, what a browser finds, what is an image."""

from __future__ import annotations

from charts import scene, svg

TEXT = svg.label(1, 2, "Ward")


def drawn_with(href: str) -> scene.Picture:
    row = scene.link(href, TEXT, words="A & B", current=True, hit=(0, 0, 10, 5))
    points = scene.group(scene.Point("X1", 'r="3"', "Area"), row, fill="none")
    return scene.picture(points, height=20, labelled_by="title")


def test_a_page_and_an_embed_keep_links_that_lead_somewhere() -> None:
    picture = drawn_with("?ward=1")
    page = str(picture)
    assert page == picture.draw("page")
    link = '<a href="?ward=1" rel="nofollow" aria-label="A &amp; B" aria-current="true">'
    assert link + '<path class="hit"' in page
    assert 'role="group"' in page
    assert '<circle data-of="X1" r="3"><title>Area</title></circle>' in page
    assert picture.draw("embed") == page.replace(' data-of="X1"', "")


def test_marks_say_on_a_page_alone_what_they_stand_for() -> None:
    for href, start in (("?ward=1", "<a "), ("", "<g")):
        row = scene.link(href, TEXT, words="A", of="E1")
        assert row.draw("page").startswith(start)
        assert ' data-of="E1">' in row.draw("page")
        assert "data-of" not in row.draw("embed") + row.draw("file")


def test_a_link_without_an_address_is_a_group_and_an_embed_without_links_an_image() -> None:
    picture = drawn_with("")
    embed = picture.draw("embed")
    assert "<a " not in embed
    assert '<g><path class="hit"' in embed
    assert 'role="img"' in embed
    assert 'role="group"' in picture.draw("page")


def test_a_file_has_no_links_areas_to_press_or_hooks() -> None:
    circle = '<circle r="3"><title>Area</title></circle>'
    expected = f'<g fill="none">{circle}<g>{TEXT}</g></g>'
    assert drawn_with("?ward=1").inside("file") == drawn_with("").inside("file") == expected
