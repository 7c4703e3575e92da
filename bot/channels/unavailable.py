"""What a turn raises when something it needs is away for the moment: a database, Redis."""

from __future__ import annotations

from rasa.shared.exceptions import RasaException


class UnavailableError(RasaException):
    """A store cannot be reached now. Nothing of the turn has been kept; trying again may help."""
