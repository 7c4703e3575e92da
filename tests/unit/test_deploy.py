"""The files of `deploy/` belong together, and to the code. (nginx.conf runs in `tests/servers`.)"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Dict, Iterator, List

import pytest
import yaml

from bot.secret_files import SECRETS
from bot.server import health, training

DEPLOY = Path("deploy")
COMPOSE: Dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yml").read_text("utf-8"))
SERVICES: Dict[str, Dict[str, Any]] = COMPOSE["services"]
HELM = {name: yaml.safe_load((DEPLOY / "helm" / name).read_text("utf-8")) for name in (
    "values.yml", "values-actions.yml")}  # fmt: skip
DOCKERFILE = (DEPLOY / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
DOCUMENTED = Path("docs/operations.md").read_text("utf-8") + Path("README.md").read_text("utf-8")


def instructions(name: str) -> List[str]:
    return [line.split(maxsplit=1)[1] for line in DOCKERFILE.splitlines() if line.startswith(name)]


def ignored(path: str) -> bool:
    """Whether `.dockerignore` keeps a path out: all is, but what it names."""
    lines = Path(".dockerignore").read_text("utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    kept = [rule[1:] for rule in rules if rule.startswith("!")]
    return not any(path == one or path.startswith(f"{one}/") for one in kept)


def copied() -> Iterator[str]:
    for line in instructions("COPY "):
        if not line.startswith("--from"):
            yield from line.split()[:-1]


def test_the_image_has_all_that_the_model_is_made_from() -> None:
    """Else the assistant would train again when a container starts."""
    last_stage = DOCKERFILE[DOCKERFILE.rindex("\nFROM ") :]
    in_image = [
        source
        for line in last_stage.splitlines()
        if line.startswith("COPY ") and "--from" not in line
        for source in line.split()[1:-1]
    ]
    for path in training._inputs():
        relative = path.resolve().relative_to(Path.cwd()).as_posix()
        assert any(relative == one or relative.startswith(f"{one}/") for one in in_image), relative
    assert "COPY --from=model /app/models models" in last_stage


def test_what_is_copied_into_the_image_exists_and_is_not_ignored() -> None:
    for source in set(copied()):
        assert Path(source).exists(), source
        assert not ignored(source), source
    for secret in (".env", "conversations.db", "deploy/secrets/klyngebot_secret", ".git/config"):
        assert ignored(secret), secret


def test_the_image_runs_as_nobody_special_and_its_packages_are_pinned() -> None:
    assert instructions("USER ") == ["10001"]
    assert "--require-hashes -r requirements/run.txt" in DOCKERFILE
    assert instructions("HEALTHCHECK ")
    assert "curl" not in DOCKERFILE


def images() -> List[str]:
    given = [service["image"] for service in SERVICES.values()]
    return [*given, *re.findall(r"^ARG \w+_IMAGE=(\S+)", DOCKERFILE, re.M)]


@pytest.mark.parametrize("image", images())
def test_images_have_a_version_and_no_registry(image: str) -> None:
    name = re.sub(r"\$\{[^}]*\}", "version", image)
    assert "." not in name.partition("/")[0] or "/" not in name
    assert ":" in name


def test_only_nginx_can_be_reached() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["nginx"]
    for name in ("postgres", "redis", "actions"):
        assert SERVICES[name]["networks"] == ["back"]
    assert COMPOSE["networks"]["back"] == {"internal": True}
    assert all("healthcheck" in service for service in SERVICES.values())


def test_secrets_are_files_that_the_assistant_reads() -> None:
    environment = SERVICES["bot"]["environment"]
    files = {name: path for name, path in environment.items() if name.endswith("_FILE")}
    for name, path in files.items():
        assert name.removesuffix("_FILE") in SECRETS
        assert path.removeprefix("/run/secrets/") in SERVICES["bot"]["secrets"]
    for service in SERVICES.values():
        assert set(service.get("secrets", [])) <= set(COMPOSE["secrets"])
    ignored_by_git = Path(".gitignore").read_text("utf-8").splitlines()
    assert "/deploy/secrets/" in ignored_by_git


def test_all_variables_are_documented() -> None:
    names = set(SERVICES["bot"]["environment"]) | set(SERVICES["actions"]["environment"])
    names |= {one["name"] for one in HELM["values.yml"]["extraEnv"]}
    names |= set(re.findall(r"\$\{(\w+)", (DEPLOY / "compose.yml").read_text("utf-8")))
    for name in names:
        assert f"`{name.removesuffix('_FILE')}`" in DOCUMENTED, name


def test_probes_ask_for_what_is_there() -> None:
    paths = {values[probe]["httpGet"]["path"] for values in HELM.values()
             for probe in ("livenessProbe", "readinessProbe")}  # fmt: skip
    assert paths == {"/health", "/status"}
    source = Path(health.__file__).read_text("utf-8")
    assert '"/health"' in source
    assert '"/ready"' in source


def test_helm_has_the_endpoints_of_the_project() -> None:
    values = HELM["values.yml"]["applicationSettings"]
    ours = yaml.safe_load(Path("endpoints.yml").read_text("utf-8"))
    assert values["endpoints"]["additionalEndpoints"] == ours
    channels = yaml.safe_load(Path("credentials.yml").read_text("utf-8"))
    assert set(values["credentials"]["additionalChannelCredentials"]) == set(channels)
    # Kubernetes waits 30 s before it kills.
    assert HELM["values.yml"]["image"]["repository"] == "YOUR-REGISTRY/klyngebot"
