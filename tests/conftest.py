"""What all tests share."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# What is asked is what holds, not how long it takes on a busy machine.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
