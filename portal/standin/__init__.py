"""The national side, played by a small server of its own: `python -m portal.standin`.

Three rooms in one process: the national portal that receives cases (dialect ext24), the
identity provider where citizens sign in (OIDC), and the gateway that takes SMS and e-mail.
It shares no code with the product: nothing here is imported by it, and nothing of it is
imported here. What it demands of a message comes from the field table in `fields.py`, so
that a mistake in the product's own idea of the message is seen and not repeated.
"""
