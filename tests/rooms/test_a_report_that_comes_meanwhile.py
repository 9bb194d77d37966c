"""A settlement report is taken while somebody looks for what is in none."""

from __future__ import annotations

from typing import Any

from adulis.cases.models import Case
from adulis.deposits import actions
from adulis.deposits.models import Payment
from adulis.kernel import db
from tests.bank import overtaken
from tests.giving_back import GATEWAY, SIMGATE, pass_time
from tests.rooms.test_settlements import DAY, a_payment, line, report
from tests.rooms.test_unreported import LATE, seek


def test_whoever_looks_waits_for_it(fresh_database: Any) -> None:
    _, payment = a_payment()
    pass_time(LATE)
    body = report(line(payment.payment_id, "payment", 100_000, 2_000, 360))
    taken, done = overtaken(
        lambda: actions.take_settlement(
            gateway=GATEWAY, day=DAY, body=body, actor=SIMGATE, at=db.clock()
        ),
        seek,
    )
    assert (taken, done) == (1, 1)
    assert Payment.objects.get().is_sought
    assert not Case.objects.exists()
