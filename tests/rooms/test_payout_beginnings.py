"""No lifecycle begins in the middle, also not by raw SQL."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.db import IntegrityError

from adulis.kernel import db
from adulis.kernel.ids import new_id
from tests.world import Shop, a_shop

pytestmark = pytest.mark.django_db


def copied(table: str, source_id: object, changes: Mapping[str, object]) -> int:
    """Insert the row ``source_id`` of ``table`` again, changed."""
    names = db.fetch_all(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table]
    )
    columns = [name for (name,) in names]
    values = ", ".join("%s" if name in changes else name for name in columns)
    given = [changes[name] for name in columns if name in changes]
    return db.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table} WHERE id = %s",
        [*given, source_id],
    )


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=1_000_00)


class TestPayout:
    @pytest.mark.parametrize("state", ["processing", "completed", "failed", "cancelled"])
    def test_never_begins_further_on(self, shop: Shop, state: str) -> None:
        payout = shop.pay_out(100_00)
        with pytest.raises(IntegrityError, match="it begins as pending"), db.transaction():
            copied("payouts_payout", payout.id, {"id": new_id(), "state": state})

    def test_begins_as_pending(self, shop: Shop) -> None:
        payout = shop.pay_out(100_00)
        assert copied("payouts_payout", payout.id, {"id": new_id()}) == 1
