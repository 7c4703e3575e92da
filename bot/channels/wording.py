"""What a channel itself says: responses of the domain, chosen by language as Rasa does."""

from __future__ import annotations

import copy
from typing import Any, Callable, Dict, List, Mapping, Optional

from rasa.core.nlg.interpolator import interpolate
from rasa.shared.core.domain import Domain

from bot.knowledge.loading import knowledge_directory
from bot.knowledge.own_wording import language_of, load_wording
from bot.languages import DEFAULT_LANGUAGE

Responses = Mapping[str, List[Dict[str, Any]]]


class Wording:
    """The responses of the domain, by name and language.

    Args:
        responses: gives the responses of the model that is loaded; they may change with the model.
    """

    def __init__(self, responses: Callable[[], Responses]) -> None:
        self.responses = responses

    @classmethod
    def of_file(cls, path: str = "domain.yml") -> Wording:
        """The wording in a domain file and beside the knowledge, for use without a model."""
        responses: Responses = Domain.load(path).responses
        own = load_wording(knowledge_directory())
        if own is not None:
            responses = own.applied_to(responses)
        return cls(lambda: responses)

    def message(self, name: str, language: Optional[str], **values: Any) -> Dict[str, Any]:
        """A response as a message of the bot: `text`, perhaps `buttons`, and `language`.

        Raises:
            KeyError: there is no such response (the model is older than the code).
        """
        language = language or DEFAULT_LANGUAGE
        variations = self.responses()[name]
        fitting = [one for one in variations if language_of(one) == language]
        chosen = copy.deepcopy((fitting or variations)[0])
        message: Dict[str, Any] = {"text": interpolate(chosen.get("text") or "", values)}
        if chosen.get("buttons"):
            message["buttons"] = interpolate(chosen["buttons"], values)
        return {**message, "language": language}

    def text(self, name: str, language: Optional[str], **values: Any) -> str:
        """The text of a response."""
        return str(self.message(name, language, **values)["text"])
