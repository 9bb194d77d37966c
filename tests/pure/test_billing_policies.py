"""Numbers, financial years, places of supply, and what stands on which document."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adulis.billing import policies
from adulis.billing.values import (
    STATE_CODES,
    STATE_NAMES,
    Direction,
    DocumentKind,
    Item,
    Party,
    TaxSplit,
)
from adulis.kernel.money import Money, rupees

CHARGE, BACK = Direction.CHARGE, Direction.GIVE_BACK
JANUARY, FEBRUARY = UUID(int=1), UUID(int=2)
US = Party("Adulis", gstin="29AAACA0001A1ZT", state="29")


def item(direction: Direction, subject: str, fee: int = 100, tax: int = 18, id: int = 0) -> Item:  # noqa: A002
    return Item(id, direction, "payout", subject, rupees(fee), rupees(tax))


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 3, 31), "2526"),
        (date(2026, 4, 1), "2627"),
        (date(2026, 12, 31), "2627"),
        (date(2027, 1, 1), "2627"),
        (date(2099, 4, 1), "9900"),
    ],
)
def test_a_financial_year_begins_in_april(day: date, year: str) -> None:
    assert policies.financial_year(day) == year


def test_months_follow_one_another() -> None:
    assert policies.month_of(date(2026, 2, 28)) == date(2026, 2, 1)
    assert policies.month_after(date(2026, 11, 1)) == date(2026, 12, 1)
    assert policies.month_after(date(2026, 12, 1)) == date(2027, 1, 1)


@pytest.mark.parametrize("kind", DocumentKind)
@pytest.mark.parametrize("sequence", [1, 99_999_999])
def test_a_number_has_sixteen_characters_that_the_rule_allows(
    kind: DocumentKind, sequence: int
) -> None:
    number = policies.number_of(kind, "2627", sequence)
    assert len(number) == 16
    assert set(number) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-")
    assert number.endswith(str(sequence))


@pytest.mark.parametrize("sequence", [0, -1, 100_000_000])
def test_no_number_is_cut_to_fit(sequence: int) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        policies.number_of(DocumentKind.INVOICE, "2627", sequence)


@pytest.mark.parametrize(
    ("recipient", "place"),
    [
        (Party("A", gstin="27AAACA0001A1ZX", state="29"), "27"),
        (Party("A", state="33"), "33"),
        (Party("A"), "29"),
        (Party("A", state="99"), "29"),
    ],
)
def test_the_place_of_supply_is_where_the_recipient_is_on_our_records(
    recipient: Party, place: str
) -> None:
    assert policies.place_of_supply(US, recipient) == place


@given(st.integers(0, 10**12))
def test_within_the_state_the_tax_is_shared_and_across_it_is_not(tax: int) -> None:
    within = policies.split_of(Money(tax), US, "29")
    assert within.cgst + within.sgst == Money(tax)
    assert 0 <= within.cgst.minor - within.sgst.minor <= 1
    assert within.igst == Money(0)
    assert policies.split_of(Money(tax), US, "27") == TaxSplit(Money(0), Money(0), Money(tax))


def test_every_state_of_an_address_has_a_code() -> None:
    assert set(STATE_CODES.values()) == set(STATE_NAMES)
    assert len(STATE_NAMES) == 36
    assert (STATE_CODES["KA"], STATE_CODES["MH"], STATE_CODES["OR"]) == ("29", "27", "21")


class TestDrafts:
    def test_charges_of_a_month_are_one_invoice(self) -> None:
        items = [item(CHARGE, "payout/1"), item(CHARGE, "payout/2", 50, 9)]
        (draft,), settled = policies.drafts_of(items, {}, None)
        assert (draft.kind, draft.items) == (DocumentKind.INVOICE, tuple(items))
        assert (draft.fee, draft.tax) == (rupees(150), rupees(27))
        assert settled == []

    def test_what_came_back_within_the_month_is_netted(self) -> None:
        items = [
            item(CHARGE, "payout/1"),
            item(CHARGE, "payout/2", 50, 9),
            item(BACK, "payout/1"),
        ]
        (draft,), settled = policies.drafts_of(items, {}, JANUARY)
        assert (draft.fee, draft.tax) == (rupees(50), rupees(9))
        assert (len(draft.items), settled) == (3, [])

    def test_what_all_came_back_needs_no_document(self) -> None:
        items = [item(CHARGE, "payout/1"), item(BACK, "payout/1")]
        assert policies.drafts_of(items, {}, JANUARY) == ([], items)

    def test_what_was_invoiced_before_is_credited_against_that_invoice(self) -> None:
        items = [
            item(BACK, "payout/1", 1, 0),
            item(CHARGE, "payout/9"),
            item(BACK, "payout/2", 2, 0),
            item(BACK, "payout/3", 4, 0),
        ]
        billed = {"payout/1": JANUARY, "payout/2": FEBRUARY, "payout/3": JANUARY}
        drafts, settled = policies.drafts_of(items, billed, FEBRUARY)
        assert [(each.kind, each.refers_to, each.fee.minor) for each in drafts] == [
            (DocumentKind.INVOICE, None, 100),
            (DocumentKind.CREDIT_NOTE, JANUARY, 5),
            (DocumentKind.CREDIT_NOTE, FEBRUARY, 2),
        ]
        assert settled == []

    def test_what_belongs_to_no_charge_is_credited_against_the_latest(self) -> None:
        (note,), _ = policies.drafts_of([item(BACK, "")], {}, FEBRUARY)
        assert (note.kind, note.refers_to) == (DocumentKind.CREDIT_NOTE, FEBRUARY)
        (note,), _ = policies.drafts_of([item(BACK, "")], {}, None)
        assert note.refers_to is None

    def test_no_invoice_is_negative(self) -> None:
        items = [item(CHARGE, "payout/1", 100, 18), item(BACK, "payout/1", 150, 27)]
        (invoice, note), settled = policies.drafts_of(items, {}, None)
        assert (invoice.fee, note.fee, settled) == (rupees(100), rupees(150), [])

    @given(
        st.lists(
            st.tuples(
                st.sampled_from(Direction),
                st.sampled_from(["", "payout/1", "payout/2", "payout/3"]),
                st.integers(0, 500),
                st.integers(1, 90),
            ),
            max_size=12,
        )
    )
    def test_every_item_ends_once_and_nothing_is_lost(
        self, told: list[tuple[Direction, str, int, int]]
    ) -> None:
        items = [item(*each, id=number) for number, each in enumerate(told)]
        drafts, settled = policies.drafts_of(items, {"payout/2": JANUARY}, FEBRUARY)
        ended = [each.id for draft in drafts for each in draft.items] + [
            each.id for each in settled
        ]
        assert sorted(ended) == list(range(len(items)))
        for part in ("fee", "tax"):
            moved = sum(
                getattr(each, part).minor * (1 if each.direction == CHARGE else -1)
                for each in items
            )
            invoiced = sum(
                getattr(each, part).minor * (1 if each.kind == DocumentKind.INVOICE else -1)
                for each in drafts
            )
            assert invoiced == moved
        for draft in drafts:
            assert draft.fee >= rupees(0)
            assert draft.tax >= rupees(0)
            assert (draft.fee + draft.tax) > rupees(0)
        assert sum(each.kind == DocumentKind.INVOICE for each in drafts) <= 1
