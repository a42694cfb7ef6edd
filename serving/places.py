"""Several applications under one address, each at a path with its code."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from serving.refusals import fault

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger("explorer.serving")
PLACES = "/m/"
REFUSED = "explorer.refused"  # of a request's environ: the code whose figures cannot be shown


@dataclass(frozen=True)
class ByPlace:
    """Hands what is asked below /m/<code> to the application of the code, the rest to the front.

    `opened` gives an application by its code. What it raises is logged, and the front answers.
    """

    front: WSGIApplication
    codes: Collection[str]
    opened: Callable[[str], WSGIApplication]

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        path = environ.get("PATH_INFO", "")
        code, slash, rest = path.removeprefix(PLACES).partition("/")
        if not path.startswith(PLACES) or code not in self.codes:
            return self.front(environ, start)
        try:
            application = self.opened(code)
        except Exception as error:
            log.error("The figures of %s cannot be shown: %s (%s)", code, error, fault(error))
            environ[REFUSED] = code
            return self.front(environ, start)
        if slash:
            environ["PATH_INFO"] = f"/{rest}"
        else:
            environ["PATH_INFO"] = f"{environ.get('SCRIPT_NAME', '')}{path}"
        return application(environ, start)
