"""Screens for people and businesses: find a procedure, follow a case, fetch the result."""
