"""Everything klyngebot is made of, apart from the facts, the wording and the actions."""
