"""Every letter about a fact can be written: its words are all there, and read as people speak."""

from __future__ import annotations

import importlib
from dataclasses import fields
from typing import Any

import pytest

from adulis.events.values import Fact
from adulis.identity.values import MemberRole as Role
from adulis.notifications.catalogue import CATALOGUE
from adulis.notifications.events import InboxUpdated
from adulis.notifications.policies import is_mandatory, is_told
from adulis.notifications.values import CHOICES, Channel, Rule, in_words

_OF_A_DEAL = {"deal_id": "D", "deal": "Pumps", "milestone": "Part 1", "other": "Binu"}
_OF_ALL = {"thing_id": "T"}


def facts() -> dict[str, type[Fact]]:
    """Of the rooms that letters tell about, by type."""
    rooms = [importlib.import_module(f"adulis.{each}.events") for each in (
        "deals", "escrow", "bidding", "disputes", "payouts", "deposits", "transfers", "wallets",
        "approvals", "verification", "identity", "webhooks",
    )]  # fmt: skip
    found = [each for room in rooms for each in vars(room).values() if isinstance(each, type)]
    return {each.type: each for each in found if issubclass(each, Fact) and each.type}


FACTS = facts()


@pytest.mark.parametrize("kind", sorted(CATALOGUE))
def test_every_word_of_a_letter_is_there(kind: str) -> None:
    members = {each.name: f"<{each.name}>" for each in fields(FACTS[kind])}
    more = _OF_A_DEAL if CATALOGUE[kind].is_of_deal else {}
    told = CATALOGUE[kind].told(members | more | _OF_ALL)
    assert all(told.values())
    assert "{" not in " ".join(told.values())
    assert not CATALOGUE[kind].is_of_deal or told["page"] in {"deals/D", "deals/D/auction"}


@pytest.mark.parametrize("kind", sorted(CATALOGUE))
def test_whom_it_concerns_can_be_told(kind: str) -> None:
    members: dict[str, Any] = {each.name: "buyer" for each in fields(FACTS[kind])}
    members |= {name: {"amount_minor": 1, "currency": "INR"} for name in members if name == "bond"}
    assert CATALOGUE[kind].goes_to(members) in {True, False}


def test_payloads_are_told_as_people_speak() -> None:
    payload = {
        "amount": {"amount_minor": 12_345_600, "currency": "INR"},
        "abroad": {"amount_minor": 1_200, "currency": "USD"},
        "until": "2026-11-26T18:30:00+00:00",
        "day": "2026-11-26",
        "outcome": "standby",
        "reason": "lost",
        "written": "see part_list_2.pdf",
        "note": None,
        "round_number": 2,
    }
    assert in_words(payload, "Asia/Kolkata", code="outcome") == {
        "amount": "₹1,23,456.00",
        "abroad": "12.00 USD",
        "until": "27 November 2026, 00:00 IST",
        "day": "2026-11-26",
        "outcome": "among the best three, in case the best does not stand by theirs",
        "reason": "lost",
        "written": "see part_list_2.pdf",
        "note": "",
        "round_number": "2",
    }


def test_codes_without_a_phrase_lose_their_underscores_alone() -> None:
    assert in_words({"reason": "seller_refund"}, "UTC", code="reason") == {
        "reason": "seller refund"
    }


@pytest.mark.parametrize("kind", sorted(CATALOGUE))
def test_what_is_told_as_a_code_is_a_member(kind: str) -> None:
    code = CATALOGUE[kind].code
    assert not code or code in {each.name for each in fields(FACTS[kind])}


@pytest.mark.parametrize("kind", sorted(CATALOGUE))
def test_whom_it_names_is_a_member(kind: str) -> None:
    news = CATALOGUE[kind]
    members = {each.name for each in fields(FACTS[kind])} | {"", "subject"}
    assert {news.person, news.but} <= members
    assert news.group in CHOICES
    assert len(news.label) <= 60


@pytest.mark.parametrize(
    ("channel", "rule", "chosen", "role", "told"),
    [
        (Channel.IN_APP, Rule.ON, None, Role.FINANCE, True),
        (Channel.IN_APP, Rule.ON, False, Role.OWNER, False),
        (Channel.IN_APP, Rule.OFF, None, Role.OWNER, False),
        (Channel.IN_APP, Rule.OFF, True, Role.FINANCE, True),
        (Channel.IN_APP, Rule.ALWAYS, False, Role.FINANCE, True),
        (Channel.EMAIL, Rule.ON, None, Role.OWNER, True),
        (Channel.EMAIL, Rule.ON, None, Role.FINANCE, False),
        (Channel.EMAIL, Rule.ON, True, Role.FINANCE, True),
        (Channel.EMAIL, Rule.ON, False, Role.OWNER, False),
        (Channel.EMAIL, Rule.ALWAYS, False, Role.OWNER, True),
        (Channel.EMAIL, Rule.ALWAYS, False, None, True),
        (Channel.EMAIL, Rule.ALWAYS, None, Role.FINANCE, False),
        (Channel.EMAIL, Rule.ALWAYS, True, Role.FINANCE, True),
        (Channel.EMAIL, Rule.OFF, None, Role.OWNER, False),
        (Channel.EMAIL, Rule.OFF, True, Role.OWNER, True),
    ],
)
def test_who_is_told(
    channel: Channel, rule: Rule, chosen: bool | None, role: Role | None, told: bool
) -> None:
    assert is_told(channel, rule, chosen=chosen, role=role) is told


@pytest.mark.parametrize("rule", list(Rule))
@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.parametrize("owns", [True, False])
def test_what_is_mandatory_is_told_whatever_was_chosen(
    rule: Rule, channel: Channel, owns: bool
) -> None:
    role = Role.OWNER if owns else Role.VIEWER
    always = is_told(channel, rule, chosen=False, role=role)
    assert is_mandatory(channel, rule, owns=owns) is always


def test_nobody_is_told_of_what_only_screens_want_to_know() -> None:
    assert InboxUpdated.is_for_screens
    assert InboxUpdated.type not in CATALOGUE
    assert [kind for kind in CATALOGUE if FACTS[kind].is_for_screens] == []
