"""A chart's picture as a tree, drawn for the place where it stands: page, embed or file.

On a page and in an embed, marks can be pressed. On a page they also say what they stand for: the
code of a place, or the letter of a class of areas, by which a browser finds them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from charts.svg import NONE, SIZE, WIDTH, Marks, Value, box, tag
from layers.palette import INK

Place = Literal["page", "embed", "file"]


@dataclass(frozen=True, slots=True)
class Link:
    """Marks that lead somewhere, named for those who cannot see them.

    `hit` is the area that can be pressed, `of` what the marks stand for, if that is a place.
    Without an `href`, and in a file, the marks are a group.
    """

    href: str
    words: str
    current: bool
    hit: Marks
    marks: tuple[Marks, ...]
    of: str = ""

    def draw(self, place: Place) -> Marks:
        """A link, or a group; a file has no area to press."""
        if place == "file":
            return tag("g", *self.marks)
        of = self.of if place == "page" and self.of else None
        if not self.href:
            return tag("g", self.hit, *self.marks, data_of=of)
        return tag(
            "a",
            self.hit,
            *self.marks,
            href=self.href,
            rel="nofollow",
            aria_label=self.words,
            aria_current="true" if self.current else None,
            data_of=of,
        )


@dataclass(frozen=True, slots=True)
class Point:
    """A circle that stands for the place of a code, with a title or "". All are escaped already."""

    code: str
    look: str
    title: str

    def draw(self, place: Place) -> Marks:
        """The circle with its title, if any; what it stands for is the page's alone."""
        of = f' data-of="{self.code}"' if place == "page" else ""
        title = f"<title>{self.title}</title>" if self.title else ""
        return Marks(f"<circle{of} {self.look}>{title}</circle>")


@dataclass(frozen=True, slots=True)
class Group:
    """Links, points and marks that share attributes."""

    nodes: tuple[Node, ...]
    attributes: dict[str, Value]

    def draw(self, place: Place) -> Marks:
        """The group around what is in it."""
        return tag("g", drawn(self.nodes, place), text="", **self.attributes)


Node = Marks | Link | Point | Group


def drawn(nodes: Iterable[Node], place: Place) -> Marks:
    """Nodes as they are in a place, one after another."""
    return Marks("".join(one if isinstance(one, str) else one.draw(place) for one in nodes))


def group(*nodes: Node, **attributes: Value) -> Group:
    """Nodes that share attributes, which are named as those of `tag`."""
    return Group(nodes, attributes)


def link(
    href: str,
    *marks: Marks,
    words: str,
    current: bool = False,
    hit: tuple[float, float, float, float] | None = None,
    reach: str = "",
    of: str = "",
) -> Link:
    """Marks that lead somewhere.

    `hit` is x, y, width and height of the area to press, which lights up; `reach` is the path of
    one that is never seen, as the style sheet has it for marks in a group of `points`.
    """
    area = Marks(f'<path class="hit" d="{box(*hit)}" fill-opacity="0"/>') if hit else NONE
    if reach:
        area = Marks(f'<path d="{reach}"/>')
    return Link(href, words, current, area, marks, of)


@dataclass(frozen=True, eq=False)
class Picture:
    """A chart's SVG, `height` units of the viewBox tall; as text or as HTML it is the page's.

    `labelled_by` is the id of its title. `hook` names the behaviour a browser may add.
    """

    nodes: tuple[Node, ...]
    height: int
    labelled_by: str
    role: str
    hook: str

    def inside(self, place: Place) -> Marks:
        """The marks without the SVG around them."""
        return drawn(self.nodes, place)

    def draw(self, place: Literal["page", "embed"]) -> Marks:
        """The whole element. In an embed nothing is a group of links where no link is left."""
        alone = place == "embed" and not _leads(self.nodes)
        return tag(
            "svg",
            self.inside(place),
            viewBox=f"0 0 {WIDTH} {self.height}",
            class_="chart",
            role="img" if alone else self.role,
            aria_labelledby=self.labelled_by,
            xmlns="http://www.w3.org/2000/svg",
            font_family="system-ui, -apple-system, Segoe UI, Roboto, Arial, sans-serif",
            font_size=SIZE,
            fill=INK,
            **{self.hook: ""},
        )

    def __str__(self) -> str:
        return self.draw("page")

    __html__ = __str__


def _leads(nodes: Iterable[Node]) -> bool:
    return any(
        _leads(one.nodes) if isinstance(one, Group) else isinstance(one, Link) and bool(one.href)
        for one in nodes
    )


def picture(
    *nodes: Node,
    height: float,
    labelled_by: str,
    role: str = "group",
    hook: str = "data-roving",
) -> Picture:
    """The picture of the nodes, drawn later for the place where it stands."""
    return Picture(nodes, round(height), labelled_by, role, hook)
