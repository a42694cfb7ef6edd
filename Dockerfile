# Two stages: packages are installed in the first, and only their files reach the second.
FROM python:3.11.14-slim-bookworm AS install
WORKDIR /explorer
COPY requirements.txt .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --no-compile --requirement requirements.txt
COPY app.py settings.py places.py gunicorn_conf.py ./
COPY assets assets
COPY callbacks callbacks
COPY charts charts
COPY geodata geodata
COPY layers layers
COPY page page
COPY pictures pictures
COPY serving serving
COPY views views
RUN /venv/bin/python -m compileall -q /venv /explorer

FROM python:3.11.14-slim-bookworm
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin explorer
WORKDIR /explorer
COPY --from=install /venv /venv
COPY --from=install /explorer /explorer
USER 10001
ENV EXPLORER_HOST=0.0.0.0 EXPLORER_LOG=json PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
EXPOSE 8050
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["/venv/bin/python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ.get('EXPLORER_PORT', '8050') + '/healthz', timeout=4)"]
CMD ["/venv/bin/gunicorn", "--config", "gunicorn_conf.py", "app:create_server()"]
