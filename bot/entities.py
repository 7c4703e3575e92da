"""Names of entities, and of who guesses them, that several parts of the code go by.

Some of these do without Rasa, so the names stand here; what the entities hold is told where they
are found (`bot/nlu/linker.py`).
"""

#: What the knowledge base holds, each with its id as value.
KNOWN = ("cluster", "level", "metric", "sector", "place")

#: A place that is not asked about, but was told beside the question: "We are in Lofoten. …".
TOLD_PLACE = "told_place"

#: Extractors that guess an entity from what is described, as Rasa notes them beside it.
GUESSES_LEVELS = "DescribedLevelExtractor"
GUESSES_SECTORS = "DescribedThemeExtractor"
GUESSING = (GUESSES_LEVELS, GUESSES_SECTORS)
