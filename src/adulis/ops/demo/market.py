"""The chapters of the tour about trade: two who bid, money that waits, and a dispute."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from adulis.kernel.money import rupee_text
from adulis.ops.demo.api import Shop
from adulis.ops.demo.stage import Stage

BUDGET, STEP, BOND = 200_000, 1_000, 5_000
LIMIT, BY_HAND, LAST_WORD = 123_400, 180_000, 150_000
DISPUTED, SIXTY = 40_000, 24_000
# The shortest time that anybody may be given to bid is a minute.
LASTS = timedelta(seconds=70)
_TERMS = {
    "scope": "Forty chairs, made of cane, delivered in two lots.",
    "milestones": [
        {"title": "First twenty chairs", "share_bp": 6_000},
        {"title": "The other twenty", "share_bp": 4_000},
    ],
    "fee_split": {"buyer_bp": 5_000},
}


class Trade:
    """One walk through the market: ``buyer`` asks, ``sellers`` bid against each other."""

    def __init__(self, stage: Stage, buyer: Shop, sellers: tuple[Shop, Shop]) -> None:
        self.stage = stage
        self.buyer = buyer
        self.away, self.here = sellers
        self.deal = ""
        self.price = 0
        self.had: list[int] = []
        self.parts: list[str] = []
        self.in_escrow = 0

    def two_bid_for_a_request(self) -> None:
        self.stage.chapter("Two bid for one request")
        self.had = [each.balance()["available_paise"] for each in (self.away, self.here)]
        self._put_up()
        self.stage.tell(
            f"{self.buyer.name} asks for chairs, at {rupee_text(BUDGET)} at most; every bidder"
            f" gives a bond of {rupee_text(BOND)}."
        )
        self._bid("auto-bid/", self.away, limit_paise=LIMIT)
        self.stage.tell(f"{self.away.name} says how far it would go, and goes away.")
        told = self._bid("bids/", self.here, amount_paise=BY_HAND)
        self.stage.tell(f"{self.here.name} bids {rupee_text(BY_HAND)} by hand.")
        self.stage.promise(
            f"who is away answers at once, by the least that is enough:"
            f" {rupee_text(told['price_paise'])}",
            kept=(told["is_leading"], told["price_paise"]) == (False, BY_HAND - STEP),
        )
        told = self._bid("auto-bid/", self.here, limit_paise=LAST_WORD)
        self.price = told["price_paise"]
        self.stage.promise(
            f"two limits meet at {rupee_text(self.price)}, a step below the weaker one",
            kept=not told["is_leading"] and self.price == LAST_WORD - STEP,
        )
        seen = str([self.here.get(f"{self.deal}/auction/{page}") for page in ("", "bids/")])
        self.stage.promise(
            "how far the other would go stays secret, and so does its name",
            kept=str(LIMIT) not in seen and self.away.id not in seen,
        )
        self.stage.promise(
            f"{self.here.name} has its bond set aside, and nothing else",
            kept=self.had[1] - self.here.balance()["available_paise"] == BOND,
        )

    def the_best_is_chosen(self) -> None:
        self.stage.chapter("The best bid is chosen")
        with self.stage.waiting("letting the clock of the sandbox run to the end"):
            self._to_the_end()
        ranked = self.buyer.get(f"{self.deal}/auction/ranking/")["results"]
        self.stage.table(
            ["bidder", "price"],
            [[f"No. {each['bidder']}", rupee_text(each["price_paise"])] for each in ranked],
        )
        self._done(self.buyer, "auction/award/", {"bidder": ranked[0]["bidder"]})
        self._done(self.away, "auction/award/confirm/", {"price_paise": self.price})
        deal = self.buyer.get(f"{self.deal}/")
        self.stage.promise(
            f"agreed at {rupee_text(self.price)}, with {self.away.name}",
            kept=(deal["status"], deal["price_paise"]) == ("agreed", self.price),
        )
        self.stage.promise(
            "who won has stood by the bid, who lost need not: both have their bonds back",
            kept=[each.balance()["available_paise"] for each in (self.away, self.here)] == self.had,
        )

    def the_money_waits(self) -> None:
        self.stage.chapter("The money waits in escrow, part by part")
        agreement = f"/agreements/{self.buyer.get(f'{self.deal}/')['agreement_id']}/"
        self.parts = [
            f"/milestones/{each['id']}/" for each in self.buyer.get(agreement)["milestones"]
        ]
        due = [self.buyer.get(part)["due_paise"] for part in self.parts]
        before = self.buyer.balance()
        self.in_escrow = before["in_escrow_paise"]
        for part in self.parts:
            self.buyer.post(f"{part}fund/")
        after = self.buyer.balance()
        self.stage.promise(
            f"{rupee_text(sum(due))} left the wallet and lie in escrow, the buyer's share of the"
            " fee included",
            kept=[
                before["available_paise"] - after["available_paise"],
                after["in_escrow_paise"] - before["in_escrow_paise"],
            ]
            == [sum(due)] * 2,
        )
        first = self.parts[0]
        amount = self.buyer.get(first)["left_paise"]
        shown = self.buyer.get(f"{first}preview/?to_seller_paise={amount}&to_buyer_paise=0")
        got = self._gets(lambda: self._released(first, amount))
        self.stage.promise(
            f"{rupee_text(amount)} were released; {self.away.name} got {rupee_text(got)}, to the"
            " paisa what was shown before",
            kept=got == shown["seller_net_paise"],
        )

    def they_disagree(self) -> None:
        self.stage.chapter("They disagree about a part, and settle")
        second = self.parts[1]
        self.away.post(f"{second}submit/", {"note": "Delivered."})
        claim = {"amount_paise": DISPUTED, "claimed_paise": DISPUTED, "reason": "defective"}
        told = self.buyer.post(f"{second}dispute/", {**claim, "statement": "Two of them wobble."})
        dispute, rest = f"/disputes/{told.body['id']}/", self.buyer.get(second)["left_paise"]
        self.stage.promise(
            f"only {rupee_text(DISPUTED)} are locked; {rupee_text(rest)} of the milestone go on",
            kept=self.buyer.get(second)["disputed_paise"] == DISPUTED and rest > 0,
        )
        self._released(second, rest, is_submitted=True)
        answered = {"claimed_paise": DISPUTED, "statement": "They stood on a slope."}
        self.away.post(f"{dispute}respond/", answered)
        settled = {"to_seller_paise": SIXTY, "to_buyer_paise": DISPUTED - SIXTY}
        offer = self.buyer.post(f"{dispute}offers/", settled).body
        shown = self.away.get(
            f"{dispute}preview/?to_seller_paise={SIXTY}&to_buyer_paise={DISPUTED - SIXTY}"
        )
        had = self.buyer.balance()["available_paise"]
        got = self._gets(lambda: self.away.post(f"{dispute}offers/{offer['id']}/accept/", settled))
        back = self.buyer.balance()["available_paise"] - had
        self.stage.promise(
            f"settled 60 to 40: {rupee_text(got)} arrived and {rupee_text(back)} went back, as"
            " shown before, with the fee of what went back",
            kept=(got, back) == (shown["seller_net_paise"], shown["buyer_back_paise"]),
        )
        left = self.buyer.balance()["in_escrow_paise"] - self.in_escrow
        self.stage.promise("nothing of it is left in escrow", kept=not left)
        with self.stage.waiting("waiting for the deal to be completed"):
            done = self.buyer.wait(f"{self.deal}/", lambda it: it["status"] == "completed")
        self.stage.promise(f"the deal is {done['status']}", kept=done["status"] == "completed")

    # --- shared -----------------------------------------------------------------------------------

    def _put_up(self) -> None:
        now = datetime.fromisoformat(self.buyer.get("/sandbox/clock/")["now"])
        made = self.buyer.post(
            "/deals/",
            {
                "kind": "request", "format": "open", "title": "Forty cane chairs",
                "category": "goods", "budget_paise": BUDGET,
                "deadline": (now + LASTS).isoformat(), "terms": _TERMS,
            },
        )  # fmt: skip
        self.deal = f"/deals/{made.body['id']}"
        plan = {"step_kind": "absolute", "step_value": STEP, "bond_paise": BOND}
        times = dict.fromkeys(("window_seconds", "extension_seconds", "final_round_seconds"), 0)
        self.buyer.put(f"{self.deal}/auction/plan/", {**plan, **times})
        self._done(self.buyer, "publish/")
        with self.stage.waiting("waiting for the auction to open"):
            self.buyer.wait(f"{self.deal}/auction/", lambda it: it.get("status") == "open")

    def _bid(self, how: str, who: Shop, **more: int) -> dict[str, Any]:
        ask = who.put if how == "auto-bid/" else who.post
        told = ask(f"{self.deal}/auction/{how}", {**more, "terms_version": 1})
        if "price_paise" not in told.body:
            raise RuntimeError(f"a bid was refused: {told.body}")
        return told.body

    def _to_the_end(self) -> None:
        path = f"{self.deal}/auction/"
        ends_at = datetime.fromisoformat(self.buyer.get(path)["ends_at"])
        left = ends_at - datetime.fromisoformat(self.buyer.get("/sandbox/clock/")["now"])
        self.buyer.post("/sandbox/clock/", {"seconds": max(1, int(left.total_seconds()) + 1)})
        self.buyer.wait(path, lambda it: it["status"] == "closed")

    def _released(self, part: str, amount: int, *, is_submitted: bool = False) -> None:
        """Handed in, looked at and paid."""
        if not is_submitted:
            self.away.post(f"{part}submit/", {"note": "Delivered."})
        payee = self.buyer.get(part)["payee_id"]
        yes = {"expected_payee_id": payee, "amount_paise": amount}
        self.buyer.post(f"{part}approve/", yes)

    def _gets(self, happens: Callable[[], object]) -> int:
        """What the seller has more afterwards."""
        had: int = self.away.balance()["available_paise"]
        happens()
        return int(self.away.balance()["available_paise"]) - had

    def _done(self, who: Shop, what: str, body: dict[str, Any] | None = None) -> None:
        answer = who.post(f"{self.deal}/{what}", body or {})
        if answer.status not in {200, 201}:
            raise RuntimeError(f"{what} was refused: {answer.body}")
