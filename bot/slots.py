"""Names of the slots in `domain.yml`, which several parts of the code go by, some without Rasa."""

#: The language of the conversation: `nb`, `nn` or `en`. Responses choose their variation by it.
LANGUAGE_SLOT = "language"
#: The last question answered (`actions/question.py`).
QUESTION_SLOT = "question"
#: The clusters last listed, in order.
LISTED_SLOT = "listed_clusters"
#: What was mentioned lately.
MENTIONED_SLOT = "mentioned"
#: Payloads of the suggestions last made.
OFFERED_SLOT = "offered"
#: What someone thought of a message.
FEEDBACK_SLOT = "feedback"
