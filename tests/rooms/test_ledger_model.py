"""The ledger against a model of it in sixty lines, through any sequence of verbs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from adulis.kernel.errors import Refusal
from adulis.kernel.money import rupees
from adulis.ledger import actions, queries
from adulis.ledger.values import Posted, Posting
from tests.book import (
    ALICE,
    BOB,
    CLERK,
    FEES,
    NOON,
    NOSTRO,
    broken_promises,
    entry,
    held,
    move,
    undone,
)

ADDRESSES = (ALICE, BOB, held(1), NOSTRO, FEES)
FLOORED = {ALICE, BOB, held(1)}


@dataclass
class Model:
    """A ledger that one person could keep on paper."""

    balances: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ADDRESSES, 0))
    history: dict[str, list[tuple[int, int]]] = field(
        default_factory=lambda: {address: [] for address in ADDRESSES}
    )
    said: dict[str, Any] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)

    def post(self, posting: Posting) -> str:
        content = (posting.kind, posting.transfers, posting.memo)
        if posting.key in self.said:
            return "replayed" if self.said[posting.key] == content else "posting_key_reused"
        if not self._moves([(t.source, t.target, t.amount.minor) for t in posting.transfers]):
            return "insufficient_funds"
        self.said[posting.key] = content
        if len(posting.transfers) == 1:
            self.left[posting.key] = posting.transfers[0].amount.minor
        return "posted"

    def reverse(self, posting: Posting, key: str, minor: int) -> str:
        content = (posting.key, minor)
        if key in self.said:
            return "replayed" if self.said[key] == content else "posting_key_reused"
        if minor > self.left[posting.key]:
            return "reversal_too_large"
        [transfer] = posting.transfers
        if not self._moves([(transfer.target, transfer.source, minor)]):
            return "insufficient_funds"
        self.said[key] = content
        self.left[posting.key] -= minor
        return "posted"

    def _moves(self, transfers: list[tuple[str, str, int]]) -> bool:
        balances = dict(self.balances)
        lines = []
        for source, target, minor in transfers:
            for address, amount in ((source, -minor), (target, minor)):
                balances[address] += amount
                if address in FLOORED and balances[address] < 0:
                    return False
                lines.append((address, amount, balances[address]))
        self.balances = balances
        for address, amount, balance in lines:
            self.history[address].append((amount, balance))
        return True


KEYS = st.sampled_from([f"k{n}" for n in range(12)])
MINORS = st.sampled_from([1, 30, 60, 100])


@st.composite
def postings(draw: st.DrawFn) -> Posting:
    transfers = []
    for _ in range(draw(st.sampled_from([1, 1, 1, 2, 3]))):
        source, target = draw(st.permutations(ADDRESSES))[:2]
        transfers.append(move(source, target, draw(MINORS)))
    return entry(draw(KEYS), *transfers, memo=draw(st.sampled_from(["", "rent"])))


class LedgerAgainstModel(RuleBasedStateMachine):
    """Every step is taken by both; then they must agree on every balance and every line."""

    entries = Bundle("entries")

    def __init__(self) -> None:
        super().__init__()
        self.model = Model()
        self.ids: dict[str, Any] = {}
        self.book = undone()
        self.book.__enter__()

    def teardown(self) -> None:
        self.book.__exit__(None, None, None)

    @initialize(target=entries)
    def fund(self) -> Any:
        return multiple(*self._post([entry("fund", move(NOSTRO, ALICE, 150))]))

    @rule(target=entries, posting=postings())
    def post(self, posting: Posting) -> Any:
        return multiple(*self._post([posting]))

    @rule(target=entries, batch=st.lists(postings(), min_size=2, max_size=5))
    def post_all(self, batch: list[Posting]) -> Any:
        return multiple(*self._post(batch))

    @rule(target=entries, posting=entries)
    def post_again(self, posting: Posting) -> Any:
        return multiple(*self._post([replace(posting, actor=CLERK)]))

    @rule(posting=entries, key=KEYS, minor=MINORS)
    def reverse(self, posting: Posting, key: str, minor: int) -> None:
        if len(posting.transfers) != 1:
            return
        expected = self.model.reverse(posting, f"back/{key}", minor)
        assert self._reverse(posting, f"back/{key}", minor) == expected

    @rule(posting=consumes(entries))
    def take_all_back(self, posting: Posting) -> None:
        if len(posting.transfers) != 1 or not (minor := self.model.left[posting.key]):
            return
        key = f"all/{posting.key}"
        expected = self.model.reverse(posting, key, minor)
        assert self._reverse(posting, key, minor) == expected

    @invariant()
    def balances_agree(self) -> None:
        found = queries.balances(ADDRESSES)
        assert {address: each.minor for address, each in found.items()} == self.model.balances

    @invariant()
    def lines_agree(self) -> None:
        for address in ADDRESSES:
            lines = queries.lines([address], limit=1_000)
            expected = self.model.history[address][::-1]
            if address in FLOORED:
                found = [(each.amount.minor, each.balance.minor if each.balance else 0)
                         for each in lines]  # fmt: skip
                assert found == expected
                assert [each.sequence for each in lines] == list(range(len(lines), 0, -1))
            else:
                assert [each.amount.minor for each in lines] == [amount for amount, _ in expected]

    @invariant()
    def promises_hold(self) -> None:
        assert broken_promises() == {}

    def _post(self, batch: list[Posting]) -> list[Posting]:
        expected = [self.model.post(posting) for posting in batch]
        outcomes = actions.post_all(postings=batch)
        assert [_said(each) for each in outcomes] == expected
        for posting, outcome in zip(batch, outcomes, strict=True):
            if isinstance(outcome, Posted):
                assert self.ids.setdefault(posting.key, outcome.entry_id) == outcome.entry_id
        return [posting for posting, said in zip(batch, expected, strict=True) if said == "posted"]

    def _reverse(self, posting: Posting, key: str, minor: int) -> str:
        try:
            return _said(
                actions.reverse(
                    entry_id=self.ids[posting.key],
                    at=NOON,
                    actor=CLERK,
                    key=key,
                    amount=rupees(minor),
                )
            )
        except Refusal as refusal:
            return refusal.code


def _said(outcome: Posted | Refusal) -> str:
    if isinstance(outcome, Refusal):
        return outcome.code
    return "replayed" if outcome.replayed else "posted"


@pytest.mark.django_db
def test_the_ledger_is_its_model(release_size: bool) -> None:
    run_state_machine_as_test(
        LedgerAgainstModel,
        settings=settings(
            deadline=None,
            max_examples=400 if release_size else 25,
            stateful_step_count=40 if release_size else 20,
        ),
    )
