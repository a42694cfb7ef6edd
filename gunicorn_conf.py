"""How gunicorn serves the explorer: the bundle is loaded once, before the workers fork."""

import os

bind = f"{os.environ.get('EXPLORER_HOST', '127.0.0.1')}:{os.environ.get('EXPLORER_PORT', '8050')}"
workers = 2
threads = 4
preload_app = True
timeout = 30
graceful_timeout = 20
keepalive = 5
limit_request_line = 8190
