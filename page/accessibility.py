"""The accessibility statement that public bodies owe their readers."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import htpy as h

from geodata.format import day
from geodata.text_files import read_toml
from page.shell import Page, Site

STATEMENT = Path(__file__).with_suffix(".toml")


@cache
def _statement() -> dict[str, Any]:
    return read_toml(STATEMENT, "the accessibility statement")


def accessibility(site: Site) -> Page:
    """What works for whom, what does not, and whom to tell."""
    said = _statement()
    return Page(
        "Accessibility statement",
        [
            h.h1["Accessibility statement"],
            h.p[
                f"This statement is about the {site.place} Inequalities Explorer. Everybody "
                "should be able to use it: by keyboard, by ear, at 400% zoom and on paper."
            ],
            h.h2["How accessible it is"],
            h.p[
                "It is made to meet the Web Content Accessibility Guidelines 2.2 at level AA. "
                "These parts do not work for everybody:"
            ],
            h.ul[(h.li[one] for one in said["limits"])],
            h.h2["Tell us"],
            contact(site),
            h.h2["If the answer does not help"],
            h.p[
                "The Equality and Human Rights Commission enforces the Public Sector Bodies "
                "(Websites and Mobile Applications) Accessibility Regulations. The ",
                h.a(href="https://www.equalityadvisoryservice.com/")[
                    "Equality Advisory and Support Service"
                ],
                " advises you.",
            ],
            h.h2["How it was tested"],
            h.ul[(h.li[one] for one in said["tested"])],
            h.p(".quiet")[f"Prepared on {day(said['prepared'].isoformat())}."],
        ],
    )


def contact(site: Site) -> h.Renderable:
    """Whom readers turn to: what the deployment has set, or how to find out."""
    found = site.contact
    if not found:
        return h.p[
            "No contact is set for this site. Please tell the organisation that gave you its "
            "address."
        ]
    address = f"mailto:{found}" if "@" in found and "://" not in found else found
    return h.p[
        "Is something hard to use, wrong or missing? Write to ", h.a(href=address)[found], "."
    ]
