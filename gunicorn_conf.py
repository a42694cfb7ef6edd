"""How gunicorn serves the explorer: the bundle is loaded once, before the workers fork."""

import gc
import shutil
import sys
import tempfile
from typing import Any

from geodata.errors import ExplorerError
from serving.stopping import drain_before_stopping
from settings import from_environment

try:
    settings = from_environment()
except ExplorerError as error:
    sys.exit(f"The explorer cannot start. {error}")

bind = [f"{settings.host}:{settings.port}"]
workers = settings.workers
threads = 4
preload_app = True
timeout = 30
graceful_timeout = 20
keepalive = 5
limit_request_line = 8190
control_socket_disable = True
forwarded_allow_ips = ""  # which proxies are believed is decided in serving/front.py
forwarder_headers = ""
if settings.log == "json":
    logger_class = "serving.log.JsonLogger"
    accesslog = "-"
counts = ""
if settings.metrics_port:
    bind.append(f"{settings.host}:{settings.metrics_port}")
    counts = tempfile.mkdtemp(prefix="explorer-metrics-")
    raw_env = [f"PROMETHEUS_MULTIPROC_DIR={counts}"]


def when_ready(arbiter: Any) -> None:
    """Everything is loaded and nothing is forked yet.

    What is loaded stays: no collection of garbage walks it, or writes to pages that workers share.
    """
    gc.collect()
    gc.freeze()
    drain_before_stopping(settings.drain, replaced=lambda: arbiter.reexec_pid != 0)


def child_exit(_: Any, worker: Any) -> None:
    """A worker has ended: its running requests count no longer."""
    if counts:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid, path=counts)  # type: ignore[no-untyped-call]


def on_exit(_: Any) -> None:
    """The main process ends: its counts go with it."""
    if counts:
        shutil.rmtree(counts, ignore_errors=True)
