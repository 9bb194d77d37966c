"""How a milestone's money is divided: to the paisa, in any number of parts, in any order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adulis.escrow.division import Charges, Division, charges_on, divide
from adulis.fees.values import Tariff
from adulis.kernel.money import Money, rupees

TWO_PERCENT = Tariff(basis_points=200, tax_basis_points=1_800)


def charges(amount: int = 100_000, share: int = 5_000, tariff: Tariff = TWO_PERCENT) -> Charges:
    return charges_on(rupees(amount), tariff, share)


def parts(division: Division) -> dict[str, int]:
    return {
        name: getattr(division, name).minor
        for name in (
            "seller_net", "seller_fee", "seller_tax", "to_buyer", "buyer_fee", "buyer_tax",
            "fee_back",
        )
    }  # fmt: skip


def settle(of: Charges, steps: list[tuple[int, int]]) -> list[Division]:
    """Divide ``of`` step by step (to the seller, to the buyer), as the account would allow."""
    settled, fee_left, found = rupees(0), of.on_top, []
    for to_seller, to_buyer in steps:
        stays = of.amount - settled - rupees(to_seller) - rupees(to_buyer)
        done = divide(
            of,
            settled=settled,
            to_seller=rupees(to_seller),
            to_buyer=rupees(to_buyer),
            fee_left=fee_left,
            is_last=not stays,
        )
        settled += rupees(to_seller) + rupees(to_buyer)
        fee_left -= done.buyer_fee + done.buyer_tax + done.fee_back
        found.append(done)
    return found


class TestTheFeeOfAMilestone:
    @pytest.mark.parametrize(
        ("share", "seller", "buyer"),
        [
            (0, (2_000, 360), (0, 0)),
            (10_000, (0, 0), (2_000, 360)),
            (5_000, (1_000, 180), (1_000, 180)),
            (3_333, (1_333, 240), (667, 120)),
        ],
    )
    def test_has_two_shares_that_lose_nothing(
        self, share: int, seller: tuple[int, int], buyer: tuple[int, int]
    ) -> None:
        found = charges(share=share)
        assert (found.seller_fee.minor, found.seller_tax.minor) == seller
        assert (found.buyer_fee.minor, found.buyer_tax.minor) == buyer
        assert found.due == rupees(100_000 + sum(buyer))
        assert found.deducted == rupees(sum(seller))

    def test_is_nothing_where_no_rule_has_begun(self) -> None:
        found = charges(tariff=Tariff())
        assert (found.on_top, found.deducted) == (rupees(0), rupees(0))

    @given(
        amount=st.integers(1, 10**13),
        share=st.integers(0, 10_000),
        flat=st.integers(0, 10**6),
        points=st.integers(0, 10_000),
    )
    def test_is_the_tariffs_whoever_bears_it(
        self, amount: int, share: int, flat: int, points: int
    ) -> None:
        tariff = Tariff(flat_minor=flat, basis_points=points, tax_basis_points=1_800)
        found = charges(amount, share, tariff)
        assert found.seller_fee + found.buyer_fee == tariff.fee_on(rupees(amount)).net


class TestADivision:
    def test_of_all_to_the_seller_charges_both_shares(self) -> None:
        [done] = settle(charges(), [(100_000, 0)])
        assert parts(done) == {
            "seller_net": 98_820, "seller_fee": 1_000, "seller_tax": 180, "to_buyer": 0,
            "buyer_fee": 1_000, "buyer_tax": 180, "fee_back": 0,
        }  # fmt: skip

    def test_of_all_to_the_buyer_charges_nobody(self) -> None:
        [done] = settle(charges(), [(0, 100_000)])
        assert parts(done) == {
            "seller_net": 0, "seller_fee": 0, "seller_tax": 0, "to_buyer": 100_000,
            "buyer_fee": 0, "buyer_tax": 0, "fee_back": 1_180,
        }  # fmt: skip

    def test_e20_charges_for_what_is_released_and_returns_the_rest_of_the_fee(self) -> None:
        [done] = settle(charges(), [(25_000, 75_000)])
        assert parts(done) == {
            "seller_net": 24_705, "seller_fee": 250, "seller_tax": 45, "to_buyer": 75_000,
            "buyer_fee": 250, "buyer_tax": 45, "fee_back": 885,
        }  # fmt: skip

    def test_in_parts_rounds_down_and_the_last_part_takes_the_rest(self) -> None:
        of = charges(100, 5_000, Tariff(basis_points=1_000))
        thirds = settle(of, [(33, 0), (33, 0), (34, 0)])
        assert [each.seller_fee.minor for each in thirds] == [1, 2, 2]
        assert [each.buyer_fee.minor for each in thirds] == [1, 2, 2]

    def test_never_takes_more_than_it_gives(self) -> None:
        dear = charges(100, 0, Tariff(flat_minor=80, tax_basis_points=1_800))
        [first, _] = settle(dear, [(1, 0), (99, 0)])
        assert parts(first)["seller_net"] >= 0
        assert first.to_seller == rupees(1)

    def test_of_a_milestone_that_lacks_money_gives_back_what_is_there(self) -> None:
        done = divide(
            charges(), settled=rupees(0), to_seller=rupees(50_000), to_buyer=rupees(0),
            fee_left=rupees(100), is_last=True,
        )  # fmt: skip
        assert (done.buyer_fee + done.buyer_tax + done.fee_back).minor == 100

    def test_that_ends_with_less_than_was_agreed_leaves_no_fee_behind(self) -> None:
        """The other half was taken out by the buyer's bank, and never paid in again."""
        done = divide(
            charges(), settled=rupees(0), to_seller=rupees(50_000), to_buyer=rupees(0),
            fee_left=rupees(1_180), is_last=True,
        )  # fmt: skip
        assert (done.buyer_fee, done.buyer_tax, done.fee_back) == (
            rupees(500), rupees(90), rupees(590),
        )  # fmt: skip

    def test_of_more_than_there_is_is_a_bug(self) -> None:
        for to_seller, to_buyer in ((100_001, 0), (50_000, 50_001), (-1, 2)):
            with pytest.raises(ValueError, match="are not left"):
                settle(charges(), [(to_seller, to_buyer)])


