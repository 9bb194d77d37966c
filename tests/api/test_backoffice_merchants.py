"""Merchants in the back office, and what things cost and how much may move."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from adulis.fees import actions as fees
from adulis.gateways.values import Source, Verdict
from adulis.identity.values import OperatorRole
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.kernel.money import rupees
from adulis.limits import actions as limits
from adulis.limits.values import LimitKind, Window
from tests.backoffice import SAVED, operator, text_of
from tests.giving_back import pass_time
from tests.rows import changed_since, everything
from tests.words import an_operator, said, started
from tests.world import Shop, a_shop

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_desk")]
MERCHANTS, TERMS = "/admin/merchants/", "/admin/terms/"
FINANCE, ADMIN = OperatorRole.FINANCE, OperatorRole.ADMIN
COMPLIANCE, SUPPORT = OperatorRole.COMPLIANCE, OperatorRole.SUPPORT


@pytest.fixture
def shop() -> Shop:
    return a_shop("Asha", paise=1_000_000)


def place(shop: Shop) -> str:
    return f"{MERCHANTS}{shop.id}/"


def fact(page: str, name: str) -> str:
    """What a sheet says under a name."""
    _, _, rest = page.partition(f'<th scope="row">{name}</th><td>')
    assert rest, name
    return rest.partition("</td>")[0]


def freeze(client: Client, shop: Shop, reason: str, until: str = "") -> None:
    form = {"merchant": str(shop.id), "reason": reason, "until": until}
    answer = client.post("/admin/propose/freeze/", form)
    assert answer.status_code == 302, answer.content.decode()


class TestMerchants:
    @pytest.mark.parametrize("role", list(OperatorRole))
    def test_every_role_finds_one_by_any_name(self, shop: Shop, role: OperatorRole) -> None:
        client, other = operator(role), a_shop("Binu")
        name = text_of(client.get(place(shop))).partition("<h1>")[2].partition("</h1>")[0]
        for text in (shop.id, shop.owner_id, name[:5].upper()):
            page = text_of(client.get(MERCHANTS, {"q": str(text)}))
            assert [place(each) in page for each in (shop, other)] == [True, False], text
        assert "No merchant is found." in text_of(client.get(MERCHANTS, {"q": "%"}))
        assert "No merchant is found." in text_of(client.get(MERCHANTS, {"status": "elsewhere"}))
        assert place(other) in text_of(client.get(MERCHANTS))

    def test_those_that_are_frozen(self, shop: Shop) -> None:
        other = a_shop("Binu")
        client = operator(COMPLIANCE)
        freeze(client, shop, "A court order")
        page = text_of(client.get(MERCHANTS, {"status": "frozen"}))
        assert [place(each) in page for each in (shop, other)] == [True, False]
        assert "A court order" in page

    def test_one_with_what_it_holds(self, shop: Shop) -> None:
        said(started(shop.pay_out(250_000)), Verdict.UNKNOWN, Source.SUBMISSION)
        page = text_of(operator(SUPPORT).get(place(shop)))
        assert fact(page, "Available") == "₹7,500.00"
        assert fact(page, "Held for payouts") == "₹2,500.00"
        assert fact(page, "Of that in doubt at the bank") == "₹2,500.00"
        assert fact(page, "Owed to the platform") == "₹0.00"
        assert (shop.available, shop.held) == (750_000, 250_000)
        for told in (
            f'href="/admin/people/{shop.owner_id}/"', "owner", "At once", "no limit",
            f'href="/admin/payouts/?q={shop.id}"', f'href="/admin/cases/?merchant={shop.id}"',
            "Nothing waits for people.",
        ):  # fmt: skip
            assert told in page, told
        assert shop.accounts[0].number not in page
        assert page.count("<form") == 1  # to sign out

    def test_every_link_of_it_opens_for_whom_it_is_shown(self, shop: Shop) -> None:
        for role in OperatorRole:
            client = operator(role)
            page = text_of(client.get(place(shop)))
            content = page.partition('id="content"')[2]
            links = [part.partition('"')[0] for part in content.split('href="')[1:]]
            assert len(links) > 4
            for link in links:
                assert client.get(link).status_code == 200, (role, link)

    def test_leads_whoever_may_freeze_to_the_form(self, shop: Shop) -> None:
        for role in (SUPPORT, FINANCE):
            assert "Let no money leave" not in text_of(operator(role).get(place(shop)))
        client = operator(COMPLIANCE)
        link = f"/admin/propose/freeze/?merchant={shop.id}"
        assert f'href="{link}"' in text_of(client.get(place(shop)))
        assert f'value="{shop.id}"' in text_of(client.get(link))
        freeze(client, shop, "A court order")
        page = text_of(client.get(place(shop)))
        assert fact(page, "Because") == "A court order"
        assert f'href="/admin/propose/unfreeze/?merchant={shop.id}"' in page

    def test_says_until_when_it_is_frozen(self, shop: Shop) -> None:
        client = operator(COMPLIANCE)
        assert fact(text_of(client.get(place(shop))), "Until") == "–"
        freeze(client, shop, "A look", "2999-01-31 14:00")
        page = text_of(client.get(place(shop)))
        assert "2999-01-31 14:00" in fact(page, "Until")
        assert "2999-01-31 14:00" in text_of(client.get(MERCHANTS, {"status": "frozen"}))
        assert "Freeze it for longer" in page
        freeze(client, shop, "A look")
        page = text_of(client.get(place(shop)))
        assert fact(page, "Until") == "it is lifted"
        assert "Freeze it for longer" not in page

    def test_of_nobody(self) -> None:
        missing = f"{MERCHANTS}00000000-0000-4000-8000-000000000000/"
        assert operator(ADMIN).get(missing).status_code == 404

    def test_looking_changes_nothing(self, shop: Shop) -> None:
        client = operator(ADMIN)
        client.get("/admin/")
        before = everything()
        for address in (MERCHANTS, place(shop), TERMS):
            client.get(address)
            client.post(address)
        assert changed_since(before, *SAVED) == {}


class TestTerms:
    def rows(self, client: Client, title: str) -> list[list[str]]:
        """A table of the page, as it is read."""
        page = text_of(client.get(TERMS))
        body = page.partition(f"<h2>{title}</h2>")[2].partition("<tbody>")[2].partition("</tbody>")
        lines = [line.split("<td") for line in body[0].split("<tr>")[1:]]
        return [[_bare(cell) for cell in line[1:]] for line in lines]

    def test_what_counts_what_is_to_come_and_what_was(self) -> None:
        at, maker = db.clock(), an_operator()
        for flat, days in ((200, 0), (300, 0), (400, 5)):
            with db.transaction():
                fees.set_fee(
                    service="payout", flat_minor=flat, basis_points=50,
                    starts_at=at + timedelta(days=days, seconds=flat // 100), actor=maker, at=at,
                )  # fmt: skip
        pass_time(timedelta(minutes=1))
        rows = [row for row in self.rows(operator(FINANCE), "Fees") if row[0] == "Payout"]
        told = [(row[1], row[2].partition(" +")[0], row[4]) for row in rows[:3]]
        assert told == [
            ("to come", "₹4.00", "Farah"), ("now", "₹3.00", "Farah"), ("before", "₹2.00", "Farah"),
        ]  # fmt: skip

    def test_a_service_that_costs_nothing_is_named_all_the_same(self) -> None:
        services = {row[0] for row in self.rows(operator(FINANCE), "Fees")}
        assert {"Payout", "Transfer", "Deposit"} <= services

    def test_limits_by_tier_kind_and_window(self) -> None:
        at = db.clock()
        with db.transaction():
            limits.set_limit(
                tier="gold", kind=LimitKind.PAYOUT, window=Window.DAY, maximum=rupees(5_000_000),
                starts_at=at + timedelta(days=1), actor=system("tests"), at=at,
            )  # fmt: skip
        rows = self.rows(operator(COMPLIANCE), "Limits")
        assert ["gold", "Payout", "Day", "to come", "at most ₹50,000.00"] in [r[:5] for r in rows]
        assert any(row[0] == "every other" and row[3] == "now" for row in rows)

    def test_support_does_not_look_and_only_who_may_proposes(self) -> None:
        assert operator(SUPPORT).get(TERMS).status_code == 403
        assert "Propose another" not in text_of(operator(COMPLIANCE).get(TERMS))
        page = text_of(operator(FINANCE).get(TERMS))
        for form in ("fee", "limit"):
            assert f'href="/admin/propose/{form}/"' in page


def _bare(cell: str) -> str:
    """Without its tags."""
    return re.sub(r"<[^>]*>", "", cell.partition(">")[2]).strip()
