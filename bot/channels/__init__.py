"""The ways to reach the assistant: the web chat, and what all channels share."""
