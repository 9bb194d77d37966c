"""One URL names the database, or its parts do where there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import environ
import pytest

from adulis.settings_database import database

PARTS = {
    "DB_NAME": "ours",
    "DB_USER": "somebody",
    "DB_PASSWORD": "it's: @/ secret",
    "DB_HOST": "db.internal",
    "DB_PORT": "6432",
}
URL = "postgres://adulis_app:p%40ss@10.0.0.7:5433/adulis"


class Given(environ.Env):
    """The environment of one case, and nothing of this process's own."""

    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__()
        self.ENVIRON = dict(names)


def place(**names: str) -> tuple[Any, ...]:
    """Name, role, password, host and port of the database that these variables mean."""
    found = database(Given(names))
    return tuple(str(found[each]) for each in ("NAME", "USER", "PASSWORD", "HOST", "PORT"))


def cases() -> Iterator[tuple[dict[str, str], tuple[str, ...]]]:
    usual = ("adulis", "adulis_app", "", "127.0.0.1", "5432")
    yield {}, usual
    yield {"DATABASE_URL": ""}, usual
    yield PARTS, tuple(PARTS.values())
    # Each part for itself, and the others as they are without it.
    for index, (name, value) in enumerate(PARTS.items()):
        yield {name: value}, (*usual[:index], value, *usual[index + 1 :])
    told = ("adulis", "adulis_app", "p@ss", "10.0.0.7", "5433")
    yield {"DATABASE_URL": URL}, told
    yield PARTS | {"DATABASE_URL": URL}, told


@pytest.mark.parametrize(("names", "means"), list(cases()))
def test_which_database_is_meant(names: dict[str, str], means: tuple[str, ...]) -> None:
    assert place(**names) == means


@pytest.mark.parametrize("names", [PARTS, {"DATABASE_URL": URL}], ids=["parts", "url"])
def test_whichever_way_it_is_named_it_is_kept_the_same_way(names: dict[str, str]) -> None:
    more = {"DB_POOL_MIN": "2", "DB_POOL_MAX": "5", "TEST_DB_NAME": "test_ours"}
    usual, told = database(Given(names)), database(Given(names | more))
    for found, pool, test in ((usual, (1, 16), "test_adulis"), (told, (2, 5), "test_ours")):
        assert found["ENGINE"] == "adulis.kernel.postgresql"
        assert (found["CONN_MAX_AGE"], found["CONN_HEALTH_CHECKS"]) == (0, True)
        kept = found["OPTIONS"]["pool"]
        assert (kept["min_size"], kept["max_size"]) == pool
        assert found["TEST"] == {"NAME": test}
