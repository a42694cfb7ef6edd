FROM python:3.11-slim AS install
WORKDIR /explorer
COPY requirements.txt .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --requirement requirements.txt

FROM python:3.11-slim
RUN useradd --system --uid 10001 explorer
WORKDIR /explorer
COPY --from=install /venv /venv
COPY app.py settings.py gunicorn_conf.py ./
COPY assets assets
COPY callbacks callbacks
COPY charts charts
COPY geodata geodata
COPY layers layers
COPY page page
COPY pictures pictures
USER explorer
ENV EXPLORER_HOST=0.0.0.0 PYTHONDONTWRITEBYTECODE=1
EXPOSE 8050
HEALTHCHECK CMD ["/venv/bin/python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8050/healthz', timeout=3)"]
CMD ["/venv/bin/gunicorn", "--config", "gunicorn_conf.py", "app:create_server()"]
