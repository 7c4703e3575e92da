"""One cluster for all tests of this folder; a test that ends a bot leaves it to others to start."""

from __future__ import annotations

from typing import Iterator

import pytest

from tests.servers.cluster import Cluster, cluster
from tests.servers.processes import missing_packages


@pytest.fixture(scope="session")
def whole_cluster() -> Iterator[Cluster]:
    missing = missing_packages()
    if missing:
        pytest.skip(f"Debian's packages {', '.join(missing)} are not installed")
    with cluster() as servers:
        yield servers


@pytest.fixture
def servers(whole_cluster: Cluster) -> Cluster:
    """All servers, up and ready."""
    for bot in whole_cluster.bots:
        if not bot.is_running:
            bot.start()
    for bot in whole_cluster.bots:
        bot.wait_until("/ready")
    return whole_cluster
