"""The assistant on several servers: real PostgreSQL, Redis and nginx on loopback."""
