"""Django's PostgreSQL backend with a pool that asks a connection for its health without a trip."""
