"""Takes the Dockerfile's steps without Docker: `python deploy/rehearse.py`.

In an empty folder that stands for the image: the same files are copied, the same packages are
installed into a new environment, and the server runs as the same user, with the image's
environment and nothing of the caller's, on files it may not write. What this cannot show is the
base image itself and the container's isolation.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from fnmatch import fnmatch
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60


def instructions(text: str) -> list[tuple[str, str]]:
    """The Dockerfile's instructions, in order: (name, rest of the line)."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(name, rest.strip()) for name, _, rest in (line.partition(" ") for line in lines)]


def last_stage(steps: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The instructions of the stage that becomes the image."""
    start = max(index for index, (name, _) in enumerate(steps) if name == "FROM")
    return steps[start:]


def environment(steps: list[tuple[str, str]]) -> dict[str, str]:
    """What ENV sets in the image."""
    pairs = (pair for name, rest in steps if name == "ENV" for pair in rest.split())
    return dict(pair.split("=", 1) for pair in pairs)


def copy(steps: list[tuple[str, str]], image: Path) -> None:
    """Every file that COPY takes from the project, less what .dockerignore keeps out."""
    kept_out = (ROOT / ".dockerignore").read_text().splitlines()

    def ignored(folder: str, names: list[str]) -> list[str]:
        paths = {name: str((Path(folder) / name).relative_to(ROOT)) for name in names}
        return [n for n, p in paths.items() if p in kept_out or fnmatch(n, "__pycache__")]

    for name, rest in steps:
        if name != "COPY" or "--from" in rest:
            continue
        *sources, target = rest.split()
        for source in sources:
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, image / "explorer" / target, ignore=ignored)
            else:
                shutil.copy2(ROOT / source, image / "explorer")


def install(steps: list[tuple[str, str]], image: Path) -> None:
    """What RUN says in the first stage, with the image's paths moved into the folder."""
    for name, rest in steps[: steps.index(last_stage(steps)[0], 1)]:
        if name == "RUN":
            moved = re.sub(r"(?<![\w/])/(venv|explorer)", rf"{image}/\1", rest)
            moved = moved.replace("python -m venv", f"{interpreter(steps)} -m venv", 1)
            subprocess.run(["sh", "-c", moved], check=True, cwd=image / "explorer")


def runner(steps: list[tuple[str, str]]) -> int:
    """The image's user, when this process may become it; else the present one."""
    return int(dict(last_stage(steps))["USER"]) if os.getuid() == 0 else os.getuid()


def interpreter(steps: list[tuple[str, str]]) -> str:
    """A Python that the image's user may run."""
    for found in (sys.executable, "/usr/local/bin/python3", "/usr/bin/python3"):
        try:
            subprocess.run([found, "-c", ""], check=True, user=runner(steps), cwd="/")
        except (OSError, subprocess.CalledProcessError):
            continue
        return found
    sys.exit("There is no Python here that the image's user may run.")


def serve(steps: list[tuple[str, str]], image: Path) -> None:
    """Start what CMD starts, as USER, on read-only files; ask it what HEALTHCHECK asks."""
    final = dict(last_stage(steps))
    user = runner(steps)
    temporary = image / "tmp"
    temporary.mkdir(mode=0o777)
    temporary.chmod(0o777)
    image.chmod(0o755)
    subprocess.run(["chmod", "-R", "a-w,a+rX", str(image / "explorer")], check=True)
    variables = environment(steps) | {"TMPDIR": str(temporary), "EXPLORER_PORT": "8059"}
    command = [re.sub("^/venv", f"{image}/venv", part) for part in json.loads(final["CMD"])]
    check = json.loads(final["HEALTHCHECK"].partition(" CMD ")[2])
    check[0] = re.sub("^/venv", f"{image}/venv", check[0])
    process = subprocess.Popen(command, cwd=image / "explorer", env=variables, user=user)
    try:
        until = time.monotonic() + PATIENCE
        while subprocess.run(check, env=variables, user=user, capture_output=True).returncode:
            if process.poll() is not None or time.monotonic() > until:
                sys.exit("The server did not become healthy.")
            time.sleep(0.2)
        process.terminate()
        print(f"healthy as user {user}; stopped with {process.wait(timeout=30)}")
    finally:
        process.kill()
    written = [path for path in (image / "explorer").rglob("*") if path.stat().st_uid == user]
    print(f"files written outside the temporary folder: {len(written) if user else 'not known'}")


def main() -> None:
    """All steps, in a folder that is removed afterwards."""
    steps = instructions((ROOT / "Dockerfile").read_text())
    with TemporaryDirectory(prefix="explorer-image-") as folder:
        image = Path(folder)
        (image / "explorer").mkdir()
        copy(steps, image)
        install(steps, image)
        serve(steps, image)


if __name__ == "__main__":
    main()
