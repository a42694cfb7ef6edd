"""The application: `create_app(settings)`, and `create_server()` for a WSGI server."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

import dash
from flask import Flask, abort, redirect, request
from markupsafe import Markup

from callbacks.answer import Explorer
from callbacks.register import layout, register
from geodata.catalogue import CATALOGUE_DIR
from geodata.errors import BundleError, ExplorerError
from geodata.reach.planner import Planner
from geodata.store import Store
from page.document import DashParts, document
from page.doors import EXCHANGES, SCRIPTED, STYLES, WAYS, register_doors, write_door
from page.downloads import register_downloads
from page.embed_document import EmbedFiles
from page.embed_files import publish
from page.embeds import register_embeds
from page.files import Files
from page.gaps_routes import register_gaps
from page.pictures import register_pictures
from page.preview import as_asked, start_of
from page.reach_routes import register_reach
from page.refusal import refusal_page
from page.robots import register_robots
from page.routes import register_routes
from page.share import register_share
from page.shell import MAP_PATH, Site
from page.styles import INSERTED_STYLES
from page.view_files import publish_view
from serving.assemble import Deployment, assemble
from serving.audience import Alone, Doorkeeper, check_audience
from serving.compression import compress
from serving.headers import Policy
from serving.metrics import Metrics
from serving.questions import known_questions
from serving.refusals import DRESSED
from settings import Settings, from_environment
from views.tracking import only_tracking
from views.view import View, parse

CONFIG = "<!-- what Dash signs anew for each reader -->"
REMEMBERED = 16  # documents of the map, of 200 kB each
PRELOADED = ("_dash-layout", "_dash-dependencies")


class ExplorerApp(dash.Dash):
    """Dash, with the document written by `page` and the scripts of `page/suite.py`."""

    def __init__(
        self, settings: Settings, catalogue: Path, metrics: Metrics | None, others: str
    ) -> None:
        super().__init__(
            "explorer",
            server=Flask("explorer", static_folder=None),  # type: ignore[arg-type]
            routes_pathname_prefix="/",
            requests_pathname_prefix=settings.prefix,
            assets_ignore=".*",
            title="",
            update_title="",
        )
        self._settings = settings
        store = Store.open(settings.bundle, catalogue_dir=catalogue)
        self._remembered = lru_cache(REMEMBERED)(self._document)
        self._explorer = Explorer(
            store, streets=settings.basemap == "on", tiles=settings.basemap != "none"
        )
        check_bundle(self._explorer.store, settings)
        files = Files()
        self._published = publish_view(files, self._explorer.store)
        self._site = replace(site_of(settings, self._explorer, files), others=others)
        self.server.extensions[DRESSED] = partial(refusal_page, self._site)
        self.layout = layout(self._explorer)
        register(self, self._explorer)
        register_routes(self.server, self._explorer)
        register_doors(self.server, self._site)
        register_reach(self.server, self._site)
        register_robots(self.server, root=settings.prefix, starts=[one.path for one in WAYS])
        register_pictures(self.server, self._explorer)
        self._register_sharing(publish(files, self._published))
        files.register(self.server)
        compress(self.server)
        assemble(
            self.server,
            replace(deployment(settings, self._explorer.store), metrics=metrics),
            callback="/_dash-update-component",
            questions=cache(lambda: known_questions(self.callback_map)),
        )

    def _register_sharing(self, files: EmbedFiles) -> None:
        """The routes of embeds, of the page that hands them out, and of files that link back."""
        origins = self._settings.frame_ancestors
        site = {
            "address": self._settings.address,
            "prefix": self.config.requests_pathname_prefix,
        }
        register_downloads(self.server, self._explorer, **site)
        register_embeds(self.server, self._explorer, files, origins=origins)
        register_gaps(self.server, self._site, files, origins=origins)
        register_share(
            self.server,
            self._explorer,
            files,
            origins=origins,
            **site,
        )

    def index(self, *args: Any, **kwargs: Any) -> Any:
        """The start of the site, or the map; addresses of views from before the map had its own.

        Dash asks for this at every path that nothing else answers; one that ends with a slash too
        many leads to the page without it.
        """
        if request.path != self.config.routes_pathname_prefix:
            if request.path.endswith("/"):
                there = self._site.link(request.path.strip("/"), as_asked(request.query_string))
                return redirect(there, 308)
            return super().index(*args, **kwargs)  # type: ignore[no-untyped-call]
        if not only_tracking(request.query_string.decode("utf-8", "replace")):
            return redirect(self._site.link(MAP_PATH, as_asked(request.query_string)))
        return write_door(self._site, "")

    def interpolate_index(self, **kwargs: Any) -> str:  # type: ignore[override]
        """The document of the map for the view in the address."""
        if request.path != self.config.routes_pathname_prefix + MAP_PATH:
            abort(404)
        query = request.query_string.decode("utf-8", "replace")
        prefix = self.config.requests_pathname_prefix
        start = start_of(self._settings.address, host=request.host_url, prefix=prefix)
        view, ignored = parse(query, self._explorer.words)
        write = self._document if view.is_own else self._remembered
        before, _, after = write(view, ignored, start).partition(CONFIG)
        return f"{before}{kwargs['config']}{after}"

    def _document(self, view: View, ignored: tuple[str, ...], start: str) -> str:
        """The document of a view, with a place for Dash's own; `start` is where the site begins."""
        prefix = self.config.requests_pathname_prefix
        parts = DashParts(
            entry=Markup('<div id="react-entry-point"></div>'),
            config=Markup(CONFIG),
            preloads=[prefix + path for path in PRELOADED],
        )
        return document(
            self._explorer.answer_of(view, ignored),
            self._site,
            self._published,
            parts,
            streets=self._settings.streets,
            start=start,
        )


