"""How fast we are, as a multiple of the least that keeps the same promises.

``make bench`` measures the floor (plain psycopg2) and ours in turn in one run, on a database
of its own with fsync on, and writes every figure to ``bench/results/``. Absolute figures move
with the machine; only the ratios of one run mean something.
"""
