"""Action results are checked against Rasa's schema by validators made once.

Rasa checks the schema itself at every call, some 30 ms of a turn. And it tries each event against
the schemas of all 23 types of events; here only against that of its own type.
"""

from __future__ import annotations

import copy
from functools import lru_cache
from typing import Any, Dict

from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction


class ResultValidator:
    """Accepts and refuses what the schema of action results does."""

    def __init__(self, schema: Dict[str, Any]) -> None:
        self._whole = _validator(schema)
        outline = copy.deepcopy(schema)
        alternatives = outline["properties"]["events"]["items"].pop("oneOf")
        self._outline = _validator(outline)
        self._of_type = {
            alternative["properties"]["event"]["const"]: _validator(alternative)
            for alternative in alternatives
        }

    def validate(self, result: Any) -> None:
        """Raise `jsonschema.ValidationError` unless a result is as it must be."""
        self._outline.validate(result)
        for event in result.get("events", []):
            of_type = self._of_type.get(event.get("event"))
            if of_type is None:
                self._whole.validate(result)
            else:
                of_type.validate(event)


@lru_cache(maxsize=1)
def result_validator() -> ResultValidator:
    """The validator for what actions return."""
    return ResultValidator(RemoteAction.action_response_format_spec())


def validate(self: RemoteAction, result: Dict[str, Any]) -> bool:
    """`RemoteAction._validate_action_result`."""
    result_validator().validate(result)
    return True


def _validator(schema: Dict[str, Any]) -> Any:
    return validator_for(schema)(schema)
