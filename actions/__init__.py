"""Custom actions: each answers one family of questions from the knowledge base.

Rasa imports this package in-process (`actions_module` in `endpoints.yml`) or serves it with
`rasa run actions`.
"""
