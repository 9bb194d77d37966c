"""A penny drop comes back while the payouts to its account are being judged."""

from __future__ import annotations

from functools import partial

import pytest

from adulis.gateways.bank import AccountCheck
from adulis.kernel import db, due
from adulis.payouts import actions, tasks
from adulis.payouts.models import BankAccount, Payout
from tests.bank import overtaken
from tests.world import Account, Shop, a_shop

PAISE = 60_000


def verify(shop: Shop, account: Account) -> str:
    with db.transaction():
        checked = actions.record_account_check(
            merchant_id=shop.id,
            account_id=account.id,
            check=AccountCheck(valid=True, registered_name="Asha Rao", code=""),
            actor=shop.actor,
            at=db.clock(),
        )
    return str(checked.verification)


@pytest.mark.usefixtures("fresh_database")
def test_what_is_judged_at_this_moment_does_not_cool_off_for_a_day() -> None:
    shop = a_shop(paise=3 * PAISE)
    account = shop.add_account(trusted=False)
    payouts = [shop.pay_out(PAISE, account=account) for _ in range(3)]
    claims = due.claim("payouts_payout", limit=3, lease_seconds=60, only="state = 'pending'")
    judge = partial(actions.start_payouts, claims=claims, actor=tasks.WORKER, at=db.clock())
    sending, verification = overtaken(judge, partial(verify, shop, account))
    assert (sending, verification) == ([], "verified")
    assert BankAccount.objects.get(id=account.id).verification == "verified"
    for payout in Payout.objects.filter(id__in=[each.id for each in payouts]):
        assert payout.waiting_for == "cool_off"
        assert payout.due_at is not None
        assert payout.due_at <= db.clock()


@pytest.mark.usefixtures("fresh_database")
def test_what_waits_for_something_else_goes_on_waiting() -> None:
    shop = a_shop(paise=PAISE)
    account = shop.add_account(trusted=False)
    poor = shop.pay_out(2 * PAISE, account=account, queue_if_low_balance=True)
    assert verify(shop, account) == "verified"
    poor.refresh_from_db()
    assert (poor.waiting_for, poor.due_at) == ("funds", None)
