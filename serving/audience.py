"""Figures for named readers only: every request must come through the proxy that knows them.

The proxy signs readers in, takes the two headers out of what a reader sends, and puts in its own:
the reader's name, and a secret that only it and the explorer hold. Without the secret a request
did not come through the proxy, whoever it says it is from.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from flask import Flask, request

from geodata.catalogue import Source
from geodata.errors import ExplorerError
from serving.refusals import refuse

PROOF_HEADER = "X-Explorer-Proxy"
LONGEST_NAME = 200
OPEN = ("health", "ready")
HERE = ("127.0.0.1", "::1", "localhost")
PASSED_ON = ("x-forwarded-", "forwarded", "via")


class AudienceError(ExplorerError):
    """A bundle that may not be served to the audience of the deployment."""


@dataclass(frozen=True)
class Doorkeeper:
    """Lets in requests in which the proxy names a reader."""

    user_header: str
    secret: str = field(repr=False)

    def keep(self, server: Flask) -> None:
        """Ask at every address of the server but those that say whether it is alive."""

        @server.before_request
        def ask() -> None:
            if request.endpoint in OPEN:
                return
            shown = request.headers.get(PROOF_HEADER, "").encode("utf-8", "replace")
            if not hmac.compare_digest(shown, self.secret.encode()):
                refuse(403)
            if not 0 < len(request.headers.get(self.user_header, "").strip()) <= LONGEST_NAME:
                refuse(401)

    def pass_for(self, name: str) -> dict[str, str]:
        """The headers with which the proxy, or the server itself at its start, is let in."""
        return {PROOF_HEADER: self.secret, self.user_header: name}


@dataclass(frozen=True)
class Alone:
    """Lets in whoever started the server, on the same computer.

    It listens on that computer alone. A page of a site whose name leads back to it (DNS rebinding),
    and a proxy that passes on the requests of others, are told by what they say of themselves.
    """

    def keep(self, server: Flask) -> None:
        """Ask at every address where a request is for, and whether it was passed on."""

        @server.before_request
        def ask() -> None:
            name = re.sub(r":\d*$", "", request.host)
            passed_on = any(one.lower().startswith(PASSED_ON) for one, _ in request.headers)
            if passed_on or name.strip("[]") not in HERE:
                refuse(403)

    def pass_for(self, _name: str) -> dict[str, str]:
        """Nothing is asked of the server itself at its start."""
        return {}


def check_audience(sources: Iterable[Source], used: Collection[str], *, audience: str) -> None:
    """Refuse to serve to everybody what a source says is for named readers."""
    closed = [one.title for one in sources if one.key in used and one.audience != "public"]
    if closed and audience == "public":
        raise AudienceError(
            f"The bundle holds figures that are not for everybody ({'; '.join(closed)}), and "
            "EXPLORER_AUDIENCE is 'public'; expected 'restricted', behind a proxy that signs "
            "readers in, or 'me' on your own computer."
        )
