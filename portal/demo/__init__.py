"""A believable November in Huế: people who can sign in, cases on their way.

Exists only with ``DEMO=1``. Names, numbers and addresses are invented.
"""
