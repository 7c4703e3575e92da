"""Scripted conversations: Rasa Pro's end-to-end test format, run on open-source Rasa.

Knows nothing of what the assistant is about. The format is explained by example in
`tests/conversations/README.md`. By pytest: `pytest tests/conversations -k hello`; without:
`python -m bot.testing tests/conversations`.
"""
