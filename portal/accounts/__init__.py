"""Signing in: who a person is, how a session lives. What they may do is decided elsewhere."""
