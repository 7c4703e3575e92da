"""Input and output channels: how messages reach the assistant, and how its answers are shown."""
