"""The knowledge base: typed facts loaded from YAML, queries and name matching. No Rasa in here."""

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.errors import KnowledgeError, Problem
from bot.knowledge.loading import load_knowledge

__all__ = ["KnowledgeBase", "KnowledgeError", "Problem", "load_knowledge"]
