"""How gunicorn serves the explorer: the bundle is loaded once, before the workers fork."""

import sys

from geodata.errors import ExplorerError
from settings import from_environment

try:
    settings = from_environment()
except ExplorerError as error:
    sys.exit(f"The explorer cannot start. {error}")

bind = f"{settings.host}:{settings.port}"
workers = 2
threads = 4
preload_app = True
timeout = 30
graceful_timeout = 20
keepalive = 5
limit_request_line = 8190
control_socket_disable = True
