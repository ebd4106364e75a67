"""Facts that ship with the product: areas, agencies, days off, the national catalogue, words.

Plain values read from ``data/``; no tables, no settings. ``operations.reference`` copies them
into tables, ``queries.search`` looks things up by them.
"""
