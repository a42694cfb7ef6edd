"""Marks that publishers write in the place of a figure, and what each says about the figure.

A mark is never a nought. It makes the figure `suppressed` (known to the publisher, not told),
`missing` (not known) or `not_applicable` (there can be none). Who uses which:

[c] [low] [k] [u] [x] [w] [z]
                       the Government Statistical Service's symbols for tables: confidential; so
                       low that it rounds to nought and is none (low, k); of low reliability; not
                       available; none recorded in a survey; not applicable
c low k u x w z        the same without brackets (Department for Education, Welsh Government)
*  [*]  **             NHS England and NHS Digital: suppressed, too few people
:                      ONS and Eurostat: not available
..  .                  ONS before 2020 (harmonised symbols): not available; not applicable
-  –  —                many publishers, each with its own sense: taken as not available. Where a
                       publisher says that it is "not applicable", the table's `marks` say so
n/a  na  #n/a  null    spreadsheets: no figure is there, for whatever reason
(an empty cell)        no figure is there
"""

from __future__ import annotations

from collections.abc import Mapping

MARKS: dict[str, str] = {
    **dict.fromkeys(
        ("[c]", "c", "[low]", "low", "[k]", "k", "[u]", "u", "*", "**", "[*]"), "suppressed"
    ),
    **dict.fromkeys(
        ("[x]", "x", "[w]", "w", ":", "..", "-", "–", "—", "n/a", "na", "#n/a", "null", ""),
        "missing",
    ),
    **dict.fromkeys(("[z]", "z", "."), "not_applicable"),
}
OK = "ok"
# Of several parts the first of these that one of them is decides what the whole is.
ORDER = ("suppressed", "missing", "not_applicable")


def meaning(cell: str, own: Mapping[str, str]) -> str:
    """What a cell says: a status other than "ok" when it is a mark, in whatever case, else "ok".

    `own` are the marks to which a table gives a meaning of its own.
    """
    mark = cell.strip().lower()
    return own.get(mark, MARKS.get(mark, OK))
