"""Whom a merchant names and whom the gateway names as the payer: the same, or somebody else?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adulis.deposits.payers import is_third_party


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("Asha Rao", "Asha Rao"),
        ("Asha Rao", "RAO ASHA"),
        ("Asha Rao", "A. Rao"),
        ("A Rao", "Mrs Asha Rao"),
        ("Rao", "Asha Rao"),
        ("Asha K Rao", "Asha Rao"),
        ("Ashá Rao", "Asha Rao"),
        ("Krishnamurthy Iyer", "Krishnamurthi Iyer"),
        ("Krishnamurthy Iyer", "Krishnamurty Iyer"),
        ("Nordic Foods AB", "Nordic Foods"),
        ("Nordic Foods Pvt. Ltd.", "M/s Nordic Foods Private Limited"),
        ("Verlag am Hafen", "VERLAG AM HAFEN GMBH & CO. KG"),
        # Where either is silent nobody is suspected.
        ("", "Asha Rao"),
        ("Asha Rao", ""),
        ("Pvt Ltd", "Asha Rao"),
    ],
)
def test_it_is_whom_was_named(named: str, told: str) -> None:
    assert not is_third_party(named, told)


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("Asha Rao", "Vikram Singh"),
        ("Asha Rao", "Usha Rao"),
        ("Asha Rao", "Asha Rai"),
        ("Asha Rao", "B Rao"),
        ("Asha Asha", "Asha Rao"),
        ("Nordic Foods", "Baltic Foods"),
        ("Nordic Foods AB", "Nordic Timber AB"),
        ("Krishnamurthy Iyer", "Krishnamoorthi Iyer"),
        ("आशा राव", "विक्रम सिंह"),
    ],
)
def test_it_is_somebody_else(named: str, told: str) -> None:
    assert is_third_party(named, told)


@given(st.text(), st.text())
def test_it_does_not_matter_who_is_asked_first_and_nothing_is_too_strange(a: str, b: str) -> None:
    assert is_third_party(a, b) == is_third_party(b, a)
    assert not is_third_party(a, a)
