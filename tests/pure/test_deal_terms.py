"""Terms: what they may say, one spelling and one hash, what changed, and sharing to the paisa."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adulis.deals import changes, terms
from adulis.deals.errors import TermsInvalid
from adulis.escrow.errors import ConditionsInvalid
from adulis.escrow.values import OnSilence
from adulis.kernel.money import rupees

NOW = datetime(2026, 5, 4, 6, 30, tzinfo=UTC)
SHARES = {"scope": " Pumps. ", "milestones": [{"title": "All", "share_bp": 10_000}]}
AMOUNTS = {"scope": "Pumps.", "milestones": [{"title": "All", "amount_paise": 500_000}]}
ALL_OF_THEM = (
    "both approve or (the document bill is there and 2027-01-01 has come)"
    " or the signal arrived is given"
)
BY_BUYER = {"all": [{"type": "buyer_approves"}]}


def shares(*parts: int) -> dict[str, Any]:
    listed = [{"title": f"Part {place}", "share_bp": each} for place, each in enumerate(parts)]
    return terms.checked({"scope": "Pumps.", "milestones": listed}, priced=False)


def test_what_is_not_said_is_usual() -> None:
    assert terms.checked(SHARES, priced=False) == {
        "scope": "Pumps.",
        "milestones": [
            {
                "title": "All", "description": "", "share_bp": 10_000, "deliver_by": None,
                "conditions": BY_BUYER,
            }
        ],
        "inspection_days": 14,
        "on_silence": "release",
        "max_rounds": 3,
        "fee_split": {"buyer_bp": 0},
        "fund_within_hours": 120,
        "confirm_within_hours": 48,
        "purpose_code": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"scope": ""}, "/terms/scope"),
        ({"scope": "   "}, "/terms/scope"),
        ({"scope": "x" * 8_001}, "/terms/scope"),
        ({"scope": None}, "/terms/scope"),
        ({"milestones": []}, "/terms/milestones"),
        ({"milestones": "all"}, "/terms/milestones"),
        ({"milestones": [{"title": "x", "share_bp": 100}] * 51}, "/terms/milestones"),
        ({"milestones": [{"title": "x", "share_bp": 9_999}]}, "/terms/milestones"),
        ({"milestones": [{"title": "", "share_bp": 10_000}]}, "/terms/milestones/0/title"),
        ({"milestones": [{"title": "x", "share_bp": 0}]}, "/terms/milestones/0/share_bp"),
        ({"milestones": [{"title": "x", "share_bp": True}]}, "/terms/milestones/0/share_bp"),
        ({"milestones": [{"title": "x", "share_bp": 1.0}]}, "/terms/milestones/0/share_bp"),
        ({"milestones": [{"title": "x"}]}, "/terms/milestones/0/share_bp"),
        ({"milestones": ["x"]}, "/terms/milestones/0"),
        (
            {"milestones": [{"title": "x", "share_bp": 10_000, "amount_paise": 100}]},
            "/terms/milestones/0/amount_paise",
        ),
        (
            {"milestones": [{"title": "x", "share_bp": 10_000, "colour": "red"}]},
            "/terms/milestones/0/colour",
        ),
        (
            {"milestones": [{"title": "x", "share_bp": 10_000, "deliver_by": "soon"}]},
            "/terms/milestones/0/deliver_by",
        ),
        (
            {"milestones": [{"title": "x", "share_bp": 10_000, "deliver_by": "2026-05-04"}]},
            "/terms/milestones/0/deliver_by",
        ),
        ({"inspection_days": 0}, "/terms/inspection_days"),
        ({"inspection_days": 31}, "/terms/inspection_days"),
        ({"inspection_days": "7"}, "/terms/inspection_days"),
        ({"max_rounds": 11}, "/terms/max_rounds"),
        ({"fund_within_hours": 721}, "/terms/fund_within_hours"),
        ({"confirm_within_hours": 0}, "/terms/confirm_within_hours"),
        ({"on_silence": "shrug"}, "/terms/on_silence"),
        ({"fee_split": {"buyer_bp": 10_001}}, "/terms/fee_split/buyer_bp"),
        ({"fee_split": {"seller_bp": 1}}, "/terms/fee_split/seller_bp"),
        ({"fee_split": 1}, "/terms/fee_split"),
        ({"purpose_code": "0802"}, "/terms/purpose_code"),
        ({"purpose_code": 1}, "/terms/purpose_code"),
        ({"retention": 5}, "/terms/retention"),
    ],
)
def test_what_is_wrong_is_named(change: dict[str, Any], pointer: str) -> None:
    with pytest.raises(TermsInvalid) as refused:
        terms.checked({**SHARES, **change}, priced=False)
    assert refused.value.pointer == pointer


@pytest.mark.parametrize("body", [None, [], "x"])
def test_terms_are_an_object(body: Any) -> None:
    with pytest.raises(TermsInvalid):
        terms.checked(body, priced=False)


def test_conditions_are_those_of_escrow() -> None:
    part = {"title": "x", "share_bp": 10_000, "conditions": {"type": "wind"}}
    with pytest.raises(ConditionsInvalid) as refused:
        terms.checked({**SHARES, "milestones": [part]}, priced=False)
    assert refused.value.pointer == "/terms/milestones/0/conditions/type"


def test_those_who_know_each_other_state_amounts() -> None:
    assert terms.price_of(terms.checked(AMOUNTS, priced=True)) == rupees(500_000)
    assert terms.price_of(terms.checked(SHARES, priced=False)) is None
    for body, priced in ((SHARES, True), (AMOUNTS, False)):
        with pytest.raises(TermsInvalid):
            terms.checked(body, priced=priced)
    too_much = {"title": "x", "amount_paise": 10**13}
    with pytest.raises(TermsInvalid, match="too much"):
        terms.checked({**AMOUNTS, "milestones": [too_much, too_much]}, priced=True)


class TestTheHash:
    def test_is_of_the_canonical_spelling(self) -> None:
        """Anybody can reckon it: members sorted, no white space, UTF-8."""
        body = terms.checked({**SHARES, "scope": "पम्प"}, priced=False)
        spelt = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert terms.canonical(body) == spelt.encode()
        assert terms.hash_of(body) == hashlib.sha256(spelt.encode()).hexdigest()

    def test_does_not_depend_on_the_order_or_on_spelling_out_what_is_usual(self) -> None:
        told = terms.checked(SHARES, priced=False)
        other = terms.checked(dict(reversed(list(told.items()))), priced=False)
        assert terms.hash_of(other) == terms.hash_of(told)

    def test_is_another_for_every_difference(self) -> None:
        told = terms.checked(SHARES, priced=False)
        others = [
            terms.checked({**SHARES, **change}, priced=False)
            for change in ({"scope": "Pump."}, {"max_rounds": 4}, {"fee_split": {"buyer_bp": 1}})
        ]
        assert len({terms.hash_of(each) for each in (told, *others)}) == 4

    def test_knows_one_moment_in_one_spelling(self) -> None:
        spellings = ("2026-06-01T12:00:00+05:30", "2026-06-01T06:30:00Z")
        bodies = [
            terms.checked(
                {**SHARES, "milestones": [{"title": "x", "share_bp": 10_000, "deliver_by": each}]},
                priced=False,
            )
            for each in (*spellings, datetime(2026, 6, 1, 6, 30, tzinfo=UTC))
        ]
        assert len({terms.hash_of(each) for each in bodies}) == 1


class TestSharing:
    def test_by_largest_remainder(self) -> None:
        parts = terms.divided(shares(3_333, 3_333, 3_334), rupees(1_000))
        assert [each.minor for each in parts] == [333, 333, 334]
        assert sum(each.minor for each in parts) == 1_000

    @given(
        cuts=st.lists(st.integers(1, 9_999), max_size=9, unique=True),
        price=st.integers(10_000_000, 10**13),
    )
    def test_loses_nothing_and_is_never_a_paisa_off(self, cuts: list[int], price: int) -> None:
        edges = [0, *sorted(cuts), 10_000]
        parts = [after - before for before, after in pairwise(edges)]
        found = terms.divided(shares(*parts), rupees(price))
        assert sum(each.minor for each in found) == price
        for share, part in zip(parts, found, strict=True):
            assert abs(part.minor * 10_000 - price * share) < 10_000

    def test_leaves_nobody_with_nothing(self) -> None:
        with pytest.raises(TermsInvalid) as refused:
            terms.divided(shares(9_999, 1), rupees(10_000))
        assert refused.value.pointer == "/terms/milestones/1"

    def test_of_amounts_is_those_amounts(self) -> None:
        body = terms.checked(AMOUNTS, priced=True)
        assert terms.divided(body, rupees(500_000)) == [rupees(500_000)]
        with pytest.raises(TermsInvalid):
            terms.divided(body, rupees(500_001))

    def test_makes_amounts_of_shares(self) -> None:
        body = terms.at_price(shares(2_500, 7_500), rupees(1_001))
        assert terms.price_of(body) == rupees(1_001)
        assert terms.checked(body, priced=True) == body


class TestWhatEscrowIsTold:
    def test_each_part_with_its_amount(self) -> None:
        due = "2026-06-01T06:30:00Z"
        body = terms.checked(
            {
                **SHARES,
                "milestones": [
                    {"title": "First", "share_bp": 4_000, "deliver_by": due},
                    {"title": "Rest", "description": "All else", "share_bp": 6_000},
                ],
            },
            priced=False,
        )
        first, rest = terms.planned(body, rupees(100_000))
        assert (first.title, first.amount, first.deliver_by) == (
            "First", rupees(40_000), datetime(2026, 6, 1, 6, 30, tzinfo=UTC),
        )  # fmt: skip
        assert (rest.description, rest.amount, rest.deliver_by) == (
            "All else", rupees(60_000), None,
        )  # fmt: skip
        assert rest.conditions == BY_BUYER

    def test_what_both_accepted(self) -> None:
        body = terms.checked(
            {
                **SHARES, "fee_split": {"buyer_bp": 2_500}, "inspection_days": 3, "max_rounds": 1,
                "on_silence": "dispute", "fund_within_hours": 24,
            },
            priced=False,
        )  # fmt: skip
        told = terms.escrow_terms(body, at=NOW)
        assert (told.buyer_fee_share_bp, told.inspection_seconds, told.max_rounds) == (
            2_500, 3 * 86_400, 1,
        )  # fmt: skip
        assert told.on_silence is OnSilence.DISPUTE
        assert told.fund_by == NOW + timedelta(days=1)
        assert told.terms_hash == terms.hash_of(body)

    def test_nothing_is_due_before_it_can_begin(self) -> None:
        part = {"title": "x", "share_bp": 10_000, "deliver_by": NOW}
        body = terms.checked({**SHARES, "milestones": [part]}, priced=False)
        terms.check_dates(body, after=NOW - timedelta(seconds=1))
        with pytest.raises(TermsInvalid) as refused:
            terms.check_dates(body, after=NOW)
        assert refused.value.pointer == "/terms/milestones/0/deliver_by"


class TestWhatChanged:
    def test_nothing(self) -> None:
        body = shares(10_000)
        assert changes.diff(body, body) == []
        assert not changes.is_material([])

    @pytest.mark.parametrize(
        ("change", "what", "before", "after", "material"),
        [
            ({"scope": "More."}, "scope", "Pumps.", "More.", True),
            ({"inspection_days": 1}, "time for inspection", "14 days", "1 day", True),
            ({"on_silence": "dispute"}, "what silence means", "released", "disputed", True),
            ({"max_rounds": 1}, "rounds of changes", "3 rounds", "1 round", True),
            (
                {"fee_split": {"buyer_bp": 5_005}}, "the buyer's share of the fee", "0.00 %",
                "50.05 %", True,
            ),
            ({"fund_within_hours": 1}, "time to fund", "120 hours", "1 hour", True),
            ({"confirm_within_hours": 2}, "time to confirm", "48 hours", "2 hours", True),
            ({"purpose_code": "P0802"}, "purpose code", None, "P0802", False),
        ],
    )  # fmt: skip
    def test_a_member(
        self, change: Any, what: str, before: str | None, after: str, material: bool
    ) -> None:
        old = shares(10_000)
        (found,) = changes.diff(old, {**old, **change})
        assert (found.what, found.before, found.after) == (what, before, after)
        assert (found.pointer, found.is_material) == (f"/{next(iter(change))}", material)

    @pytest.mark.parametrize(
        ("change", "what", "before", "after", "material"),
        [
            ({"title": "All"}, "title", "Part 0", "All", False),
            ({"description": "x"}, "description", "", "x", True),
            (
                {"deliver_by": "2026-06-01T06:30:00Z"}, "delivery", None, "2026-06-01T06:30:00Z",
                True,
            ),
            (
                {"conditions": {"any": [{"type": "both_approve"}, {"all": [
                    {"type": "document", "name": "bill"}, {"type": "date", "on": "2027-01-01"},
                ]}, {"type": "signal", "name": "arrived"}]}},
                "release", "the buyer approves",
                ALL_OF_THEM, True,
            ),
        ],
    )  # fmt: skip
    def test_a_part(
        self, change: Any, what: str, before: str | None, after: str, material: bool
    ) -> None:
        old = shares(10_000)
        new = {**old, "milestones": [{**old["milestones"][0], **change}]}
        (found,) = changes.diff(old, new)
        assert (found.what, found.before, found.after) == (f"milestone 1: {what}", before, after)
        assert found.pointer == f"/milestones/0/{next(iter(change))}"
        assert found.is_material is material

    def test_parts_that_came_and_went(self) -> None:
        one, two = shares(10_000), shares(4_000, 6_000)
        came = changes.diff(one, two)
        assert [(each.what, each.before, each.after) for each in came] == [
            ("milestone 1: share of the price", "100.00 %", "40.00 %"),
            ("milestone 2", None, "Part 1, 60.00 %"),
        ]
        (_, went) = changes.diff(two, one)
        assert (went.before, went.after, went.is_material) == ("Part 1, 60.00 %", None, True)

    def test_of_shares_to_amounts(self) -> None:
        priced = terms.at_price(shares(10_000), rupees(123_456))
        found = changes.diff(shares(10_000), priced)
        assert [(each.before, each.after) for each in found] == [
            ("100.00 %", None), (None, "1234.56 INR"),
        ]  # fmt: skip
