"""Rasa NLU components: tokens and lemmas, names, language, features, intents, confidence."""
