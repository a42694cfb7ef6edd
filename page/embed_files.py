"""The style sheets and scripts of embeds, put together from `assets/`."""

from __future__ import annotations

from page.embed_document import EmbedFiles
from page.files import ASSETS, Files
from page.view_files import Published

STYLES = ("tokens.css", "page.css", "charts.css", "embed.css", "targets.css")
SCRIPTS = ("embed_open.js", "embed_height.js")
MAP_SCRIPTS = (
    *(
        "canvas.js",
        "look.js",
        "renderer.js",
        "script.js",
        "arcs.js",
        "packed.js",
        "hand.js",
        "squares.js",
        "discs.js",
        "embed_layers.js",
        "embed_map.js",
    ),
)
HOST_SCRIPT = "embed_host.js"


def publish(files: Files, published: Published) -> EmbedFiles:
    """Publish them and say where they are; `published` are the files that maps share."""
    return EmbedFiles(
        style=files.add_assets("embed.css", *STYLES),
        script=files.add_scripts("embed.js", *SCRIPTS),
        map_style=files.add_assets(
            "embed-map.css", "vendor/leaflet.css", "names.css", *STYLES, "forced.css"
        ),
        map_script=files.add_scripts("embed-map.js", "vendor/leaflet.js", *SCRIPTS, *MAP_SCRIPTS),
        share_script=files.add_scripts("share.js", "share_page.js", HOST_SCRIPT),
        published=published,
    )


def host_script() -> bytes:
    """The script that a host page may load to give its embeds the height they ask for."""
    return (ASSETS / HOST_SCRIPT).read_bytes()
