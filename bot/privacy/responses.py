"""The response that is a promise. Kept apart from Rasa, as the action server needs it, too."""

#: Where the bot has said this, the conversation is deleted.
DELETED_RESPONSE = "utter_conversation_deleted"
