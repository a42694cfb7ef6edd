"""Text of more than one line in a picture: broken between words, counted before it is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from charts import svg
from charts.svg import Marks

LEADING = 1.32


@dataclass(frozen=True)
class Block:
    """Lines of text of one size."""

    lines: tuple[str, ...]
    size: int
    bold: bool = False
    quiet: bool = False

    @property
    def height(self) -> float:
        """What the lines take up, room after the last included."""
        return len(self.lines) * self.size * LEADING

    def draw(self, x: float, top: float) -> Marks:
        """The lines with the first one's head at `top`."""
        return svg.join(
            *(
                svg.label(
                    x,
                    top + self.size + number * self.size * LEADING,
                    line,
                    size=self.size,
                    bold=self.bold,
                    quiet=self.quiet,
                )
                for number, line in enumerate(self.lines)
            )
        )


def block(
    text: str, width: float, *, size: int, most: int = 99, bold: bool = False, quiet: bool = False
) -> Block:
    """Text broken to a width; what does not fit in `most` lines is cut with an ellipsis."""
    lines = _broken(text, width, size)
    if len(lines) > most:
        rest = " ".join(lines[most - 1 :])
        lines = [*lines[: most - 1], _cut(rest, width, size)]
    return Block(tuple(lines), size, bold=bold, quiet=quiet)


def _broken(text: str, width: float, size: int) -> list[str]:
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and svg.text_width(longer, size=size) <= width:
            lines[-1] = longer
        else:
            lines.append(svg.shortened(word, width, size=size))
    return lines


def _cut(text: str, width: float, size: int) -> str:
    while text and svg.text_width(text + "…", size=size) > width:
        text = text.rpartition(" ")[0]
    return text.rstrip(" ,;") + "…"
