"""Whether a domain is empty is seen at a glance.

Rasa asks at every message, writes all of the domain out for it, and reads an empty one from YAML.
"""

from __future__ import annotations

from rasa.shared.core.domain import Domain

stock_is_empty = Domain.is_empty


def is_empty(self: Domain) -> bool:
    """`Domain.is_empty`; one with responses is not."""
    return not self.responses and bool(stock_is_empty(self))
