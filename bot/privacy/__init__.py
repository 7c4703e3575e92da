"""People's data: how long conversations are kept, and their deletion. See docs/privacy.md."""
