"""Measures the page with Lighthouse and fails below the targets: `make lighthouse`.

Lighthouse is fetched by npx and is no dependency of the project.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.web.conftest import chromium
from tests.web.fake_server import FakeServer

LIGHTHOUSE = "lighthouse@12.8.2"
TARGETS = {"accessibility": 100, "performance": 95}
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --no-first-run"


def main() -> int:
    server = FakeServer()
    server.start()
    failed = False
    for address in ["/", "/?lang=en"]:
        for preset in ["mobile", "desktop"]:
            report = Path(tempfile.mkdtemp()) / "report.json"
            command = ["npx", "--yes", LIGHTHOUSE, server.url + address, "--quiet", "--output=json"]
            command += [f"--output-path={report}", f"--chrome-flags={FLAGS}"]
            command += [f"--only-categories={','.join(TARGETS)}"]
            command += ["--preset=desktop"] if preset == "desktop" else []
            subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": chromium()})
            result = json.loads(report.read_text(encoding="utf-8"))
            scores = {name: round(result["categories"][name]["score"] * 100) for name in TARGETS}
            print(f"{address} {preset}: {scores}", flush=True)
            failed |= any(scores[name] < target for name, target in TARGETS.items())
    server.stop()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
