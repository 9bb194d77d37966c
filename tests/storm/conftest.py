"""The stages of the storms, and what storms have to tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from adulis.ops.databases import connected_to
from tests.processes import Source
from tests.storm.stage import Stage, a_stage

MakeStage = Callable[..., AbstractContextManager[Stage]]


@pytest.fixture(scope="session")
def make_stage(
    test_databases: Any, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> MakeStage:
    """Makes installations, each on a database of its own with Django pointed at it meanwhile."""

    @contextmanager
    def make(
        source: Source | None = None, *, with_gateway: bool = False, **bank: str
    ) -> Iterator[Stage]:
        folder: Path = tmp_path_factory.mktemp("stage")
        database = test_databases.clone()
        try:
            with (
                django_db_blocker.unblock(),
                connected_to(database.app_url),
                a_stage(folder, database, source, with_gateway=with_gateway, **bank) as stage,
            ):
                yield stage
        finally:
            test_databases.drop(database)

    return make


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Says what a storm measured; printed at the end of the run, also when nothing failed."""

    def say(text: str) -> None:
        record_property("storm", text)

    return say
