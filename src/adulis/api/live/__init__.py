"""The event stream while it flows: a process of its own, many connections, one reader.

``application`` is the ASGI side; ``hub`` reads the outbox once for everybody and hands each fact to
those it concerns. How a stream begins, and for whom, is decided by the endpoint in
``adulis.api.stream``, as for every other address.
"""
