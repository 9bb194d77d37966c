"""Reasons in words, names that fit, numbers that are not shown, fees to the paisa."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adulis.fees.values import Fee, fee_by_rule
from adulis.gateways.answers import TRANSIENT_CODES
from adulis.kernel.money import Money, rupees
from adulis.payouts.actions.bank_accounts import NAME_MATCHES_FROM, name_match_score
from adulis.payouts.actions.sealing import mask
from adulis.payouts.reasons import REASONS, reason_of
from adulis.payouts.values import BankDetails
from simulators.bank.codes import CODES

SOURCES = {"beneficiary_bank", "bank", "platform", "merchant"}


class TestReasons:
    @pytest.mark.parametrize("code", sorted(REASONS))
    def test_each_says_whose_doing_it_was_and_what_to_do(self, code: str) -> None:
        reason = reason_of(code)
        assert reason.source in SOURCES
        assert reason.description.endswith(".")
        assert reason.next_step.endswith(".")

    def test_case_does_not_matter(self) -> None:
        assert reason_of("ACCOUNT_CLOSED") == reason_of("account_closed")
        assert reason_of("account_closed").source == "beneficiary_bank"

    def test_what_nobody_listed_is_the_banks(self) -> None:
        assert reason_of("X7731").source == "bank"
        assert reason_of("").source == "bank"

    def test_every_code_for_now_has_words(self) -> None:
        assert {code.lower() for code in TRANSIENT_CODES} <= set(REASONS)

    def test_most_refusals_of_the_simulated_bank_have_words_of_their_own(self) -> None:
        final = {code.lower() for code, (is_final, *_) in CODES.items() if is_final}
        assert {"account_closed", "invalid_account", "account_frozen", "nre_account"} <= final
        assert final & set(REASONS) >= {"account_closed", "invalid_account", "refused"}


class TestNames:
    @pytest.mark.parametrize(
        ("given", "registered"),
        [
            ("Asha Rao", "ASHA RAO"),
            ("Asha Rao", "RAO ASHA"),
            ("Mrs. Asha Rao", "ASHA RAO"),
            ("Dr Asha Rao", "SMT ASHA RAO"),
            ("M/s Asha Exports", "ASHA EXPORTS"),
            ("asha  rao", "Asha Rao"),
            ("Asha K. Rao", "ASHA K RAO"),
        ],
    )
    def test_the_same_person_scores_full(self, given: str, registered: str) -> None:
        assert name_match_score(given, registered) == 100

    @pytest.mark.parametrize(
        ("given", "registered", "fits"),
        [
            ("Asha Rao", "ASHA RAOO", True),
            ("Asha Rao", "A RAO", False),
            ("Asha Rao", "SOMEBODY ELSE ENTIRELY", False),
            ("Asha Rao", "", False),
            ("Asha Rao", "RAMESH IYER", False),
        ],
    )
    def test_others_do_not(self, given: str, registered: str, *, fits: bool) -> None:
        assert (name_match_score(given, registered) >= NAME_MATCHES_FROM) is fits

    @given(st.text(max_size=40), st.text(max_size=40))
    def test_the_score_lies_between_0_and_100_whatever_the_names(
        self, given: str, registered: str
    ) -> None:
        assert 0 <= name_match_score(given, registered) <= 100


class TestMasking:
    @pytest.mark.parametrize(
        ("number", "shown"),
        [
            ("50100200300400", "••••0400"),
            ("123456789", "••••6789"),
            ("12345678", "••••5678"),
            ("1234567", "••••567"),
            ("12345", "••••45"),
            ("asha@okbank", "as••••@okbank"),
            ("ash@okbank", "a••••@okbank"),
            ("ab@okbank", "a••••@okbank"),
        ],
    )
    def test_enough_to_recognise_and_not_to_use(self, number: str, shown: str) -> None:
        assert mask(number) == shown

    @given(st.text("0123456789", min_size=5, max_size=35))
    def test_at_least_half_of_a_number_is_hidden(self, number: str) -> None:
        shown = mask(number).replace("•", "")
        assert len(shown) <= min(4, len(number) / 2)
        assert number.endswith(shown)

    @given(st.from_regex(r"[A-Za-z0-9._-]{2,20}@[a-z]{2,10}", fullmatch=True))
    def test_no_upi_name_is_shown_whole(self, vpa: str) -> None:
        assert vpa.partition("@")[0] != mask(vpa).partition("••••")[0]

    def test_details_are_never_printed(self) -> None:
        details = BankDetails(holder_name="Asha Rao", number="50100200300400", ifsc="HDFC0CAACOB")
        assert "5010" not in repr(details)
        assert "Asha" not in f"{details}"


class TestFees:
    @pytest.mark.parametrize(
        ("paise", "flat", "basis_points", "fee"),
        [
            (60_000, 1_000, 0, Fee(rupees(1_000), rupees(180))),
            (60_000, 0, 0, Fee(rupees(0), rupees(0))),
            (60_000, 0, 25, Fee(rupees(150), rupees(27))),
            (60_000, 500, 25, Fee(rupees(650), rupees(117))),
            (10**13, 0, 10_000, Fee(rupees(10**13), rupees(18 * 10**11))),
            # 0.25 % of ₹1.00 is a quarter of a paisa; of ₹2.00 half a one, which is rounded up.
            (100, 0, 25, Fee(rupees(0), rupees(0))),
            (200, 0, 25, Fee(rupees(1), rupees(0))),
            # 18 % of 3 paise is 0.54; of 2 paise 0.36.
            (100, 3, 0, Fee(rupees(3), rupees(1))),
            (100, 2, 0, Fee(rupees(2), rupees(0))),
            # 18 % of 25 paise is exactly 4.5: half up.
            (100, 25, 0, Fee(rupees(25), rupees(5))),
        ],
    )
    def test_to_the_paisa(self, paise: int, flat: int, basis_points: int, fee: Fee) -> None:
        found = fee_by_rule(
            rupees(paise), flat_minor=flat, basis_points=basis_points, tax_basis_points=1_800
        )
        assert found == fee
        assert found.gross == fee.net + fee.tax

    @given(st.integers(100, 10**13), st.integers(0, 10_000))
    def test_a_share_is_right_to_half_a_paisa(self, paise: int, basis_points: int) -> None:
        fee = fee_by_rule(
            rupees(paise), flat_minor=0, basis_points=basis_points, tax_basis_points=1_800
        )
        assert abs(fee.net.minor * 10_000 - paise * basis_points) <= 5_000
        assert abs(fee.tax.minor * 10_000 - fee.net.minor * 1_800) <= 5_000
        assert fee.net >= Money(0)
