"""Names of responses that several parts of the code go by, some of which do without Rasa."""

#: Something failed while a message was answered.
INTERNAL_ERROR = "utter_internal_error"
#: A store cannot be reached now.
UNAVAILABLE = "utter_unavailable"
#: Where the bot has said this, the conversation is deleted.
DELETED = "utter_conversation_deleted"
