"""Who uses the processors while 16 users ask: one process alone, and two behind nginx.

`python -m benchmarks.shares` prints a Markdown table: seconds of computing per second of load, by
program. What adds up to the number of cores leaves nothing to win from another process.
"""

from __future__ import annotations

import os
import resource
import secrets
from collections import Counter
from typing import Any, Dict, Mapping, Optional, Tuple

import psutil

from benchmarks.compare import USERS, load_users, rate
from benchmarks.servers import ours
from tests.servers.cluster import cluster

_SECONDS = 20
_PROGRAMS = ("postgres", "redis-server", "nginx")
Shares = Dict[str, float]


def main() -> int:
    """Measure both and print the table; returns the exit code."""
    with ours() as alone:
        load_users(alone, USERS, _SECONDS)
        one, one_rate = _shares(alone)
    token = {"KLYNGEBOT_REST_TOKEN": secrets.token_hex(16)}
    with cluster(bots=2, action_server=False, environment=token, rest=True) as servers:
        load_users(servers, USERS, _SECONDS, token)
        two, two_rate = _shares(servers, token)
    print(f"| of {os.cpu_count()} cores | one process | two behind nginx |")
    print("|---|---|---|")
    for name in sorted({*one, *two}, key=lambda name: -max(one.get(name, 0), two.get(name, 0))):
        print(f"| {name} | {one.get(name, 0):.2f} | {two.get(name, 0):.2f} |")
    print(f"| all | {sum(one.values()):.2f} | {sum(two.values()):.2f} |")
    print(f"| turns per second | {one_rate:.0f} | {two_rate:.0f} |")
    return 0


def _shares(server: Any, variables: Optional[Mapping[str, str]] = None) -> Tuple[Shares, float]:
    """Seconds of computing per second of load, by program, and turns per second."""
    before, users_before = _computed(), _of_users()
    result = load_users(server, USERS, _SECONDS, variables)
    moments = result["at"]
    lasted = max(moments) - min(moments)
    after = _computed()
    shares = {name: (after[name] - before[name]) / lasted for name in after}
    shares["users (Locust)"] = (_of_users() - users_before) / lasted
    return {name: share for name, share in shares.items() if share >= 0.005}, rate(moments)


def _computed() -> Counter[str]:
    """Seconds of computing so far of the bots and of what they stand on."""
    seconds: Counter[str] = Counter()
    for process in psutil.process_iter(["name", "cmdline", "cpu_times"]):
        name, line = process.info["name"] or "", " ".join(process.info["cmdline"] or ())
        times = process.info["cpu_times"]
        program = next((one for one in _PROGRAMS if name.startswith(one)), "")
        if "locust" not in line and ("bot.server" in line or "rasa" in line):
            program = "bots"
        if program and times:
            seconds[program] += times.user + times.system
    return seconds


def _of_users() -> float:
    """Seconds of computing of the load's processes, which are ours and have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    raise SystemExit(main())
