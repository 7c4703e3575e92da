"""What people ask and what they get: the report for editors, and what metrics count by.

`python -m bot.insights` reads the conversation store and writes a page (docs/insights.md). Nothing
here imports Rasa, so that the report is quick and small.
"""
