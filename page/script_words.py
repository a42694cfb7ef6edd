"""What the browser's scripts say: one table, of which each published script brings what it says.

Scripts fill in the fields in braces and compose nothing else. The words come with the scripts and
not in an answer, because most of them are needed when no answer comes.
"""

from __future__ import annotations

import json

WORDS = {
    # what is shown, and what is still shown where something new has not arrived
    "map": "The map",
    "circles": "The circles",
    "clusters": "The clusters",
    "practices": "The practices",
    "venues": "The venues",
    "points": "The practices and venues",
    "outlines": "The outlines of the wards",
    "both": "{first}, with {second}",
    "still_map": "The map still shows {name}.",
    "still_second": "The second map still shows {name}.",
    "still_circles": "The circles still count {name}.",
    "still_practices": "The practices still show {name}.",
    "still_charts": "The charts still show the view before.",
    "finer": "Finer outlines",
    "still_coarse": "The map still shows simpler outlines.",
    "still_table": "Everything on the map is in the table below.",
    "loading": "{name}: still loading.",
    "failed": "{name} could not be loaded; trying again.",
    "unanswered": "The server has not answered; trying again.",
    "answers_late": "Still loading. The answers below are to the choice before.",
    "answers_missing": "The server has not answered; trying again. The answers below are to the "
    "choice before.",
    "no_streets": "The street map could not be loaded. Areas and ward outlines are still drawn.",
    "no_search": "The search could not be reached. Try again.",
    # travelling over a map
    "a_map": "Map.",
    "map_of": "Map. {title}.",
    "map_role": "map of areas",
    "keys": "{name} Arrow keys move between neighbouring areas, Page Down goes to the next by "
    "rank. Plus and minus zoom, zero returns to the start, Escape leaves.",
    "keys_to_choose": "{name} Arrow keys move between neighbouring areas, Page Down goes to the "
    "next by rank, Enter chooses an area. Plus and minus zoom, zero returns to the start, Escape "
    "leaves.",
    "no_neighbour": "No neighbouring area in that direction.",
    "last_area": "That was the last area.",
    "empty_box": "No area lies in the rectangle.",
    "chosen": "Chosen",
    "choose_match": "{message} Arrow down to choose.",
    "choose_only": "{message} Enter to choose it.",
    # layers
    "layer_shown": "{name} shown.",
    "layer_hidden": "{name} hidden.",
    "layer_above": "{name}, now above {other}.",
    "layer_below": "{name}, now below {other}.",
    "layer_stays": "{name} cannot move further.",
    # dates
    "latest": "Latest figures",
    "stop": "Stop",
    # copying, sharing and paper
    "copied": "Copied",
    "copied_view": "Link copied. It opens exactly this view.",
    "copied_chart": "Link copied. It opens this view at this chart.",
    "copy_by_hand": "Copy it from the address bar",
    "not_copied": "The browser did not allow copying. Copy the link from the address bar.",
    "chart_not_copied": "The browser did not allow copying. The link is in the address bar.",
    "copy_by_keys": "Selected. Press Ctrl and C to copy",
    "shared": "The lines, the picture and the preview are those of your choice.",
    "press_show": "Press Show to see what you chose.",
    "no_window": "This page does not let a link open a window. The address is: {address}",
    "first_map": "Map",
    "second_map": "Second map",
    # planning
    "no_plan": "The venues could not be worked out. Change something, or load the page again.",
    "plan_cancelled": "Cancelled. Change something to work out the venues again.",
    "printed": "Printed on {day} from {address}",
}


def words_for(script: str) -> str:
    """The statement that gives a script, as text, the words that it asks for; "" for none."""
    said = {key: words for key, words in WORDS.items() if f'explorer.words("{key}"' in script}
    return f"explorer.words = explorer.wordsOf({json.dumps(said)});" if said else ""
