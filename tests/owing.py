"""Merchants that owe the platform."""

from __future__ import annotations

from adulis.gateways.values import Verdict
from tests.words import said, started
from tests.world import Shop


def owes(shop: Shop, paise: int) -> None:
    """A bank paid what it had refused, when the money was out again: ``shop`` has nothing left."""
    assert shop.available == 0
    shop.credit(paise)
    late = started(shop.pay_out(paise))
    said(late, Verdict.REFUSED)
    shop.pay_out(paise)
    said(late, Verdict.SUCCESS)
    assert shop.owed == paise
