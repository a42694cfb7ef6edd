"""A question as the page sends it, for tests to send or to spoil."""

from __future__ import annotations

from typing import Any

CALLBACK = "/_dash-update-component"


def question(view: object = "ind=crime_2025", **changes: object) -> dict[str, Any]:
    return {
        "output": "reply.value",
        "outputs": {"id": "reply", "property": "value"},
        "inputs": [{"id": "view", "property": "value", "value": view}],
        "changedPropIds": ["view.value"],
        "parsedChangedPropsIds": ["view.value"],
        **changes,
    }
