"""The chapters of the tour, in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from random import SystemRandom
from typing import Any

from adulis.kernel.ids import new_id
from adulis.kernel.money import rupee_text
from adulis.ops import invariants
from adulis.ops.demo.api import Answer, Shop
from adulis.ops.demo.market import Trade
from adulis.ops.demo.stage import Stage

# Amounts no other payment of the sandbox is likely to have, so that scripts meet their payments.
_CHANCE = SystemRandom()
HUNDRED_RUPEES = 100_00
SIXTY_RUPEES = 60_00
_OK, _CREATED, _CONFLICT = 200, 201, 409


class Tour:
    """One walk through the platform; ``stage`` keeps the count of promises."""

    def __init__(self, stage: Stage, shops: Sequence[Shop], trade: Trade | None) -> None:
        self.stage = stage
        self.shops = shops
        self.trade = trade
        self.spent = {shop.id: 0 for shop in shops}
        self.walked: list[tuple[str, Shop, str]] = []

    def walk(self) -> None:
        chapters = (
            self.balances_before,
            self.it_completes,
            self.it_fails,
            self.its_answer_is_lost,
            self.the_bank_takes_it_back,
            self.a_request_is_sent_twice,
            self.two_race_for_one_balance,
            self.balances_after,
            self.books_side_by_side,
            *self._of_trade(),
            self.invariants_hold,
        )
        self.stage.chapters = len(chapters)
        for chapter in chapters:
            chapter()

    def _of_trade(self) -> Sequence[Callable[[], None]]:
        """None where the demo world is of a version without a market."""
        if self.trade is None:
            return ()
        trade = self.trade
        return (
            trade.two_bid_for_a_request,
            trade.the_best_is_chosen,
            trade.the_money_waits,
            trade.they_disagree,
        )

    # --- chapters ---------------------------------------------------------------------------------

    def balances_before(self) -> None:
        self.stage.chapter("Three merchants and what they have")
        with self.stage.waiting("waiting for what is on its way to be available"):
            self.before = {
                shop.id: shop.wait("/balance/", lambda it: it.get("pending_paise") == 0)
                for shop in self.shops
            }
        self._show_balances(self.before)
        for shop in self.shops:
            self._adds_up(shop, self.before[shop.id])

    def it_completes(self) -> None:
        self.stage.chapter("A payout that completes")
        shop = self.shops[0]
        payout = self._pay(shop, "ok", "a payout that completes")
        done = self._settled(shop, payout["id"])
        self.stage.tell(f"The bank paid under UTR [bold]{done['utr']}[/].")
        self._promise_status(done, "completed")
        self.spent[shop.id] += done["amount_paise"]

    def it_fails(self) -> None:
        self.stage.chapter("A payout that the bank refuses")
        shop = self.shops[0]
        before = shop.balance()["available_paise"]
        payout = self._pay(shop, "account_closed", "a payout that is refused")
        done = self._settled(shop, payout["id"])
        self.stage.tell(f"The bank says: {done['status_details']['description']}")
        self._promise_status(done, "failed")
        self.stage.promise(
            "the money is available again, to the paisa",
            kept=shop.balance()["available_paise"] == before,
        )

    def its_answer_is_lost(self) -> None:
        self.stage.chapter("A payout whose answer is lost")
        shop = self.shops[1]
        self.stage.tell("The bank accepts it, then the connection breaks; it never calls back.")
        payout = self._pay(shop, "reset_after+lost_hooks", "a payout in doubt")
        with self.stage.waiting("waiting for the doubt"):
            doubtful = shop.wait_for(
                payout["id"], lambda it: it["in_doubt"] or it["status"] == "completed"
            )
        self.stage.promise("unknown is not failed: it is in doubt", kept=doubtful["in_doubt"])
        if doubtful["waiting"]:
            self.stage.tell(f"[dim]It waits for {doubtful['waiting']['on']}.[/]")
        balance = shop.balance()
        self.stage.promise(
            f"{rupee_text(balance['in_doubt_paise'])} of what is held is shown as in doubt",
            kept=balance["in_doubt_paise"] >= payout["amount_paise"],
        )
        done = self._settled(shop, payout["id"])
        self._promise_status(done, "completed")
        attempts = shop.get(f"/payouts/{payout['id']}/timeline/")["attempts"]
        self.stage.promise(
            f"resolved by asking ({attempts[0]['enquiry_count']}×), never by sending again",
            kept=len(attempts) == 1 and attempts[0]["sent_count"] == 1,
        )
        self.spent[shop.id] += done["amount_paise"]

    def the_bank_takes_it_back(self) -> None:
        self.stage.chapter("A payout that the bank returns")
        shop = self.shops[1]
        before = shop.balance()["available_paise"]
        payout = self._pay(shop, "returned", "a payout that comes back")
        self._promise_status(self._settled(shop, payout["id"]), "completed")
        with self.stage.waiting("waiting for the bank to take it back"):
            back = shop.wait_for(payout["id"], lambda it: bool(it["returned"]))
        self.stage.promise(
            "it stays completed and shows returned", kept=back["status"] == "completed"
        )
        self.stage.promise(
            "the money is available again", kept=shop.balance()["available_paise"] == before
        )

    def a_request_is_sent_twice(self) -> None:
        self.stage.chapter("A request that is sent twice")
        shop = self.shops[0]
        key, amount = str(new_id()), _amount()
        shop.script_bank("ok", amount)
        first = shop.pay(amount, key=key)
        held = shop.balance()["total_paise"]
        second = shop.pay(amount, key=key)
        other = shop.pay(amount + 1, key=key)
        self.stage.tell(f"Idempotency-Key [dim]{key}[/]")
        self.stage.promise(
            f"first {first.status}, then {second.status}, and the same bytes",
            kept=(first.status, second.status) == (_CREATED, _OK) and first.raw == second.raw,
        )
        self.stage.promise("the replay says that it is one", kept=second.is_replay)
        self.stage.promise(
            f"another amount under the same key is refused: {other.body.get('code')}",
            kept=other.status == _CONFLICT,
        )
        done = self._settled(shop, first.body["id"])
        self.spent[shop.id] += done["amount_paise"]
        self.stage.promise(
            "one payout left the wallet, not two",
            kept=held - shop.balance()["total_paise"] == amount,
        )
        self.walked.append(("sent twice", shop, first.body["id"]))

    def two_race_for_one_balance(self) -> None:
        self.stage.chapter("Two ₹60 race for ₹100")
        shop = self.shops[2]
        parked = self._leave_available(shop, HUNDRED_RUPEES)
        self.stage.tell(
            f"{shop.name} has {rupee_text(shop.balance()['available_paise'])} available."
        )
        shop.script_bank("ok", SIXTY_RUPEES)
        with ThreadPoolExecutor(2) as racers:
            answers = list(racers.map(lambda _: shop.pay(SIXTY_RUPEES), range(2)))
        statuses = sorted(answer.status for answer in answers)
        self.stage.promise(
            f"exactly one won ({statuses[0]}), the other was refused ({statuses[1]})",
            kept=statuses == [_CREATED, _CONFLICT],
        )
        loser = next((each for each in answers if each.status == _CONFLICT), answers[0])
        self.stage.tell(
            f"[dim]The loser was told: {loser.body.get('code')}, "
            f"{rupee_text(loser.body.get('available_paise', 0))} available.[/]"
        )
        for winner in (each for each in answers if each.status == _CREATED):
            self._settled(shop, winner.body["id"])
            self.spent[shop.id] += SIXTY_RUPEES
            self.walked.append(("won the race", shop, winner.body["id"]))
        if parked:
            shop.post(f"/payouts/{parked}/cancel/")
            self.stage.tell("[dim]What was set aside for the race is given back.[/]")

    def balances_after(self) -> None:
        self.stage.chapter("What they have now")
        after = {shop.id: shop.balance() for shop in self.shops}
        self._show_balances(after)
        for shop in self.shops:
            self._adds_up(shop, after[shop.id])
            gone = self.before[shop.id]["total_paise"] - after[shop.id]["total_paise"]
            self.stage.promise(
                f"{shop.name} has {rupee_text(gone)} less: what was paid, nothing else",
                kept=gone == self.spent[shop.id],
            )

    def books_side_by_side(self) -> None:
        self.stage.chapter("The bank's books beside ours")
        rows, agree = [], True
        for told, shop, payout_id in self.walked:
            payout = shop.get(f"/payouts/{payout_id}/")
            net = sum(each["net_paise"] for each in shop.truth(payout_id))
            paid = payout["status"] == "completed" and not payout["returned"]
            expected = payout["amount_paise"] if paid else 0
            agree = agree and net == expected
            shown = "returned" if payout["returned"] else payout["status"]
            rows.append([told, shown, rupee_text(expected), rupee_text(net)])
        self.stage.table(["payout", "our word", "we booked", "the bank paid"], rows)
        self.stage.promise("the bank paid exactly what we say it paid", kept=agree)

    def invariants_hold(self) -> None:
        self.stage.chapter("The invariants of every room")
        with invariants.frozen_view():
            findings = invariants.examine()
        for finding in findings:
            if finding.broken:
                self.stage.promise(f"{finding.check.promise} ({finding.broken} rows)", kept=False)
        self.stage.promise(
            f"{len(findings)} invariants, no row that breaks one",
            kept=not any(finding.broken for finding in findings),
        )

    # --- shared -----------------------------------------------------------------------------------

    def _pay(self, shop: Shop, behaviour: str, told: str) -> dict[str, Any]:
        amount = _amount()
        shop.script_bank(behaviour, amount)
        answer: Answer = shop.pay(amount)
        payout = answer.body
        if answer.status != _CREATED:
            raise RuntimeError(f"a payout was not created: {payout}")
        self.stage.tell(
            f"{shop.name} sends {rupee_text(payout['amount_paise'])} "
            f"to {payout['bank_account_label']} by {payout['mode']}."
        )
        self.walked.append((told, shop, payout["id"]))
        return payout

    def _settled(self, shop: Shop, payout_id: str) -> dict[str, Any]:
        with self.stage.waiting("waiting for the bank"):
            return shop.wait_for(
                payout_id, lambda it: it["status"] not in {"pending", "processing"}
            )

    def _promise_status(self, payout: dict[str, Any], status: str) -> None:
        self.stage.promise(f"it is {payout['status']}", kept=payout["status"] == status)

    def _leave_available(self, shop: Shop, paise: int) -> str | None:
        """Set all but ``paise`` aside: a payout to a brand-new account cools off for a day."""
        surplus = shop.balance()["available_paise"] - paise
        if surplus < HUNDRED_RUPEES:
            return None
        number = f"77{_CHANCE.randrange(10**9):09d}"
        account = shop.post(
            "/bank-accounts/",
            {"holder_name": "A new supplier", "account_number": number, "ifsc": "SBIN0001707"},
        )
        parked = shop.pay(surplus, bank_account_id=account.body["id"])
        return str(parked.body["id"])

    def _adds_up(self, shop: Shop, balance: dict[str, Any]) -> None:
        total = balance["available_paise"] + balance["held_paise"]
        if total != balance["total_paise"]:
            self.stage.promise(f"the balances of {shop.name} add up", kept=False)

    def _show_balances(self, balances: dict[str, dict[str, Any]]) -> None:
        self.stage.table(
            ["merchant", "available", "held", "total"],
            [
                [
                    shop.name,
                    rupee_text(balances[shop.id]["available_paise"]),
                    rupee_text(balances[shop.id]["held_paise"]),
                    rupee_text(balances[shop.id]["total_paise"]),
                ]
                for shop in self.shops
            ],
        )


def _amount() -> int:
    """Between ₹500 and ₹1,000, to a paisa that nobody else chose."""
    return _CHANCE.randrange(500_00, 1_000_00)
