"""Responses that code goes by which is no action. Apart from Rasa, which not all of it needs."""

#: Something failed while a message was answered.
INTERNAL_ERROR = "utter_internal_error"
#: A store cannot be reached now.
UNAVAILABLE = "utter_unavailable"
#: Where the bot has said this, the conversation is deleted.
DELETED = "utter_conversation_deleted"
