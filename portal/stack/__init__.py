"""One foreground supervisor: PostgreSQL and Valkey out of wheels, web, worker, beat, stand-in.

``make run`` starts it (``python -m portal.stack``). It talks over Unix sockets only; the web
server and the stand-in are the only listeners. Everything it starts ends with it, however it
ends itself.
"""
