"""Settings of the database: one URL, or its parts."""

from __future__ import annotations

from typing import Any

import environ


def database(env: environ.Env) -> dict[str, Any]:
    url = env.str("DATABASE_URL", default="")
    if url:
        config = dict(environ.Env.db_url_config(url))
    else:
        config = {
            "NAME": env.str("DB_NAME", default="adulis"),
            "USER": env.str("DB_USER", default="adulis_app"),
            "PASSWORD": env.str("DB_PASSWORD", default=""),
            "HOST": env.str("DB_HOST", default="127.0.0.1"),
            "PORT": env.str("DB_PORT", default="5432"),
        }
    config["ENGINE"] = "adulis.kernel.postgresql"
    config["CONN_MAX_AGE"] = 0
    # With the pool: no request sees an error after a database restart; without, one in three does.
    config["CONN_HEALTH_CHECKS"] = True
    config.setdefault("OPTIONS", {})
    config["OPTIONS"]["pool"] = {
        "min_size": env.int("DB_POOL_MIN", default=1),
        "max_size": env.int("DB_POOL_MAX", default=16),
        "timeout": 10,
    }
    config["TEST"] = {"NAME": env.str("TEST_DB_NAME", default="test_adulis")}
    return config
