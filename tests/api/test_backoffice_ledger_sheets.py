"""An entry and an account in the ledger explorer: what stands there, then and now; its proof."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from adulis.backoffice.pages import ROWS
from adulis.gateways.values import Verdict
from adulis.identity.values import OperatorRole
from adulis.kernel import db
from adulis.ledger import actions as ledger
from adulis.ledger import tasks
from adulis.ledger.models import Account, Entry
from adulis.ledger.standalone import verify_proof
from tests.backoffice import BUTTON, operator, text_of
from tests.book import NOON, entry, let_the_horizon_pass, move
from tests.databases import TestDatabase
from tests.ledger_pages import (
    LEDGER,
    NOSTRO,
    account_place,
    entry_place,
    facts,
    looked,
    rows_of,
    rupees_text,
)
from tests.reconciling import a_payment
from tests.world import Shop, a_shop

FINANCE, ADMIN = OperatorRole.FINANCE, OperatorRole.ADMIN
COMPLIANCE = OperatorRole.COMPLIANCE
FEES = "platform/fees/INR"
PAISE = 60_000


pytestmark = pytest.mark.usefixtures("at_the_desk")


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=500_000)


@pytest.mark.django_db
class TestEntry:
    def test_says_everything_it_says(self, shop: Shop) -> None:
        attempt = a_payment(shop, PAISE, Verdict.SUCCESS)
        made = Entry.objects.get(key=f"payout/{attempt.payout_id}/completed")
        answer = operator(FINANCE).get(entry_place(made.id))
        told = facts(answer, "The entry")
        assert told["Kind"] == "payout_completed"
        assert told["Key"] == made.key
        assert told["Digest (SHA-256)"] == bytes(made.digest).hex()
        assert told["By"] == made.actor
        lines = db.fetch_all(
            "SELECT account.address, line.amount_minor, line.balance_minor FROM ledger_line line"
            " JOIN ledger_account account ON account.id = line.account_id"
            " WHERE line.entry_id = %s ORDER BY line.position", [made.id],
        )  # fmt: skip
        pairs = zip(lines[::2], lines[1::2], strict=True)

        def left(minor: int | None) -> str:
            return "–" if minor is None else rupees_text(minor)

        assert rows_of(answer, "What it moved") == [
            [source, left(there), target, left(then), rupees_text(minor)]
            for (source, _, there), (target, minor, then) in pairs
        ]
        page = text_of(answer)
        for address, *_ in lines:
            assert f'href="{account_place(address)}"' in page
        assert f'href="/admin/payouts/{attempt.payout_id}/"' in page
        assert f'href="{LEDGER}?subject=payout%2F{attempt.payout_id}"' in page
        assert f'href="/admin/merchants/{shop.id}/"' in page
        assert "Not sealed yet" in page
        assert BUTTON not in page

    def test_a_reversal_is_linked_both_ways(self, shop: Shop) -> None:
        with db.transaction():
            first = ledger.post(posting=entry("wrong", move(NOSTRO, FEES, 100)))
            back = ledger.reverse(
                entry_id=first.entry_id, at=NOON, actor=shop.actor, key="wrong/back"
            )
        client = operator(COMPLIANCE)
        taken = facts(client.get(entry_place(first.entry_id)), "The entry")
        assert taken["Taken back by"] == str(back.entry_id)
        takes = client.get(entry_place(back.entry_id))
        assert facts(takes, "The entry")["Takes back"] == str(first.entry_id)
        assert f'href="{entry_place(first.entry_id)}"' in text_of(takes)

    def test_what_others_wrote_is_shown_as_words(self, shop: Shop) -> None:
        told: dict[str, Any] = {"memo": "<script>alert(1)</script>", "metadata": {"<b>": ["&", 1]}}
        with db.transaction():
            made = ledger.post(posting=entry("hostile", move(NOSTRO, FEES, 1), **told))
        answer = operator(FINANCE).get(entry_place(made.entry_id))
        assert b"<script>alert" not in answer.content
        assert b'<th scope="row"><b>' not in answer.content
        assert facts(answer, "Metadata") == {"<b>": '["&", 1]'}

    def test_one_that_is_not_there(self) -> None:
        assert operator(FINANCE).get(entry_place(uuid4())).status_code == 404


def test_a_proof_is_downloaded_and_convinces(fresh_database: TestDatabase) -> None:
    shop = a_shop(paise=500_000)
    made = Entry.objects.get()
    client, place = operator(ADMIN), f"{entry_place(made.id)}proof/"
    assert "It is not sealed yet." in text_of(client.post(place))
    let_the_horizon_pass()
    while tasks.seal():
        pass
    answer = client.get(entry_place(made.id))
    assert facts(answer, "In the sealed book") == {
        "Leaf": "number 0, counted from 0", "First seal over it": "1",
        "Newest head over it that has left the house": "none yet",
        "To prove it": f"./adulis ledger prove {made.id}",
    }  # fmt: skip
    assert client.get(place).status_code == 302
    sent = client.post(place)
    assert sent["Content-Disposition"] == f'attachment; filename="proof-{made.id}.json"'
    verdicts = verify_proof.check(sent.json(), None, None)
    assert verify_proof.BAD not in [verdict for verdict, _ in verdicts]
    assert f"merchant/{shop.id}/available/INR" in sent.content.decode()
    assert ("ledger.prove", f"entry/{made.id}", {"key": made.key}) in looked()


@pytest.mark.django_db
class TestAccount:
    def lines(self, client: Client, address: str) -> list[tuple[str, str]]:
        """(amount, balance after) of every line, page after page."""
        found: list[tuple[str, str]] = []
        query = ""
        while True:
            answer = client.get(f"{account_place(address)}{query}")
            found += [(row[-2].text, row[-1].text) for row in answer.context["table"].rows]
            if not answer.context["following"]:
                return found
            query = f"?{answer.context['following']}"

    def post(self, count: int) -> None:
        moves = [move(NOSTRO, f"merchant/{UUID(int=9)}/available/INR", 1_000)]
        with db.transaction():
            ledger.post_all(postings=[entry(f"a/{n}", *moves) for n in range(count)])

    @pytest.mark.parametrize("address", [f"merchant/{UUID(int=9)}/available/INR", NOSTRO])
    def test_every_line_with_the_balance_after_it(self, address: str) -> None:
        """Chained or not, over pages: as a sum over the table says it."""
        self.post(2 * ROWS + 3)
        expected = db.fetch_all(
            "SELECT line.amount_minor, (sum(line.amount_minor) OVER (ORDER BY line.id))::bigint"
            "  FROM ledger_line line JOIN ledger_account account ON account.id = line.account_id"
            " WHERE account.address = %s ORDER BY line.id DESC", [address],
        )  # fmt: skip
        assert len(expected) == 2 * ROWS + 3
        shown = self.lines(operator(FINANCE), address)
        assert shown == [tuple(map(rupees_text, row)) for row in expected]

    def test_the_next_page_counts_on_although_more_was_booked(self) -> None:
        self.post(ROWS + 3)
        client = operator(FINANCE)
        first = client.get(account_place(NOSTRO))
        last = first.context["table"].rows[-1][-1].text
        with db.transaction():
            ledger.post(posting=entry("later", move(NOSTRO, FEES, 777)))
        second = client.get(f"{account_place(NOSTRO)}?{first.context['following']}")
        then = second.context["table"].rows[0][-1].text
        assert (last, then) == (rupees_text(-4_000), rupees_text(-3_000))

    def test_a_place_that_somebody_made_up_is_the_first_page(self) -> None:
        self.post(ROWS + 3)
        client = operator(FINANCE)
        query = client.get(account_place(NOSTRO)).context["following"]
        other = account_place(f"merchant/{UUID(int=9)}/available/INR")
        for place in (f"{account_place(NOSTRO)}?after=x", f"{other}?{query}"):
            answer = client.get(place)
            newest = answer.context["table"].rows[0][-1].text
            assert newest in {rupees_text(-1_000 * (ROWS + 3)), rupees_text(1_000 * (ROWS + 3))}

    def test_what_it_holds_now_and_held_then(self, shop: Shop) -> None:
        address, client = f"merchant/{shop.id}/available/INR", operator(COMPLIANCE)
        before = db.clock()
        shop.pay_out(PAISE)
        told = facts(client.get(account_place(address)), "The account")
        assert told["Holds now"] == rupees_text(shop.available)
        assert told["Of"] == shop.name
        then = facts(
            client.get(account_place(address), {"at": timezone.localtime(before).isoformat(" ")}),
            "The account",
        )
        assert then["Held, as recorded by then"] == rupees_text(500_000)
        page = text_of(client.get(account_place(address)))
        assert f'href="/admin/merchants/{shop.id}/"' in page
        assert f"{LEDGER}?subject=merchant%2F{shop.id}" in page

    def test_is_found_by_its_number(self, shop: Shop) -> None:
        account = Account.objects.get(address=NOSTRO)
        answer = operator(FINANCE).get(f"{LEDGER}accounts/{account.id}/")
        assert answer["Location"] == account_place(NOSTRO)

    @pytest.mark.parametrize(
        "address", ["nowhere", "merchant/x", "1", "9" * 30, "%00", "..%2f..", "platform/fees/inr"]
    )
    def test_one_that_is_not_there(self, shop: Shop, address: str) -> None:
        assert operator(FINANCE).get(account_place(address)).status_code == 404


def test_pages_are_of_the_moment_the_first_was_read(fresh_database: TestDatabase) -> None:
    """What was numbered before it, and committed after it, is not on the next one."""
    client, posted, is_read = operator(FINANCE), Event(), Event()

    def post(name: str, count: int) -> None:
        moves = [move(NOSTRO, FEES, 1_000)]
        ledger.post_all(postings=[entry(f"{name}/{n}", *moves) for n in range(count)])

    def linger() -> None:
        try:
            with db.transaction():
                post("late", 1)
                posted.set()
                assert is_read.wait(60)
        finally:
            connection.close()

    with db.transaction():
        post("old", 3)
    with ThreadPoolExecutor(1) as threads:
        lingering = threads.submit(linger)
        assert posted.wait(60)
        with db.transaction():
            post("new", ROWS)
        following = client.get(account_place(NOSTRO)).context["following"]
        is_read.set()
        lingering.result()
    answer = client.get(f"{account_place(NOSTRO)}?{following}")
    told = [(row[-2].text, row[-1].text) for row in answer.context["table"].rows]
    assert told == [(rupees_text(-1_000), rupees_text(-1_000 * left)) for left in (3, 2, 1)]
    newest = client.get(account_place(NOSTRO)).context["table"].rows[0][-1].text
    assert newest == rupees_text(-1_000 * (ROWS + 4))
