"""Merchants' webhooks, in the back office: everybody looks, some disable and send again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from adulis.audit.models import AuditRecord
from adulis.identity.values import OperatorRole
from adulis.kernel import db
from adulis.webhooks import actions, queries
from adulis.webhooks.errors import WebhookDeliveryNotFound, WebhookEndpointNotFound
from adulis.webhooks.models import Delivery
from tests.backoffice import BUTTON, SAVED, done, operator, text_of
from tests.facts import happened
from tests.hooking import (
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
)
from tests.letters import letters_to
from tests.rows import changed_since, everything
from tests.webhook_receiver import Receiver
from tests.world import Shop

ENDPOINTS, DELIVERIES = "/admin/webhook-endpoints/", "/admin/webhook-deliveries/"
COMPLIANCE, SUPPORT = OperatorRole.COMPLIANCE, OperatorRole.SUPPORT
NOBODY = "01930000-0000-7000-8000-00000000dead"


pytestmark = pytest.mark.usefixtures("at_the_desk")


@pytest.fixture
def receiver(fresh_database: Any) -> Iterator[Receiver]:
    with a_receiver() as running:
        yield running


@pytest.fixture
def shop(receiver: Receiver) -> Shop:
    return a_quiet_shop()


@pytest.fixture
def other(receiver: Receiver) -> Shop:
    return a_quiet_shop("Binu Traders")


def rows_of(page: str) -> int:
    return len(re.findall(r"<tr>", page)) - 1


class TestEndpoints:
    @pytest.mark.parametrize("role", list(OperatorRole))
    def test_every_role_sees_what_waits(
        self, receiver: Receiver, shop: Shop, role: OperatorRole
    ) -> None:
        made = an_endpoint(shop, receiver.url("/a-secret-path"), description="Orders")
        receiver.moods["/a-secret-path"] = "refuses"
        tell()
        happened("one", "two", merchant_id=shop.id)
        pass_time(timedelta(hours=3))
        fan_out()
        client, told = operator(role), ""
        for page in (ENDPOINTS, f"{ENDPOINTS}{made.id}/"):
            told = text_of(client.get(page)).replace("\xa0", " ")
            for each in ("127.0.0.1", "Asha Exports", "enabled, failing", "3 hours"):
                assert each in told, (page, each)
            for secret in ("a-secret-path", made.secret, made.secret.removeprefix("whsec_")):
                assert secret not in told
        assert f'href="{DELIVERIES}{deliveries(made.id)[0].id}/"' in told
        assert f'href="{ENDPOINTS}?merchant={shop.id}"' in told
        assert re.search(r'status=pending">3<', told)
        assert (BUTTON in told) is (role in {COMPLIANCE, OperatorRole.ADMIN})

    def test_filters(self, receiver: Receiver, shop: Shop, other: Shop) -> None:
        fails = an_endpoint(shop, receiver.url("/bad"))
        works = an_endpoint(other, receiver.url("/good"))
        off = an_endpoint(other, receiver.url("/off"))
        receiver.moods["/bad"] = "refuses"
        tell()
        do(actions.disable_endpoint, other, endpoint_id=off.id)
        client = operator(SUPPORT)
        for asked, expected in (
            ({}, {fails, works, off}),
            ({"status": "failing"}, {fails}),
            ({"status": "disabled"}, {off}),
            ({"status": "enabled"}, {fails, works}),
            ({"merchant": str(other.id)}, {works, off}),
            ({"merchant": str(shop.id), "status": "failing"}, {fails}),
            ({"merchant": str(other.id), "status": "failing"}, set()),
            ({"merchant": "x"}, set()),
        ):
            page = text_of(client.get(ENDPOINTS, asked))
            seen = {each for each in (fails, works, off) if f"{ENDPOINTS}{each.id}/" in page}
            assert seen == expected, asked

    def test_disabled_with_a_reason_that_its_owners_read(
        self, receiver: Receiver, shop: Shop
    ) -> None:
        made = an_endpoint(shop, receiver.url())
        fan_out()
        client = operator(COMPLIANCE)
        read = done(client, f"{ENDPOINTS}{made.id}/disable/", {"reason": "It is a bank's"})
        assert "they can enable it again" in read
        row = endpoint(made.id)
        assert (row.state, row.disabled_reason) == ("disabled", "by_operator")
        assert only(made.id).given_up == "endpoint_disabled"
        record = AuditRecord.objects.filter(action="webhook_endpoint.disable").get()
        assert (record.actor_kind, record.after["note"]) == (
            "operator",
            "It is a bank's",
        )
        [letter] = letters_to(shop.owner_email)
        assert letter.subject == "Webhooks to 127.0.0.1 are disabled"
        assert "We have stopped sending to 127.0.0.1: It is a bank's" in letter.text
        assert "1 deliveries that were waiting were given up" in letter.text
        assert "disabled (by operator)" in text_of(client.get(f"{ENDPOINTS}{made.id}/"))
        before = everything()
        again = {"reason": "And again", "confirmed": "yes"}
        assert client.post(f"{ENDPOINTS}{made.id}/disable/", again).status_code == 400
        assert client.post(f"{ENDPOINTS}{made.id}/disable/", {"reason": ""}).status_code == 400
        assert changed_since(before, *SAVED) == {}
        do(actions.enable_endpoint, shop, endpoint_id=made.id)

    def test_others_only_look(self, receiver: Receiver, shop: Shop) -> None:
        made = an_endpoint(shop, receiver.url())
        tell()
        sent = only(made.id)
        given = {"reason": "Because", "confirmed": "yes"}
        clients = [operator(SUPPORT), operator(OperatorRole.FINANCE)]
        before = everything()
        for place in (f"{ENDPOINTS}{made.id}/disable/", f"{DELIVERIES}{sent.id}/replay/"):
            for client in clients:
                assert client.post(place, given).status_code == 403
            assert Client().post(place, given).status_code == 302
        assert changed_since(before, *SAVED) == {}
        for page in (ENDPOINTS, DELIVERIES, f"{ENDPOINTS}{made.id}/", f"{DELIVERIES}{sent.id}/"):
            assert Client().get(page).status_code == 302
        who_may = operator(COMPLIANCE)
        assert who_may.get(f"{ENDPOINTS}{made.id}/disable/").status_code == 302
        assert who_may.get(f"{DELIVERIES}{sent.id}/replay/").status_code == 302

    def test_nothing_of_that_id(self, shop: Shop) -> None:
        client = operator(COMPLIANCE)
        for page in (ENDPOINTS, DELIVERIES):
            assert client.get(f"{page}{NOBODY}/").status_code == 404
        with pytest.raises(WebhookEndpointNotFound):
            queries.endpoint_for_operator(shop.id)
        with pytest.raises(WebhookDeliveryNotFound):
            queries.delivery_for_operator(shop.id)


class TestDeliveries:
    def test_one_with_what_was_sent_and_answered(self, receiver: Receiver, shop: Shop) -> None:
        made = an_endpoint(shop, receiver.url("/a-secret-path"))
        receiver.moods["/a-secret-path"] = "refuses"
        tell()
        sent = only(made.id)
        page = text_of(operator(SUPPORT).get(f"{DELIVERIES}{sent.id}/"))
        for told in (
            "pending, not taken yet", "Asha Exports", f'href="{ENDPOINTS}{made.id}/"',
            f'href="/admin/events/event/{sent.fact_id}/change/"',
            f"webhook-endpoint/{made.id}/1", '"type": "webhook_endpoint.created"',
            "refused", "500", "refuses", " ms",
        ):  # fmt: skip
            assert told in page, told
        assert "a-secret-path" not in page
        assert BUTTON not in page

    def test_filters(self, receiver: Receiver, shop: Shop, other: Shop) -> None:
        ours = an_endpoint(shop, receiver.url("/ours"))
        theirs = an_endpoint(other, receiver.url("/theirs"))
        receiver.moods["/ours"] = "refuses"
        tell()
        happened("more", merchant_id=shop.id)
        fan_out()
        [begun, waits] = deliveries(ours.id)
        told = only(theirs.id)
        client = operator(SUPPORT)
        for asked, expected in (
            ({}, {begun, waits, told}),
            ({"status": "pending"}, {begun, waits}),
            ({"status": "failing"}, {begun}),
            ({"status": "delivered"}, {told}),
            ({"status": "failed"}, set()),
            ({"type": begun.type}, {begun, told}),
            ({"type": waits.type}, {waits}),
            ({"merchant": str(shop.id)}, {begun, waits}),
            ({"merchant": str(shop.id), "status": "failing"}, {begun}),
            ({"merchant": str(other.id), "status": "pending"}, set()),
            ({"endpoint": str(theirs.id)}, {told}),
            ({"endpoint": str(ours.id), "status": "pending"}, {begun, waits}),
            ({"endpoint": str(ours.id), "status": "failing"}, {begun}),
            ({"endpoint": str(ours.id), "merchant": str(other.id)}, set()),
            ({"q": begun.subject}, {begun}),
            ({"q": f"{begun.subject}/1"}, {begun}),
            ({"q": f"{begun.subject}/2"}, set()),
            ({"q": f"{begun.subject}/1", "status": "delivered"}, set()),
            ({"q": f"{begun.subject}/1", "endpoint": str(theirs.id)}, set()),
        ):
            page = text_of(client.get(DELIVERIES, asked))
            seen = {each for each in (begun, waits, told) if f"{DELIVERIES}{each.id}/" in page}
            assert seen == expected, asked

    def test_what_waits_is_shown_oldest_first(self, receiver: Receiver, shop: Shop) -> None:
        an_endpoint(shop, receiver.url())
        happened("later", merchant_id=shop.id)
        fan_out()
        client = operator(SUPPORT)
        for status, order in (("pending", "created_at"), ("", "-id")):
            page = text_of(client.get(DELIVERIES, {"status": status}))
            places = [page.index(str(each.id)) for each in Delivery.objects.order_by(order)]
            assert places == sorted(places)

    def test_sent_again_with_a_reason(self, receiver: Receiver, shop: Shop) -> None:
        made = an_endpoint(shop, receiver.url())
        tell()
        sent = only(made.id)
        client = operator(COMPLIANCE)
        read = done(client, f"{DELIVERIES}{sent.id}/replay/", {"reason": "They lost it"})
        assert "under the same id" in read
        assert only(made.id).state == "pending"
        record = AuditRecord.objects.filter(action="webhook_endpoint.replay").get()
        assert (record.actor_kind, record.after["note"]) == ("operator", "They lost it")
        before = everything()
        again = {"reason": "And again", "confirmed": "yes"}
        assert client.post(f"{DELIVERIES}{sent.id}/replay/", again).status_code == 400
        assert client.post(f"{DELIVERIES}{sent.id}/replay/", {"reason": "x"}).status_code == 400
        assert changed_since(before, *SAVED) == {}
        deliver()
        assert len(set(receiver.ids())) == 1
        assert len(receiver.ids()) == 2
        do(actions.disable_endpoint, shop, endpoint_id=made.id)
        assert "not enabled" in text_of(client.post(f"{DELIVERIES}{sent.id}/replay/", again))


def test_longer_lists_cost_no_more_queries(receiver: Receiver, shop: Shop, other: Shop) -> None:
    client = operator(SUPPORT)
    pages = (ENDPOINTS, DELIVERIES, f"{DELIVERIES}?status=pending")

    def costs() -> list[int]:
        counted = []
        for page in pages:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(page).status_code == 200
            counted.append(len(asked))
        return counted

    an_endpoint(shop, receiver.url())
    fan_out()
    costs()
    before = costs()
    for each in (shop, other):
        an_endpoint(each, receiver.url("/more"))
        happened("one", "two", "three", merchant_id=each.id)
    fan_out()
    assert costs() == before


INDEXES: dict[str, dict[str, Any]] = {
    "webhooks_delivery_waiting_idx": {"state": "pending"},
    "webhooks_delivery_undone_idx": {"endpoint_id": NOBODY, "state": "failed"},
    "webhooks_delivery_merchant_idx": {"merchant_id": NOBODY, "type": "deal.posted"},
    "webhooks_delivery_endpoint_idx": {"endpoint_id": NOBODY, "tries__gt": 0},
    "webhooks_delivery_pkey": {"type": "deal.posted"},
}


@pytest.mark.django_db
@pytest.mark.parametrize("index", INDEXES)
def test_an_index_answers(index: str) -> None:
    """Also where there are millions: nothing is sorted, nothing is read from its beginning."""
    db.execute("SET LOCAL enable_seqscan = off")
    db.execute("SET LOCAL enable_bitmapscan = off")
    assert index in queries.deliveries_for_operator(**INDEXES[index])[:50].explain()
