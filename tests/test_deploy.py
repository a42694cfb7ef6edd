"""The files of a deployment keep the rules that keep it safe. See docs/deployment.md."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from deploy.audit import verdict
from deploy.rehearse import environment, instructions, last_stage
from geodata.own import cli as own
from geodata.refresh.cli import DONE, NOTHING_NEW, PARTLY, parser
from settings import ROOT, from_environment

STEPS = instructions((ROOT / "Dockerfile").read_text())
FINAL = last_stage(STEPS)
KUBERNETES = sorted((ROOT / "deploy/kubernetes").glob("*.yaml"))


def manifests() -> dict[str, dict[str, Any]]:
    found = [yaml.safe_load(path.read_text()) for path in KUBERNETES]
    return {one["kind"]: one for one in found}


def pod() -> dict[str, Any]:
    spec: dict[str, Any] = manifests()["Deployment"]["spec"]["template"]["spec"]
    return spec


def services() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text())
    return found["services"]


def test_every_image_is_named_by_an_exact_version() -> None:
    images = [rest.partition(" ")[0] for name, rest in STEPS if name == "FROM"]
    images += [one["image"] for one in services().values() if "image" in one]
    images += [one["image"] for one in pod()["containers"]]
    assert len(images) >= 4
    for image in images:
        assert re.search(r":\d+\.\d+\.\d+([-@][\w.:-]+)?$", image), image
    assert len({rest.partition(" ")[0] for name, rest in STEPS if name == "FROM"}) == 1


def test_the_image_runs_as_nobody_in_particular_and_is_asked_whether_it_is_alive() -> None:
    final = dict(FINAL)
    assert int(final["USER"]) >= 10_000
    assert "/healthz" in final["HEALTHCHECK"]
    assert json.loads(final["CMD"])[0] == "/venv/bin/gunicorn"
    names = [name for name, _ in FINAL]
    assert names.index("USER") > max(i for i, name in enumerate(names) if name in ("COPY", "RUN"))


def test_no_packages_are_installed_and_nothing_is_fetched_in_the_last_stage() -> None:
    for name, rest in FINAL:
        assert name != "ADD"
        assert not re.search(r"pip|apt|curl|wget", rest if name == "RUN" else "")


def test_the_image_holds_every_room_that_serves_and_nothing_that_builds_or_tests() -> None:
    copied = {rest.split()[-1] for name, rest in STEPS if name == "COPY" and "--from" not in rest}
    assert {
        "assets",
        "callbacks",
        "charts",
        "geodata",
        "layers",
        "page",
        "serving",
        "views",
    } <= copied
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    taken = [path for name, rest in STEPS if name == "COPY" for path in rest.split()[:-1]]
    assert not {"tests", "benchmarks", "docs", "deploy", "."} & set(taken)
    assert all(f"!{path}" in ignored for path in taken if not path.startswith(("-", "/")))


def test_the_images_environment_is_one_the_settings_accept() -> None:
    assert from_environment(environment(FINAL)).host == "0.0.0.0"


def test_a_composed_deployment_shows_the_proxy_only_and_lets_nothing_be_written() -> None:
    explorer, proxy = services()["explorer"], services()["proxy"]
    assert "ports" not in explorer
    assert proxy["ports"] == ["80:80", "443:443"]
    for one in (explorer, proxy):
        assert one["read_only"] is True
        assert one["cap_drop"] == ["ALL"]
        assert one["security_opt"] == ["no-new-privileges:true"]
        assert one["tmpfs"]
        assert one["mem_limit"]


def settings_of(variables: dict[str, str]) -> Any:
    plain = {name: value for name, value in variables.items() if "${" not in value}
    return from_environment(plain)


def test_both_deployments_set_what_the_settings_accept() -> None:
    composed = settings_of(services()["explorer"]["environment"])
    placed = settings_of({one["name"]: one["value"] for one in pod()["containers"][0]["env"]})
    for one in (composed, placed):
        assert one.tls == "yes"
        assert one.proxies == 1
        assert one.drain > 0
        assert one.metrics_port == 9050
    assert placed.drain + 20 < pod()["terminationGracePeriodSeconds"]
    grace = int(services()["explorer"]["stop_grace_period"].rstrip("s"))
    assert composed.drain + 20 < grace


def test_a_pod_may_do_nothing_but_serve() -> None:
    container = pod()["containers"][0]
    rights = pod()["securityContext"] | container["securityContext"]
    assert rights["runAsNonRoot"] is True
    assert rights["runAsUser"] == int(dict(FINAL)["USER"])
    assert rights["readOnlyRootFilesystem"] is True
    assert rights["allowPrivilegeEscalation"] is False
    assert rights["capabilities"] == {"drop": ["ALL"]}
    assert rights["seccompProfile"] == {"type": "RuntimeDefault"}
    assert pod()["automountServiceAccountToken"] is False
    assert {"requests", "limits"} == container["resources"].keys()
    assert {"cpu", "memory"} == container["resources"]["limits"].keys()


def test_a_pod_is_asked_at_the_addresses_that_exist() -> None:
    container = pod()["containers"][0]
    ports = {one["name"]: one["containerPort"] for one in container["ports"]}
    assert ports == {"http": 8050, "metrics": 9050}
    paths = {probe: container[probe]["httpGet"]["path"] for probe in container if "Probe" in probe}
    assert paths == {
        "startupProbe": "/healthz",
        "readinessProbe": "/readyz",
        "livenessProbe": "/healthz",
    }


def test_the_manifests_speak_of_the_same_pods() -> None:
    found = manifests()
    labels = found["Deployment"]["spec"]["template"]["metadata"]["labels"]
    assert found["Deployment"]["spec"]["selector"]["matchLabels"] == labels
    assert found["Service"]["spec"]["selector"] == labels
    assert found["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"] == labels
    assert found["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"] == labels
    name = found["Deployment"]["metadata"]["name"]
    assert found["HorizontalPodAutoscaler"]["spec"]["scaleTargetRef"]["name"] == name
    backend = found["Ingress"]["spec"]["rules"][0]["http"]["paths"][0]["backend"]["service"]
    assert backend == {"name": found["Service"]["metadata"]["name"], "port": {"name": "http"}}


def job() -> dict[str, Any]:
    spec: dict[str, Any] = manifests()["CronJob"]["spec"]["jobTemplate"]["spec"]["template"]
    return spec


def test_the_job_that_fetches_has_no_more_rights_than_a_pod_that_serves() -> None:
    spec, container = job()["spec"], job()["spec"]["containers"][0]
    served = pod()["containers"][0]
    assert spec["securityContext"] == pod()["securityContext"]
    assert container["securityContext"] == served["securityContext"]
    assert spec["automountServiceAccountToken"] is False
    assert container["resources"].keys() == {"requests", "limits"}
    assert manifests()["CronJob"]["spec"]["concurrencyPolicy"] == "Forbid"


def test_the_job_is_not_one_of_the_pods_that_serve() -> None:
    """The policy lets those ask nobody, and the service sends readers to them."""
    chosen = manifests()["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"]
    assert not chosen.items() <= job()["metadata"]["labels"].items()


def test_the_job_runs_a_command_that_is_understood_in_an_image_that_has_it() -> None:
    container = job()["spec"]["containers"][0]
    options = parser().parse_args(container["args"])
    assert options.same_is_fine, "a cluster knows success and failure only"
    mounted = {one["mountPath"] for one in container["volumeMounts"]}
    for place in (options.out, options.figures, options.cache, options.changes):
        assert str(place.parent) in mounted
    steps = instructions((ROOT / "deploy/refresh.Dockerfile").read_text())
    assert json.loads(dict(steps)["ENTRYPOINT"]) == ["python", "-m", "geodata", "refresh"]
    assert re.search(r":\d+\.\d+\.\d+(-[\w.-]+)?$", dict(steps)["FROM"])
    assert int(dict(steps)["USER"]) == job()["spec"]["securityContext"]["runAsUser"]
    ignored = (ROOT / "deploy/refresh.Dockerfile.dockerignore").read_text().splitlines()
    copied = [path for name, rest in steps if name == "COPY" for path in rest.split()[:-1]]
    assert copied
    assert all(f"!{path}" in ignored for path in copied)


def unit_of(name: str) -> dict[str, str]:
    text = (ROOT / "deploy/systemd" / name).read_text()
    return dict(re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE))


def test_the_machines_servers_may_write_nothing_and_are_those_that_are_restarted() -> None:
    unit, refresh = unit_of("explorer@.service"), unit_of("explorer-refresh.service")
    for one in (1, 2):
        assert f"systemctl restart explorer@{one}.service" in refresh["ExecStopPost"]
    for key in ("User", "WorkingDirectory", "ProtectSystem", "NoNewPrivileges", "PrivateTmp"):
        assert unit[key] == refresh[key]
    assert unit["CapabilityBoundingSet"] == ""
    assert "ReadWritePaths" not in unit
    assert unit["ExecStart"].startswith(f"{unit['WorkingDirectory']}/.venv/bin/gunicorn ")
    assert shlex.split(unit["ExecStart"])[1:] == json.loads(dict(FINAL)["CMD"])[1:]
    settings = settings_of(dict(one.split("=", 1) for one in unit["Environment"].split()))
    assert settings.proxies == 1
    assert settings.drain + 20 < int(unit["TimeoutStopSec"])
    assert unit["Requires"] == unit["Sockets"] == "explorer.socket"
    socket = unit_of("explorer.socket")
    assert socket["ListenStream"] == f"{settings.host}:{settings.port}"
    assert socket["Service"] == "explorer@1.service"


@pytest.mark.parametrize("name", ["explorer@.service", "explorer.socket", "explorer-refresh.timer"])
def test_systemd_understands_every_line_of_a_unit(name: str) -> None:
    command = shutil.which("systemd-analyze")
    if not command:
        pytest.skip("systemd is not on this machine")
    found = subprocess.run(
        [command, "verify", ROOT / "deploy/systemd" / name], capture_output=True, text=True
    )
    wrong = [one for one in found.stderr.splitlines() if "is not executable" not in one]
    assert wrong == []


def test_the_machine_starts_a_new_server_only_after_a_new_bundle() -> None:
    unit = unit_of("explorer-refresh.service")
    command = unit["ExecStart"].split()
    assert command[1:4] == ["-m", "geodata", "refresh"]
    assert not parser().parse_args(command[4:]).same_is_fine
    assert unit["SuccessExitStatus"] == str(NOTHING_NEW)
    for code in (DONE, PARTLY):
        assert f'"$EXIT_STATUS" = {code} ' in unit["ExecStopPost"]
    for place in ("geodata/bundle", "geodata/figures", ".refresh"):
        assert f"{unit['WorkingDirectory']}/{place}" in unit["ReadWritePaths"].split()
    assert "OnCalendar=" in (ROOT / "deploy/systemd/explorer-refresh.timer").read_text()


def test_the_timer_of_drops_restarts_the_server_after_new_figures_alone() -> None:
    text = (ROOT / "deploy/systemd/explorer-drops.service").read_text()
    unit = dict(re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE))
    command = unit["ExecStart"].split()
    assert command[1:4] == ["-m", "geodata", "add"]
    options = own.parser("add").parse_args(command[4:])
    assert not options.same_is_fine
    assert str(options.drops) in unit["ReadWritePaths"].split()
    assert unit["SuccessExitStatus"] == str(own.NOTHING_NEW)
    assert f'"$EXIT_STATUS" in {own.DONE}|{own.PARTLY})' in unit["ExecStopPost"]
    assert unit["PrivateNetwork"] == "true"
    for place in ("own", "geodata/figures"):
        assert f"{unit['WorkingDirectory']}/{place}" in unit["ReadWritePaths"].split()


def test_readers_never_reach_the_metrics() -> None:
    found = manifests()
    assert [one["name"] for one in found["Service"]["spec"]["ports"]] == ["http"]
    assert found["NetworkPolicy"]["spec"]["egress"] == []
    assert "9050" not in (ROOT / "deploy/Caddyfile").read_text()


def test_the_proxy_takes_out_what_readers_may_not_say() -> None:
    caddy = (ROOT / "deploy/Caddyfile").read_text()
    for header in ("X-Explorer-Proxy", "X-Forwarded-User"):
        assert f"request_header -{header}" in caddy


@pytest.mark.parametrize("path", KUBERNETES, ids=lambda path: path.name)
def test_a_manifest_is_one_object_with_a_name(path: Path) -> None:
    one = yaml.safe_load(path.read_text())
    assert {"apiVersion", "kind", "metadata", "spec"} == one.keys()
    assert one["metadata"]["name"] == "explorer"


@pytest.mark.parametrize("version", ["1.30", "1.37"])
@pytest.mark.parametrize("path", KUBERNETES, ids=lambda path: path.name)
def test_old_and_new_clusters_know_every_field_of_a_manifest(path: Path, version: str) -> None:
    one = yaml.safe_load(path.read_text())
    kubernetes_validate.validate(one, version, strict=True)
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate({**one, "specification": {}}, version, strict=True)


def test_known_weaknesses_are_named_and_not_knowing_is_said() -> None:
    weak = {"name": "a", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}
    assert verdict(json.dumps({"dependencies": [weak]}), release=False) == (
        "Known weaknesses:\na 1: CVE-1, mended in 2",
        1,
    )
    sound = json.dumps({"dependencies": [{"name": "a", "version": "1", "vulns": []}]})
    assert verdict(sound, release=True) == ("No known weakness in 1 pinned packages.", 0)
    skipped = {"name": "b", "skip_reason": "it was not found"}
    for unknown in ("", "[]", json.dumps({"dependencies": [skipped]})):
        words, status = verdict(unknown, release=False)
        assert "NOT checked" in words
        assert status == 0
        assert verdict(unknown, release=True)[1] == 1
    partly = json.loads(sound)["dependencies"] + [skipped]
    assert verdict(json.dumps({"dependencies": partly}), release=True) == (
        "No known weakness in 1 pinned packages. NOT checked: b.",
        1,
    )
