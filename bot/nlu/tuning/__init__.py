"""Tuning of the sentence encoder's last layers on our phrases; see `python -m bot.nlu.tuning -h`.

Nothing here is imported by the assistant: it reads what came out (`bot/nlu/tuned_layers.py`).
"""