@st.composite
def histories(draw: st.DrawFn) -> tuple[Charges, list[tuple[int, int]]]:
    amount = draw(st.integers(1, 10**9))
    tariff = Tariff(
        flat_minor=draw(st.integers(0, 5_000)),
        basis_points=draw(st.integers(0, 3_000)),
        tax_basis_points=1_800,
    )
    of = charges_on(rupees(amount), tariff, draw(st.integers(0, 10_000)))
    left, steps = amount, []
    for _ in range(draw(st.integers(0, 5))):
        part = draw(st.integers(0, left))
        to_seller = draw(st.integers(0, part))
        steps.append((to_seller, part - to_seller))
        left -= part
    last = draw(st.integers(0, left))
    return of, [*(step for step in steps if any(step)), (last, left - last)]


@given(histories())
def test_no_paisa_is_lost_or_made(history: tuple[Charges, list[tuple[int, int]]]) -> None:
    """Whatever is released and refunded, in however many parts: what was paid in is what leaves."""
    of, steps = history
    done = settle(of, steps)
    assert sum((each.total for each in done), rupees(0)) == of.due
    for step, each in zip(steps, done, strict=True):
        assert (each.to_seller.minor, each.to_buyer.minor) == step
        assert min(parts(each).values()) >= 0


@given(histories())
def test_what_is_released_in_parts_costs_what_it_costs_at_once(
    history: tuple[Charges, list[tuple[int, int]]],
) -> None:
    of, steps = history
    to_seller = [(sum(step), 0) for step in steps]
    if of.deducted > of.amount:
        return
    done = settle(of, to_seller)
    total = sum((each.buyer_fee + each.buyer_tax for each in done), Money(0))
    assert total == of.on_top
    assert sum((each.seller_fee for each in done), Money(0)) <= of.seller_fee
