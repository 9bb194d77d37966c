"""A merchant's webhook endpoints: what may be asked of them, their secrets, and telling again."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection
from standardwebhooks.webhooks import WebhookVerificationError

from adulis.audit.models import AuditRecord
from adulis.kernel import db
from adulis.kernel.machines import IllegalMove
from adulis.webhooks import actions, queries
from adulis.webhooks.actions.replaying import MOST_AT_ONCE
from adulis.webhooks.errors import (
    TooManyWebhookEndpoints,
    WebhookAddressRefused,
    WebhookDeliveryNotFound,
    WebhookEndpointDisabled,
    WebhookEndpointNotFound,
    WebhookSecretJustRotated,
    WebhookTypesInvalid,
)
from adulis.webhooks.models import Attempt, Delivery, Endpoint
from adulis.webhooks.policies import MOST_ENDPOINTS, MOST_TYPES, OVERLAP
from tests.facts import happened, settle
from tests.hooking import (
    TESTS,
    a_quiet_shop,
    a_receiver,
    an_endpoint,
    deliver,
    deliveries,
    do,
    endpoint,
    fan_out,
    only,
    pass_time,
    tell,
    whats,
)
from tests.rows import changed_since, everything
from tests.waiting import until
from tests.webhook_receiver import Receiver
from tests.world import Shop

SECONDS = timedelta(seconds=1)


@pytest.fixture
def receiver(fresh_database: Any) -> Iterator[Receiver]:
    with a_receiver() as running:
        yield running


@pytest.fixture
def shop(receiver: Receiver) -> Shop:
    return a_quiet_shop()


class TestSecrets:
    def test_lie_sealed_and_are_told_nowhere(self, receiver: Receiver, shop: Shop) -> None:
        made = an_endpoint(shop, receiver.url())
        again = do(actions.rotate_secret, shop, endpoint_id=made.id)
        for table in ("webhooks_endpoint", "audit_record", "events_event"):
            rows = db.fetch_all(f"SELECT row::text FROM {table} AS row")
            for secret in (made.secret, again.secret):
                assert not any(secret.removeprefix("whsec_") in text for (text,) in rows)
        assert made.secret not in repr(made)

    def test_rotated_both_sign_for_a_day(self, receiver: Receiver, shop: Shop) -> None:
        old = an_endpoint(shop, receiver.url())
        new = do(actions.rotate_secret, shop, endpoint_id=old.id)
        assert new.id == old.id
        tell()
        heard = receiver.heard()[-1]
        assert len(heard.headers["webhook-signature"].split()) == 2
        assert heard.verified(new.secret) == heard.verified(old.secret)
        with pytest.raises(WebhookSecretJustRotated):
            do(actions.rotate_secret, shop, endpoint_id=old.id)
        pass_time(OVERLAP)
        do(actions.test_endpoint, shop, endpoint_id=old.id)
        tell()
        heard = receiver.heard()[-1]
        heard.verified(new.secret)
        with pytest.raises(WebhookVerificationError):
            heard.verified(old.secret)
        do(actions.rotate_secret, shop, endpoint_id=old.id)

    def test_one_that_nobody_saw_is_replaced_within_the_day(
        self, receiver: Receiver, shop: Shop
    ) -> None:
        old = an_endpoint(shop, receiver.url())
        lost = do(actions.rotate_secret, shop, endpoint_id=old.id)
        until = endpoint(old.id).old_secret_until
        pass_time(timedelta(hours=6))
        new = do(actions.rotate_secret, shop, endpoint_id=old.id, is_lost=True)
        # What the receiver knows signs as long as it would have, and what nobody knows does not.
        assert endpoint(old.id).old_secret_until == until
        tell()
        heard = receiver.heard()[-1]
        assert heard.verified(new.secret) == heard.verified(old.secret)
        with pytest.raises(WebhookVerificationError):
            heard.verified(lost.secret)
        pass_time(OVERLAP)
        do(actions.test_endpoint, shop, endpoint_id=old.id)
        tell()
        receiver.heard()[-1].verified(new.secret)
        # There is nothing to replace any more: it is a rotation like any other.
        newest = do(actions.rotate_secret, shop, endpoint_id=old.id, is_lost=True)
        do(actions.test_endpoint, shop, endpoint_id=old.id)
        tell()
        heard = receiver.heard()[-1]
        assert heard.verified(newest.secret) == heard.verified(new.secret)

    def test_erased_with_the_endpoint(self, receiver: Receiver, shop: Shop) -> None:
        made = an_endpoint(shop, receiver.url())
        do(actions.archive_endpoint, shop, endpoint_id=made.id)
        row = endpoint(made.id)
        assert (row.secret_sealed, row.old_secret_sealed, row.state) == ("", "", "archived")
        with pytest.raises(WebhookEndpointNotFound):
            do(actions.archive_endpoint, shop, endpoint_id=made.id)


class TestEndpoints:
    def test_addresses_that_may_not_be_called(
        self, receiver: Receiver, shop: Shop, settings: Any
    ) -> None:
        settings.WEBHOOKS_TO_LOOPBACK = False
        before = everything()
        for url, reason in (
            (receiver.url(), "not_https"),
            ("https://10.0.0.1/", "not_a_name"),
            ("https://hooks.example.com:22/", "port_not_allowed"),
        ):
            with pytest.raises(WebhookAddressRefused) as refused:
                an_endpoint(shop, url)
            assert (refused.value.pointer, refused.value.facts["reason"]) == ("/url", reason)
        assert changed_since(before) == {}
        made = an_endpoint(shop, "https://hooks.example.com/in")
        with pytest.raises(WebhookAddressRefused):
            do(actions.update_endpoint, shop, endpoint_id=made.id, url=receiver.url(),
               description=None, types=None)  # fmt: skip

    def test_types_that_do_not_exist(self, receiver: Receiver, shop: Shop) -> None:
        for types in (["payout.paid"], ["*"], ["payouts.*"], ["payout"], ["payout.completed", ""]):
            with pytest.raises(WebhookTypesInvalid) as refused:
                an_endpoint(shop, receiver.url(), *types)
            assert refused.value.pointer == f"/types/{len(types) - 1}"
        with pytest.raises(WebhookTypesInvalid):
            an_endpoint(shop, receiver.url(), *(f"a{n}.*" for n in range(MOST_TYPES + 1)))
        made = an_endpoint(shop, receiver.url(), "payout.completed", "payout.*", "payout.completed")
        assert endpoint(made.id).types == ["payout.completed", "payout.*"]

    def test_ten_and_no_more(self, receiver: Receiver, shop: Shop) -> None:
        made = [an_endpoint(shop, receiver.url(f"/{n}")) for n in range(MOST_ENDPOINTS)]
        before = everything()
        with pytest.raises(TooManyWebhookEndpoints):
            an_endpoint(shop, receiver.url())
        assert changed_since(before) == {}
        do(actions.archive_endpoint, shop, endpoint_id=made[0].id)
        an_endpoint(shop, receiver.url())
        assert len(queries.endpoints_of(shop.id)) == MOST_ENDPOINTS

    def test_moved_what_waits_goes_to_the_new_address(self, receiver: Receiver, shop: Shop) -> None:
        made = an_endpoint(shop, receiver.url())
        fan_out()
        do(actions.update_endpoint, shop, endpoint_id=made.id, url=receiver.url("/new"),
           description="Moved", types=["payout.*"])  # fmt: skip
        tell()
        assert (len(receiver.heard()), len(receiver.heard("/new"))) == (0, 1)
        assert endpoint(made.id).description == "Moved"

    def test_disabled_and_enabled_again(self, receiver: Receiver, shop: Shop) -> None:
        made = an_endpoint(shop, receiver.url())
        fan_out()
        assert do(actions.disable_endpoint, shop, endpoint_id=made.id) == 1
        happened("meanwhile", merchant_id=shop.id)
        tell()
        assert receiver.heard() == []
        assert [each.given_up for each in deliveries(made.id)] == ["endpoint_disabled"]
        for verb in (actions.disable_endpoint, actions.test_endpoint, actions.replay_failed):
            with pytest.raises((IllegalMove, WebhookEndpointDisabled)):
                do(verb, shop, endpoint_id=made.id)
        do(actions.enable_endpoint, shop, endpoint_id=made.id)
        with pytest.raises(IllegalMove):
            do(actions.enable_endpoint, shop, endpoint_id=made.id)
        happened("after", merchant_id=shop.id)
        tell()
        assert "after" in whats(receiver)
        assert "meanwhile" not in whats(receiver)

    def test_disabled_while_it_is_written_down_what_it_is_sent(
        self, receiver: Receiver, shop: Shop
    ) -> None:
        """Whoever disables waits for that, and gives it up as well: nothing is left to wait."""
        made = an_endpoint(shop, receiver.url())
        settle()

        def disable() -> Any:
            try:
                return do(actions.disable_endpoint, shop, endpoint_id=made.id)
            finally:
                connection.close()

        with ThreadPoolExecutor(1) as threads:
            with db.transaction():
                assert actions.fan_out(actor=TESTS, at=db.clock()) == 1
                disabling = threads.submit(disable)
                until(
                    lambda: (
                        disabling.done()
                        or db.fetch_value("SELECT count(*) FROM pg_locks WHERE NOT granted")
                    ),
                    "somebody to wait for the endpoint",
                )
            assert disabling.result() == 1
        assert only(made.id).given_up == "endpoint_disabled"

    def test_of_another_are_not_there(self, receiver: Receiver, shop: Shop) -> None:
        other = a_quiet_shop("Binu")
        made = an_endpoint(other, receiver.url())
        fan_out()
        before = everything()
        changed = {"url": None, "description": "x", "types": None}
        for verb, more in (
            (actions.disable_endpoint, {}), (actions.enable_endpoint, {}),
            (actions.archive_endpoint, {}), (actions.rotate_secret, {}),
            (actions.test_endpoint, {}), (actions.replay_failed, {}),
            (actions.update_endpoint, changed), (actions.replay_since, {"since": db.clock()}),
        ):  # fmt: skip
            with pytest.raises(WebhookEndpointNotFound):
                do(verb, shop, endpoint_id=made.id, **more)
        delivery_id = only(made.id).id
        with pytest.raises(WebhookDeliveryNotFound):
            do(actions.replay_delivery, shop, delivery_id=delivery_id)
        with pytest.raises(WebhookDeliveryNotFound):
            queries.delivery_of(shop.id, delivery_id)
        with pytest.raises(WebhookEndpointNotFound):
            queries.endpoint_of(shop.id, made.id)
        assert list(queries.deliveries_of(shop.id)) == []
        assert queries.attempts_of(shop.id, delivery_id) == []
        assert changed_since(before) == {}

    def test_every_deed_is_recorded(self, receiver: Receiver, shop: Shop) -> None:
        made = an_endpoint(shop, receiver.url())
        told = {"endpoint_id": made.id}
        do(actions.update_endpoint, shop, **told, url=None, description="x", types=None)
        do(actions.rotate_secret, shop, **told)
        do(actions.test_endpoint, shop, **told)
        do(actions.disable_endpoint, shop, **told)
        do(actions.enable_endpoint, shop, **told)
        do(actions.replay_failed, shop, **told)
        do(actions.archive_endpoint, shop, **told)
        rows = AuditRecord.objects.filter(subject=f"webhook-endpoint/{made.id}").order_by("id")
        assert [each.action.partition(".")[2] for each in rows] == [
            "create", "update", "rotate_secret", "test", "disable", "enable", "replay", "archive",
        ]  # fmt: skip


class TestReplayed:
    def test_one_whatever_became_of_it(self, receiver: Receiver, shop: Shop) -> None:
        made = an_endpoint(shop, receiver.url())
        fan_out()
        with pytest.raises(IllegalMove):
            do(actions.replay_delivery, shop, delivery_id=only(made.id).id)
        deliver()
        do(actions.replay_delivery, shop, delivery_id=only(made.id).id)
        deliver()
        assert receiver.ids() == [f"webhook-endpoint/{made.id}/1"] * 2
        assert only(made.id).attempt_count == 2
        times = [each.headers["webhook-timestamp"] for each in receiver.heard()]
        assert times == sorted(times)

    def test_all_that_was_given_up(self, receiver: Receiver, shop: Shop) -> None:
        made = an_endpoint(shop, receiver.url())
        tell()
        happened("one", "two", merchant_id=shop.id)
        fan_out()
        do(actions.disable_endpoint, shop, endpoint_id=made.id)
        do(actions.enable_endpoint, shop, endpoint_id=made.id)
        done = do(actions.replay_failed, shop, endpoint_id=made.id)
        assert (done.count, done.looked_until) == (2, None)
        deliver()
        assert sorted(whats(receiver)) == ["", "one", "two"]

    def test_all_since_also_what_was_never_sent(self, receiver: Receiver, shop: Shop) -> None:
        happened("long ago", merchant_id=shop.id)
        pass_time(timedelta(hours=1))
        since = db.clock()
        made = an_endpoint(shop, receiver.url(), "webhook_endpoint.created", "webhook_endpoint.*")
        tell()
        do(actions.disable_endpoint, shop, endpoint_id=made.id)
        fan_out()
        do(actions.enable_endpoint, shop, endpoint_id=made.id)
        # It may be asked before the consumer has come so far.
        done = do(actions.replay_since, shop, endpoint_id=made.id, since=since)
        assert done.looked_until is None
        tell()
        assert sorted(receiver.ids()) == sorted(
            f"webhook-endpoint/{made.id}/{number}" for number in (1, 1, 2, 3)
        )
        assert "long ago" not in whats(receiver)

    def test_all_of_a_moment_however_much_happened_in_it(
        self, receiver: Receiver, shop: Shop
    ) -> None:
        made = an_endpoint(shop, receiver.url())
        tell()
        pass_time(timedelta(hours=1))
        since = db.clock()
        happened(*(str(number) for number in range(MOST_AT_ONCE + 5)), merchant_id=shop.id)
        happened("later", merchant_id=shop.id)
        settle()
        first = do(actions.replay_since, shop, endpoint_id=made.id, since=since)
        assert first.count == MOST_AT_ONCE + 5
        assert first.looked_until is not None
        rest = do(actions.replay_since, shop, endpoint_id=made.id, since=first.looked_until)
        assert (rest.count, rest.looked_until) == (1, None)


class TestGuards:
    def test_attempts_are_never_changed(self, receiver: Receiver, shop: Shop) -> None:
        an_endpoint(shop, receiver.url())
        tell()
        with pytest.raises(DatabaseError), db.transaction():
            Attempt.objects.update(status=200)

    def test_one_delivery_for_each_fact(self, receiver: Receiver, shop: Shop) -> None:
        made = an_endpoint(shop, receiver.url())
        fan_out()
        again = only(made.id)
        again.pk = shop.id
        with pytest.raises(IntegrityError), db.transaction():
            again.save(force_insert=True)

    def test_what_it_tells_of_never_changes(self, receiver: Receiver, shop: Shop) -> None:
        made = an_endpoint(shop, receiver.url())
        fan_out()
        with pytest.raises(IntegrityError), db.transaction():
            Delivery.objects.update(type="payout.completed")
        other = a_quiet_shop("Binu")
        with pytest.raises(IntegrityError), db.transaction():
            Endpoint.objects.filter(id=made.id).update(merchant_id=other.id)
