"""Lines of JSON about the server and its requests, with nothing about the reader in them.

A request is logged by the route that answered it: no address of a reader, no query (which holds
what they looked for), no header.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

from gunicorn.glogging import Logger

from serving.refusals import fault

INVALID = "Invalid request from"


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """A record as JSON; of warnings and errors, words that could quote a request left out."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "process": record.process,
            "message": _words(record),
        }
        if record.exc_info and record.exc_info[1]:
            line["fault"] = fault(record.exc_info[1])
        return json.dumps(line | getattr(record, "fields", {}), ensure_ascii=False)


def _words(record: logging.LogRecord) -> str:
    message = str(record.msg)
    if message.startswith(INVALID):
        return "A request was not HTTP and was refused."
    if record.levelno < logging.WARNING or record.name.startswith("explorer"):
        return record.getMessage()
    args = record.args if isinstance(record.args, tuple) else ()
    kept = tuple(one if isinstance(one, int | float) else "(left out)" for one in args)
    try:
        return message % kept if kept else message
    except (TypeError, ValueError):
        return message


class JsonLogger(Logger):  # type: ignore[misc]
    """Gunicorn's logger, in JSON: its own lines to standard error, requests to standard output."""

    def setup(self, cfg: Any) -> None:
        """Print everything through JsonLines, the application's own lines too."""
        super().setup(cfg)
        lines = JsonLines()
        for log in (self.error_log, self.access_log):
            for handler in log.handlers:
                handler.setFormatter(lines)
        own = logging.getLogger("explorer")
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(lines)
        own.handlers, own.propagate = [handler], False
        own.setLevel(logging.INFO)

    def access(self, resp: Any, req: Any, environ: Any, request_time: timedelta) -> None:
        """One line for one request."""
        if not self.access_log_enabled:
            return
        self.access_log.info(
            "request",
            extra={
                "fields": {
                    "method": req.method if req.method in ("GET", "HEAD", "POST") else "other",
                    "route": environ.get("explorer.route", "none"),
                    "status": int(str(resp.status).split()[0]),
                    "bytes": resp.sent,
                    "ms": round(request_time.total_seconds() * 1000, 1),
                }
            },
        )
