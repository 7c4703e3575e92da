"""How long training takes: ours from scratch and after an edit, stock Rasa's extrapolated."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Dict, Optional

from benchmarks import stock

ROOT = Path(__file__).resolve().parents[1]
STOCK_EPOCHS = 100
#: Rasa's batches grow from 64 to 256; this size has the same number of steps over all epochs.
MEAN_BATCH = 138
_INPUTS = ("actions", "bot", "data", "knowledge", "config.yml", "domain.yml", "endpoints.yml")


def measure(stock_epochs: int, with_stock: bool) -> Dict[str, float]:
    """Seconds of each kind of training; stock's only if asked for (minutes to hours)."""
    figures = _ours()
    if with_stock:
        short, long = train_stock(1), train_stock(stock_epochs)
        figures["stock_measured_epochs"] = stock_epochs
        figures["stock_measured_s"] = long
        each = (long - short) / (stock_epochs - 1)
        figures["stock_epoch_s"] = each
        figures["stock_s"] = short + each * (STOCK_EPOCHS - 1)
    return figures


def train_stock(epochs: int) -> float:
    """Train the stock variant for some epochs; returns the seconds it took."""
    folder = stock.generate(epochs=epochs, batch_size=MEAN_BATCH)
    shutil.rmtree(folder / ".rasa", ignore_errors=True)
    return _train(folder, stock.environment(), "stock")


def _ours() -> Dict[str, float]:
    """A copy of the project trained with no cache, then again with a cluster's alias added."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name)
        for source in _INPUTS:
            place = ROOT / source
            if place.is_dir():
                ignored = shutil.ignore_patterns("node_modules", "__pycache__")
                shutil.copytree(place, copy / source, ignore=ignored)
            else:
                shutil.copy(place, copy / source)
        environment = {
            **os.environ,
            "PYTHONPATH": str(copy),
            "RASA_TELEMETRY_ENABLED": "false",
            "KLYNGEBOT_CACHE": str(copy / ".cache"),
            "KLYNGEBOT_KNOWLEDGE": str(copy / "knowledge"),
        }
        figures = {"scratch_s": _train(copy, environment)}
        clusters = copy / "knowledge" / "clusters.yml"
        text = clusters.read_text(encoding="utf-8")
        clusters.write_text(
            text.replace("aliases: [Helse INN", "aliases: [Helseklyngen INN, Helse INN", 1),
            encoding="utf-8",
        )
        figures["edit_s"] = _train(copy, environment)
    return figures


def _train(folder: Path, environment: Dict[str, str], name: Optional[str] = None) -> float:
    command = [sys.executable, "-m", "rasa", "train", "--out", "models"]
    command += ["--fixed-model-name", name or "klyngebot"]
    began = time.monotonic()
    subprocess.run(
        command,
        cwd=folder,
        env={**environment, "TF_CPP_MIN_LOG_LEVEL": "3"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return time.monotonic() - began
