"""Limits by tier: which rule counts, and that a change counts from its moment on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import ProgrammingError

from adulis.audit.models import AuditRecord
from adulis.identity.models import Merchant
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.kernel.money import Money, rupees
from adulis.limits.actions import set_limit
from adulis.limits.errors import LimitAlreadySet
from adulis.limits.models import LimitRule
from adulis.limits.queries import limits_for, limits_of
from adulis.limits.values import LimitKind, Limits, Window
from adulis.payouts import errors
from tests.rows import changed_since, everything
from tests.world import a_shop

pytestmark = pytest.mark.django_db

LAKH = 100_000 * 100
SMALLEST = Limits(rupees(2 * LAKH), rupees(10 * LAKH), rupees(50 * LAKH))
WHO = system("tests")


def put(tier: str, window: Window, maximum: Money | None, *, days: int = 0) -> None:
    with db.transaction():
        set_limit(
            tier=tier, kind=LimitKind.PAYOUT, window=window, maximum=maximum,
            starts_at=db.clock() + timedelta(days=days), actor=WHO, at=db.clock(),
        )  # fmt: skip


class TestFirstRules:
    def test_are_what_payouts_had_before(self) -> None:
        now = db.clock()
        starter = limits_of("starter", LimitKind.PAYOUT, at=now)
        assert starter == Limits(rupees(2 * LAKH), rupees(10 * LAKH))
        for tier in ("standard", "premium"):
            # The most that any amount may be was said as a limit once, and is none.
            assert limits_of(tier, LimitKind.PAYOUT, at=now) == Limits()
        assert limits_of("nobody knows", LimitKind.PAYOUT, at=now) == starter

    @pytest.mark.parametrize(
        "kind", [LimitKind.TRANSFER_OUT, LimitKind.TRANSFER_IN, LimitKind.DEPOSIT]
    )
    def test_are_there_for_every_other_kind(self, kind: LimitKind) -> None:
        assert limits_of("starter", kind, at=db.clock()) == SMALLEST
        assert limits_of("nobody knows", kind, at=db.clock()) == SMALLEST
        assert limits_of("standard", kind, at=db.clock()) == Limits()


class TestRules:
    def test_count_from_their_moment_on(self) -> None:
        put("starter", Window.DAY, rupees(7), days=1)
        before, after = db.clock(), db.clock() + timedelta(days=2)
        assert limits_of("starter", LimitKind.PAYOUT, at=before).day == rupees(10 * LAKH)
        assert limits_of("starter", LimitKind.PAYOUT, at=after).day == rupees(7)

    def test_of_a_tier_go_before_everybodys_however_old_they_are(self) -> None:
        put("*", Window.SINGLE, rupees(5))
        now = db.clock()
        assert limits_of("starter", LimitKind.PAYOUT, at=now).single == rupees(2 * LAKH)
        assert limits_of("nobody knows", LimitKind.PAYOUT, at=now).single == rupees(5)

    def test_may_say_that_there_is_no_limit(self) -> None:
        put("starter", Window.SINGLE, None)
        assert limits_of("starter", LimitKind.PAYOUT, at=db.clock()).single is None

    def test_of_several_tiers_are_asked_at_once(
        self, django_assert_num_queries: pytest.FixtureRequest
    ) -> None:
        asked = {("starter", LimitKind.TRANSFER_OUT), ("standard", LimitKind.TRANSFER_IN)}
        now = db.clock()
        with django_assert_num_queries(1):  # type: ignore[operator]
            found = limits_for(asked, at=now)
        assert found == {
            ("starter", LimitKind.TRANSFER_OUT): SMALLEST,
            ("standard", LimitKind.TRANSFER_IN): Limits(),
        }

    def test_leave_an_audit_record(self) -> None:
        put("starter", Window.SINGLE, rupees(5))
        record = AuditRecord.objects.get(subject="limit/starter/payout/single")
        assert (record.action, record.after["maximum_minor"]) == ("limit.set", 5)

    def test_beginning_at_the_same_moment_are_refused(self) -> None:
        starts = db.clock()
        more = {"tier": "a", "kind": LimitKind.PAYOUT, "window": Window.DAY, "starts_at": starts}
        with db.transaction():
            set_limit(**more, maximum=rupees(1), actor=WHO, at=starts)  # type: ignore[arg-type]
        before = everything()
        with pytest.raises(LimitAlreadySet), db.transaction():
            set_limit(**more, maximum=rupees(2), actor=WHO, at=starts)  # type: ignore[arg-type]
        assert changed_since(before) == {}

    def test_stay_on_record(self) -> None:
        with pytest.raises(ProgrammingError, match="permission denied"), db.transaction():
            LimitRule.objects.update(maximum_minor=1)


class TestPayouts:
    def test_keep_a_limit_that_was_changed_a_moment_ago(self) -> None:
        shop = a_shop(paise=100_000)
        put("standard", Window.SINGLE, rupees(50_000))
        shop.pay_out(50_000)
        before = everything()
        with pytest.raises(errors.AmountAboveTierLimit) as refused:
            shop.pay_out(50_001)
        assert refused.value.facts == {"tier": "standard", "maximum_paise": 50_000}
        assert changed_since(before) == {}

    def test_of_a_tier_nobody_knows_keep_everybodys(self) -> None:
        shop = a_shop(paise=3 * LAKH)
        Merchant.objects.filter(id=shop.id).update(tier="nobody knows")
        with pytest.raises(errors.AmountAboveTierLimit):
            shop.pay_out(2 * LAKH + 1)
        assert shop.pay_out(2 * LAKH).amount_minor == 2 * LAKH

    def test_go_in_any_amount_where_there_is_no_limit(self) -> None:
        shop = a_shop(paise=3 * LAKH)
        put("standard", Window.SINGLE, None)
        assert shop.pay_out(3 * LAKH).amount_minor == 3 * LAKH
