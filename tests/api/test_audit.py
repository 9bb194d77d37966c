"""``/audit/``: owners find what was done in their merchant's name, and nobody else's."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from pytest_django import Settings

from adulis.audit import actions as audit
from adulis.audit.models import AuditRecord
from adulis.identity import actions as identity
from adulis.identity.values import MemberRole
from adulis.kernel import db
from adulis.kernel.actors import Actor, ActorKind, bank
from adulis.kernel.ids import new_id
from adulis.payouts import actions as payouts
from tests.doors import problem_of
from tests.openapi import CheckedApi
from tests.people import DEVICE
from tests.world import BUILDER, PASSWORD, Shop, a_member, a_shop

pytestmark = pytest.mark.django_db

OPERATOR = Actor(
    ActorKind.OPERATOR, str(new_id()), address="192.0.2.99", request_id="operators-own"
)


@pytest.fixture(autouse=True)
def _localhost(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=100_000)


def as_person(email: str) -> CheckedApi:
    with db.transaction():
        pair = identity.sign_in(
            email=email, password=PASSWORD, device=DEVICE, actor=BUILDER, at=db.clock()
        )
    return CheckedApi(pair.access)


def owner(shop: Shop) -> CheckedApi:
    return as_person(shop.owner_email)


def wrote(shop: Shop, action: str, *, actor: Actor | None = None, **more: Any) -> None:
    with db.transaction():
        audit.write(
            actor=actor or shop.actor,
            action=action,
            subject=more.get("subject", "test/1"),
            merchant_id=shop.id,
            before=more.get("before", {}),
            after=more.get("after", {}),
            at=more.get("at") or db.clock(),
        )


def actions_of(api: CheckedApi, **query: Any) -> list[str]:
    return [each["action"] for each in api.get("/audit/", **query).json()["results"]]


def exported(api: CheckedApi, **query: Any) -> list[dict[str, str]]:
    answer = api.get("/audit/export/", **query)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="audit.csv"'
    text = b"".join(answer.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


class TestSearching:
    def test_tells_who_did_what_and_what_it_changed(self, shop: Shop) -> None:
        payout = shop.pay_out(40_000)
        with db.transaction():
            payouts.cancel_payout(
                merchant_id=shop.id, payout_id=payout.id, actor=shop.actor, at=db.clock()
            )
        cancelled, created = (
            owner(shop).get("/audit/", subject=f"payout/{payout.id}").json()["results"]
        )
        assert (created["action"], cancelled["action"]) == ("payout.create", "payout.cancel")
        assert cancelled["who"] == {"kind": "user", "name": "Asha"}
        assert cancelled["actor_id"] == str(shop.owner_id)
        assert cancelled["before"] == {"state": "pending"}
        assert cancelled["after"]["state"] == "cancelled"

    def test_finds_by_each_of_its_filters(self, shop: Shop) -> None:
        now = db.clock()
        key = Actor(ActorKind.API_KEY, str(new_id()), str(shop.owner_id), "192.0.2.1", "request-77")
        wrote(shop, "a.one", subject="thing/1", at=now + timedelta(seconds=10))
        wrote(shop, "a.two", subject="thing/1", at=now + timedelta(seconds=20))
        wrote(shop, "a.two", subject="thing/2", actor=key, at=now + timedelta(seconds=30))
        api = owner(shop)
        assert actions_of(api, subject="thing/1") == ["a.two", "a.one"]
        assert actions_of(api, action="a.two") == ["a.two", "a.two"]
        assert actions_of(api, actor=key.id) == ["a.two"]
        assert actions_of(api, request_id="request-77") == ["a.two"]
        assert actions_of(api, subject="thing/1", action="a.one") == ["a.one"]
        # From the first moment on, and until just before the second.
        since, until = (now + timedelta(seconds=each) for each in (10, 20))
        spelled = {"since": since.isoformat(), "until": until.isoformat()}
        assert actions_of(api, **spelled) == ["a.one"]
        assert actions_of(api, subject="thing/9") == []

    def test_pages_to_the_end_and_misses_none_of_one_moment(self, shop: Shop) -> None:
        moment = db.clock() + timedelta(seconds=5)
        for number in range(5):
            wrote(shop, f"n.{number}", subject="paged/1", at=moment)
        api = owner(shop)
        found, answer = [], api.get("/audit/", subject="paged/1", limit=2).json()
        while True:
            found += [each["action"] for each in answer["results"]]
            if answer["next"] is None:
                break
            path = answer["next"].partition("/api/v1")[2]
            answer = api.get(path).json()
        assert found == ["n.4", "n.3", "n.2", "n.1", "n.0"]

    def test_a_cursor_of_another_list_is_refused(self, shop: Shop) -> None:
        api = owner(shop)
        assert problem_of(api.get("/audit/", cursor="made-up")) == (400, "cursor_invalid")

    def test_masks_what_has_the_form_of_a_secret(self, shop: Shop) -> None:
        wrote(
            shop,
            "a.leak",
            before={"password": "hunter2-hunter2", "note": "account 50100012345678"},
            after={"link": "https://asha:hunter2@example.com/", "nested": {"pan": "ABCPK1234L"}},
        )
        [told] = owner(shop).get("/audit/", action="a.leak").json()["results"]
        assert told["before"] == {"password": "***", "note": "account ***5678"}
        assert told["after"] == {
            "link": "https://asha:***@example.com/",
            "nested": {"pan": "***"},
        }


class TestWhoMayLook:
    def test_another_merchants_records_are_not_there(self, shop: Shop) -> None:
        theirs = a_shop(paise=100_000)
        payout = theirs.pay_out(40_000)
        assert actions_of(owner(shop), subject=f"payout/{payout.id}") == []
        assert exported(owner(shop), subject=f"payout/{payout.id}") == []
        foreign = owner(shop).get("/audit/", merchant_id=str(theirs.id))
        assert problem_of(foreign) == (404, "merchant_not_found")

    @pytest.mark.parametrize("role", [MemberRole.VIEWER, MemberRole.FINANCE])
    def test_only_owners_may(self, shop: Shop, role: MemberRole) -> None:
        _, email = a_member(shop, role)
        for path in ("/audit/", "/audit/export/"):
            assert problem_of(as_person(email).get(path)) == (403, "role_too_low")
        assert not AuditRecord.objects.filter(action="audit.export").exists()

    def test_what_operators_did_is_told_without_what_they_wrote(self, shop: Shop) -> None:
        wrote(
            shop,
            "merchant.freeze",
            actor=OPERATOR,
            before={"frozen": False},
            after={"note": "looks like a mule account"},
        )
        [told] = owner(shop).get("/audit/", action="merchant.freeze").json()["results"]
        assert told["who"] == {"kind": "platform", "name": "an operator"}
        assert (told["actor_id"], told["address"], told["request_id"]) == (None, None, None)
        assert (told["before"], told["after"]) == ({}, {})
        [row] = exported(owner(shop), action="merchant.freeze")
        assert (row["actor"], row["address"], row["request_id"], row["after"]) == (
            "an operator", "", "", "{}",
        )  # fmt: skip

    def test_what_the_bank_did_is_told(self, shop: Shop) -> None:
        wrote(shop, "credit.hear", actor=bank("simbank"), after={"amount_paise": 500})
        [told] = owner(shop).get("/audit/", action="credit.hear").json()["results"]
        assert told["who"] == {"kind": "bank", "name": "the bank"}
        assert told["after"] == {"amount_paise": 500}

    def test_that_an_operator_looked_is_not_told_to_whom_they_looked_into(self, shop: Shop) -> None:
        from adulis.audit.values import Search

        with db.transaction():
            audit.note_reading(
                search=Search(merchant_id=shop.id), is_export=False, actor=OPERATOR, at=db.clock()
            )
        [kept] = AuditRecord.objects.filter(action="audit.search")
        assert (kept.subject, kept.merchant_id) == (f"merchant/{shop.id}", None)
        assert actions_of(owner(shop), action="audit.search") == []


class TestExporting:
    def test_gives_the_same_records_as_the_list(self, shop: Shop) -> None:
        shop.pay_out(40_000)
        api = owner(shop)
        listed = api.get("/audit/", limit=100).json()["results"]
        rows = exported(api)
        # The first row is the deed of taking it.
        assert (rows[0]["action"], rows[0]["actor"]) == ("audit.export", "Asha")
        assert [row["id"] for row in rows[1:]] == [str(each["id"]) for each in listed]
        assert [row["actor"] for row in rows[1:]] == [each["who"]["name"] for each in listed]
        assert {row["merchant_id"] for row in rows} == {str(shop.id)}

    def test_leaves_a_record_of_itself(self, shop: Shop) -> None:
        exported(owner(shop), action="payout.create", since="2026-01-01T00:00:00Z")
        [kept] = AuditRecord.objects.filter(action="audit.export")
        assert (kept.merchant_id, kept.subject) == (shop.id, f"merchant/{shop.id}")
        assert (kept.actor_kind, kept.actor_id) == ("user", str(shop.owner_id))
        assert kept.after == {
            "merchant_id": str(shop.id),
            "action": "payout.create",
            "since": "2026-01-01 00:00:00+00:00",
        }

    @pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
    def test_nothing_in_it_is_run_by_a_spreadsheet(self, shop: Shop, first: str) -> None:
        wrote(shop, "a.formula", subject=f"{first}HYPERLINK(1)")
        [row] = exported(owner(shop), action="a.formula")
        assert row["subject"] == f"'{first}HYPERLINK(1)"

    def test_is_read_in_pieces_however_long_it_is(
        self, shop: Shop, django_assert_max_num_queries: Any
    ) -> None:
        deeds = [
            audit.Deed(
                action="a.many", subject=f"many/{number}", merchant_id=shop.id, before={}, after={}
            )
            for number in range(2_500)
        ]
        with db.transaction():
            audit.write_all(deeds=deeds, actor=shop.actor, at=db.clock())
        answer = owner(shop).get("/audit/export/", action="a.many")
        pieces = iter(answer.streaming_content)
        with django_assert_max_num_queries(2):  # a chunk, and what its people are called
            next(pieces)
            next(pieces)
        text = b"".join(pieces).decode()
        assert text.count("a.many") == 2_500 - 500
