"""Screens for officers: what waits, one case, one action at a time."""
