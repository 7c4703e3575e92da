"""Where conversations are kept: SQLite beside the project, unless told otherwise."""

from __future__ import annotations

import os
from typing import Any, Optional

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain

from bot.server import rasa_patches

rasa_patches.apply()

DEFAULT_DATABASE = "conversations.db"


class ConversationStore(SQLTrackerStore):
    """Rasa's SQL store with its database named by `KLYNGEBOT_DATABASE` (a SQLite file)."""

    def __init__(
        self,
        domain: Optional[Domain] = None,
        event_broker: Optional[EventBroker] = None,
        **kwargs: Any,
    ) -> None:
        """See `SQLTrackerStore`; Rasa passes `host` and `url`, which SQLite doesn't need."""
        super().__init__(
            domain=domain,
            dialect="sqlite",
            db=os.environ.get("KLYNGEBOT_DATABASE", DEFAULT_DATABASE),
            event_broker=event_broker,
        )
