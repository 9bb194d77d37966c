"""Cursors: told apart from anything a client might make up, and saying nothing to it."""

from __future__ import annotations

import re

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from adulis.events import cursors
from adulis.events.cursors import decode, encode
from adulis.events.errors import CursorOutdated, CursorUnknown
from adulis.events.values import Place

PLACES = st.builds(
    Place,
    st.integers(1, 2**16 - 1),
    st.integers(0, 2**64 - 1),
    st.integers(0, 2**63 - 1),
)
HERE = Place(1, 1234, 56)


@given(PLACES)
def test_a_cursor_leads_back_to_its_place(place: Place) -> None:
    cursor = encode(place, epoch=place.epoch)
    assert decode(cursor, epoch=place.epoch) == place
    # Safe in a header and behind a question mark as it is.
    assert re.fullmatch(r"[A-Za-z0-9_-]{48}", cursor)
    assert len(cursor) == cursors.LENGTH


def test_a_place_has_one_cursor() -> None:
    assert encode(HERE, epoch=1) == encode(Place(1, 1234, 56), epoch=1)
    assert encode(HERE, epoch=1) != encode(Place(1, 1234, 57), epoch=1)


def test_neighbours_look_nothing_alike() -> None:
    first, second = encode(HERE, epoch=1), encode(Place(1, 1234, 57), epoch=1)
    same = sum(one == other for one, other in zip(first, second, strict=True))
    assert same < 12


@given(st.integers(0, cursors.LENGTH - 1), st.sampled_from("Aa0_-"))
def test_a_changed_cursor_is_unknown(place: int, letter: str) -> None:
    cursor = encode(HERE, epoch=1)
    changed = cursor[:place] + letter + cursor[place + 1 :]
    if changed != cursor:
        with pytest.raises(CursorUnknown):
            decode(changed, epoch=1)


@pytest.mark.parametrize(
    "text",
    ["", "0", "nonsense", "A" * 47, "A" * 48, "A" * 49, "ü" * 48, "!" * 48, "A" * 44 + "===="],
)
def test_what_we_never_made_is_unknown(text: str) -> None:
    with pytest.raises(CursorUnknown):
        decode(text, epoch=1)


def test_a_cursor_outlives_a_change_of_the_secret_while_the_old_one_is_believed() -> None:
    with override_settings(SECRET_KEY="the old one"):
        old = encode(HERE, epoch=1)
    with pytest.raises(CursorUnknown):
        decode(old, epoch=1)
    with override_settings(SECRET_KEY="the new one", SECRET_KEY_FALLBACKS=["the old one"]):
        assert decode(old, epoch=1) == HERE
        assert encode(HERE, epoch=1) != old


def test_a_cursor_from_before_a_restore_is_outdated_whatever_place_it_names() -> None:
    of_the_past = encode(HERE, epoch=3)
    assert decode(of_the_past, epoch=3) == HERE
    for epoch in (1, 2, 4):
        with pytest.raises(CursorOutdated):
            decode(of_the_past, epoch=epoch)


def test_places_are_ordered_by_epoch_then_transaction_then_fact() -> None:
    assert Place(1, 5, 9) < Place(1, 6, 1) < Place(1, 6, 2) < Place(2, 1, 1)
