"""The style sheets and scripts of embeds, put together from `assets/`."""

from __future__ import annotations

from pathlib import Path

from callbacks.files import Files
from page.embed_document import EmbedFiles

ASSETS = Path(__file__).resolve().parents[1] / "assets"
STYLES = ("page.css", "charts.css", "embed.css")
SCRIPTS = ("embed_open.js", "embed_height.js")
HOST_SCRIPT = "embed_host.js"


def publish(files: Files) -> EmbedFiles:
    """Publish them and say where they are."""
    return EmbedFiles(
        style=files.add("embed.css", _joined(*STYLES)),
        script=files.add("embed.js", _joined(*SCRIPTS)),
        map_style=files.add("embed-map.css", _joined("vendor/leaflet.css", *STYLES)),
        map_script=files.add(
            "embed-map.js", _joined("vendor/leaflet.js", *SCRIPTS, "embed_map.js")
        ),
        share_script=files.add("share.js", _joined("share_page.js", HOST_SCRIPT)),
    )


def host_script() -> bytes:
    """The script that a host page may load to give its embeds the height they ask for."""
    return (ASSETS / HOST_SCRIPT).read_bytes()


def _joined(*names: str) -> bytes:
    return b"\n".join((ASSETS / name).read_bytes() for name in names)
