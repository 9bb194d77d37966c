"""No socket is opened while a transaction is: the net under rule 7, spread in tests/conftest.py."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from adulis.kernel import db
from adulis.kernel.db import TransactionOpen


@pytest.fixture
def listener() -> Iterator[int]:
    """A port somebody listens on, so that a refusal to connect can only be ours."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.django_db
def test_a_socket_inside_a_transaction_fails_the_test(listener: int) -> None:
    with socket.socket() as caller, db.transaction(), pytest.raises(TransactionOpen):
        caller.connect(("127.0.0.1", listener))


@pytest.mark.django_db
def test_a_socket_between_transactions_is_fine(listener: int) -> None:
    with db.transaction():
        db.fetch_value("SELECT 1")
    socket.create_connection(("127.0.0.1", listener)).close()
