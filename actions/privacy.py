"""What is kept of the conversation, and its deletion, which is asked about before it is done."""

from __future__ import annotations

from actions.answer import Answer, Utterance, say
from actions.base import KnowledgeAction
from actions.offers import CONFIRM_DELETION
from actions.question import Context, Question
from bot.knowledge import KnowledgeBase
from bot.privacy.settings import retention_days
from bot.responses import DELETED


class ActionPrivacy(KnowledgeAction):
    """Tells what is kept; deletes the conversation once that has been confirmed.

    The deletion itself is the conversation store's: it happens when a turn with the response
    that says so is saved (`bot.privacy.deletion`).
    """

    intents = frozenset({"ask_privacy", "delete_conversation", "delete_confirmed"})

    def name(self) -> str:
        """The name used in rules."""
        return "action_privacy"

    def answer(
        self, question: Question, context: Context, language: str, facts: KnowledgeBase
    ) -> Answer:
        """What is kept, the question whether to delete it, or that it is deleted."""
        if question.intent == "ask_privacy":
            return Answer((_kept(retention_days()),))
        if question.intent == "delete_confirmed" and CONFIRM_DELETION in context.offered:
            return Answer((say(DELETED),))
        return Answer((say("utter_delete_conversation"),), offered=(CONFIRM_DELETION,))


def _kept(days: int) -> Utterance:
    return say("utter_privacy", days=days) if days else say("utter_privacy_no_limit")
