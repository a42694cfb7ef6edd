# What the CronJob runs: docker build --file deploy/refresh.Dockerfile --tag inequalities-explorer-refresh:0.1.0 .
# Figures, bundles and downloads are on a volume.
FROM python:3.11.14-slim-bookworm
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin explorer
WORKDIR /explorer
COPY requirements.txt requirements-build.txt ./
RUN pip install --no-cache-dir --requirement requirements-build.txt
COPY geodata geodata
USER 10001
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
ENTRYPOINT ["python", "-m", "geodata", "refresh"]