def site_of(settings: Settings, explorer: Explorer, files: Files) -> Site:
    """What the pages that are not the map need beside the figures; their files are published."""
    return Site(
        explorer=explorer,
        root=settings.prefix,
        style=files.add_assets("doors.css", *STYLES),
        address=settings.address,
        contact=settings.contact,
        ways=WAYS,
        planner=Planner(),
        scripts={one: files.add_scripts(f"{one}.js", *EXCHANGES, f"{one}.js") for one in SCRIPTED},
    )


def deployment(settings: Settings, store: Store) -> Deployment:
    """What the settings say about being served."""
    return Deployment(
        policy=Policy(
            styles=INSERTED_STYLES,
            tiles=settings.streets["url"] if settings.streets else "",
            ancestors=settings.frame_ancestors,
            tls=settings.tls == "yes",
            restricted=settings.audience != "public",
        ),
        bundle=store.edition,
        prefix=settings.prefix,
        proxies=settings.proxies,
        metrics_port=settings.metrics_port,
        doorkeeper=doorkeeper(settings),
    )


def doorkeeper(settings: Settings) -> Doorkeeper | Alone | None:
    """Who lets readers in; None when everybody may read."""
    if settings.audience == "public":
        return None
    if settings.audience == "me":
        return Alone()
    return Doorkeeper(settings.user_header, settings.proxy_secret)


def check_bundle(store: Store, settings: Settings) -> None:
    """Refuse figures for named readers to everybody, and a place that nothing ranks in its country.

    Every page compares areas by the first indicator with national ranks.
    """
    used = store.manifest["sources"]
    check_audience(store.catalogue.sources, used, audience=settings.audience)
    if not store.catalogue.ranked:
        known = dict.fromkeys(one.source.key for one in store.absent.indicators if one.kind.is_rank)
        raise BundleError(
            f"{settings.bundle}: found no figure with national ranks, expected one at least, by "
            f"which areas are compared. They come from {' or '.join(known)}: "
            f"python -m geodata refresh {store.authority.code} --only {next(iter(known), '')}"
        )


def warm(
    server: Flask, path: str = f"/{MAP_PATH}", *, headers: Mapping[str, str] | None = None
) -> None:
    """Ask for the page once, before the workers fork: what it works out is kept for all of them."""
    server.test_client().get(path, headers=headers)


def create_app(
    settings: Settings,
    *,
    catalogue: Path = CATALOGUE_DIR,
    metrics: Metrics | None = None,
    others: str = "",
) -> ExplorerApp:
    """A new application. Raises ExplorerError when a setting or the bundle cannot be used.

    `catalogue` is the folder of the catalogue that the bundle was built with; `metrics` count for
    several applications, whose list is at the address `others`.
    """
    if settings.metrics_port:
        metrics = Metrics()
    return ExplorerApp(settings, catalogue, metrics, others)


def create_server() -> Flask:
    """The WSGI application for gunicorn; stops with a sentence when it cannot start."""
    try:
        settings = from_environment()
        if len(settings.places) > 1:
            from places import create_places  # which opens applications like this one

            return create_places(settings)
        app = create_app(replace(settings, authority=settings.places[0]))
    except ExplorerError as error:
        sys.exit(f"The explorer cannot start. {error}")
    server: Flask = app.server
    keeper = doorkeeper(settings)
    warm(server, settings.prefix + MAP_PATH, headers=keeper.pass_for("start") if keeper else None)
    return server
