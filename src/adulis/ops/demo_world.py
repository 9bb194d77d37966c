"""The demo world: three merchants with sixty days of credits, and a market with three more, made by
the platform's own verbs.

Every credit is booked at the simulated bank first, then credited here under the same UTR and past
business time, so both sides' books agree from the first day. Building twice builds once: people,
merchants and credits have fixed names, and only API keys (stored hashed, shown once) are new.
"""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from adulis.gateways import simulator
from adulis.gateways.bank import AccountCheck
from adulis.identity import actions as identity
from adulis.identity.errors import AlreadyMember
from adulis.identity.models import Merchant, User
from adulis.identity.values import SCOPES, MemberRole, MerchantKind, OperatorRole, Viewer
from adulis.kernel import db
from adulis.kernel.actors import Actor, ActorKind, bank, system
from adulis.kernel.money import rupees
from adulis.ops import demo_auction
from adulis.ops.demo_doings import (
    a_payer_pays_too_little,
    a_payout_comes_back,
    a_payout_stays_in_doubt,
    an_operator_proposes,
    money_comes_in,
    one_pays_another,
    somebody_asks_to_be_verified,
    something_costs,
    viewing,
)
from adulis.ops.demo_market import RUPEE, TRADERS, Market, Trader, open_market
from adulis.ops.demo_papers import DECCAN, MALABAR, RITU, Shown, be_verified
from adulis.ops.instance import BANK_CODE, DEMO_EMAIL, DEMO_PASSWORD
from adulis.payouts import actions as payouts
from adulis.payouts.values import BankDetails
from adulis.wallets import actions as wallets

BUILDER = system("demo")
HISTORY_DAYS = 60
IST = ZoneInfo("Asia/Kolkata")


@dataclass(frozen=True, slots=True)
class _Shop:
    """A merchant to be: what it is, who runs it, where its money goes, who pays it and how much
    (rupees).
    """

    shown: Shown
    owner: str
    email: str
    kind: MerchantKind
    accounts: tuple[BankDetails, ...]
    payers: tuple[str, ...]
    smallest: int
    largest: int

    @property
    def name(self) -> str:
        return self.shown.name


SHOPS = (
    _Shop(
        MALABAR,
        "Anjali Menon",
        "anjali@malabar.example",
        MerchantKind.BUSINESS,
        (
            BankDetails(
                holder_name="Malabar Spice Exports", number="50100412345678", ifsc="HDFC0CAACOB"
            ),
            BankDetails(holder_name="Kumily Cardamom Growers", number="918020045671234",
                        ifsc="UTIB0000553"),
            BankDetails(holder_name="Anjali Menon", vpa="anjali.menon@okhdfc"),
        ),
        ("Nordic Foods AB", "Brooklyn Bean & Spice", "Hamburg Gewürzkontor"),
        40_000,
        240_000,
    ),
    _Shop(
        DECCAN,
        "Farhan Qureshi",
        "farhan@deccan.example",
        MerchantKind.BUSINESS,
        (
            BankDetails(
                holder_name="Deccan Design Studio", number="000405112233", ifsc="ICIC0000004"
            ),
            BankDetails(holder_name="Meera Joshi", number="20188877665", ifsc="SBIN0001707"),
        ),
        ("Foundry Labs Inc", "Lumen Health Ltd", "Kite & Co"),
        15_000,
        120_000,
    ),
    _Shop(
        RITU,
        "Ritu Sharma",
        "ritu@translations.example",
        MerchantKind.PERSON,
        (BankDetails(holder_name="Ritu Sharma", number="31240100009876", ifsc="BARB0INDORE"),),
        ("Éditions du Large", "Verlag am Hafen", "Publicaciones Sur"),
        3_000,
        28_000,
    ),
)  # fmt: skip


def build(*, base_url: str, simulator_url: str) -> dict[str, Any]:
    """Make what is missing of the demo world; returns what ``demo.json`` says."""
    today = db.clock().astimezone(IST)
    demo_id = _person(DEMO_EMAIL, "Demo Owner")
    operators = [
        _person("operator@adulis.example", "Operator", OperatorRole.ADMIN),
        _person("second.operator@adulis.example", "Second Operator", OperatorRole.ADMIN),
    ]
    is_new = not Merchant.objects.exists()
    merchants = [_merchant(shop, demo_id, operators[0], today) for shop in SHOPS]
    if is_new:
        something_costs((operators[0], operators[1]))
        _begin_doings(operators[0], merchants, today)
    return {
        "base_url": base_url,
        "simulator_url": simulator_url,
        "demo_user": _login(DEMO_EMAIL),
        "operator": _login("operator@adulis.example"),
        "second_operator": _login("second.operator@adulis.example"),
        "merchants": merchants,
        "traders": [_told_of(each) for each in TRADERS],
    }


def _begin_doings(operator_id: UUID, merchants: list[dict[str, Any]], today: datetime) -> None:
    """Once: what somebody is in the middle of is not begun again."""
    spices, studio, translations = (
        viewing(_person(shop.email, shop.owner), UUID(told["id"]))
        for shop, told in zip(SHOPS, merchants, strict=True)
    )
    money_comes_in(translations)
    a_payer_pays_too_little(translations)
    a_payout_stays_in_doubt(translations, UUID(merchants[2]["bank_account_ids"][0]))
    one_pays_another(studio, translations)
    somebody_asks_to_be_verified(_person("leela@kochi.example", "Leela Varma"))
    an_operator_proposes(operator_id)
    coir, tea, packaging = (_trader(each, operator_id, today) for each in TRADERS)
    open_market(Market(spices, studio, translations, coir, tea, packaging))
    # Not by anybody whom the tour is about: it would come back in the midst of that.
    a_payout_comes_back(packaging, _paid_to(packaging, today))
    demo_auction.put_up(demo_auction.Bots(coir, tea, packaging))


def _trader(trader: Trader, operator_id: UUID, today: datetime) -> Viewer:
    """A merchant nobody else owns, verified, and with money to trade with."""
    owner_id = _person(trader.email, trader.owner)
    opened_at = today - timedelta(days=HISTORY_DAYS + 1)
    merchant_id, number = _opened(trader, owner_id, opened_at)
    owner = Actor(ActorKind.USER, str(owner_id), str(owner_id))
    operator = Actor(ActorKind.OPERATOR, str(operator_id), str(operator_id))
    be_verified(merchant_id, trader.shown, owner=owner, operator=operator, at=opened_at)
    utr = f"DEMO{today:%y%m%d}{trader.shown.details.pan[5:9]}00"
    paid = _Credit(utr, trader.owner, trader.rupees * RUPEE, opened_at + timedelta(days=1))
    _credited(merchant_id, number, paid)
    return viewing(owner_id, merchant_id)


def _paid_to(trader: Viewer, today: datetime) -> UUID:
    details = BankDetails(holder_name="Murugan Pillai", number="6011223344556", ifsc="CNRB0001234")
    opened_at = today - timedelta(days=HISTORY_DAYS)
    with db.transaction():
        return _account(trader.merchant_id, details, trader.actor, opened_at)


def _login(email: str) -> dict[str, str]:
    return {"email": email, "password": DEMO_PASSWORD}


def _person(email: str, name: str, operator_role: OperatorRole | None = None) -> UUID:
    known = User.objects.filter(email=email).first()
    if known is not None:
        return known.id
    with db.transaction():
        return identity.register_user(
            email=email,
            name=name,
            password=DEMO_PASSWORD,
            operator_role=operator_role,
            actor=BUILDER,
            at=db.clock(),
        )


def _merchant(shop: _Shop, demo_id: UUID, operator_id: UUID, today: datetime) -> dict[str, Any]:
    owner_id = _person(shop.email, shop.owner)
    opened_at = today - timedelta(days=HISTORY_DAYS + 1)
    merchant_id, virtual_account = _opened(shop, owner_id, opened_at)
    owner = Actor(ActorKind.USER, str(owner_id), str(owner_id))
    operator = Actor(ActorKind.OPERATOR, str(operator_id), str(operator_id))
    be_verified(merchant_id, shop.shown, owner=owner, operator=operator, at=opened_at)
    _joined(merchant_id, demo_id, opened_at)
    for credit in _history(shop, today):
        _credited(merchant_id, virtual_account, credit)
    with db.transaction():
        account_ids = [
            _account(merchant_id, details, owner, opened_at) for details in shop.accounts
        ]
    return _told(shop, merchant_id, owner_id, account_ids)


def _told_of(trader: Trader) -> dict[str, Any]:
    """A trader for ``demo.json``; without a key where the world was made before there were any."""
    owner = User.objects.filter(email=trader.email).first()
    merchant = Merchant.objects.filter(name=trader.name).first()
    if owner is None or merchant is None:
        return {"name": trader.name, "user": _login(trader.email)}
    return _told(trader, merchant.id, owner.id, [])


def _told(
    shop: _Shop | Trader, merchant_id: UUID, owner_id: UUID, account_ids: list[UUID]
) -> dict[str, Any]:
    """With a new key: those of before are known by their hashes alone."""
    with db.transaction():
        key = identity.create_api_key(
            merchant_id=merchant_id,
            made_by=owner_id,
            name="Demo key",
            scopes=SCOPES,
            actor=Actor(ActorKind.USER, str(owner_id), str(owner_id)),
            at=db.clock(),
        )
    return {
        "id": str(merchant_id),
        "name": shop.name,
        "api_key": key.raw,
        "user": _login(shop.email),
        "bank_account_ids": [str(each) for each in account_ids],
    }


def _opened(shop: _Shop | Trader, owner_id: UUID, opened_at: datetime) -> tuple[UUID, str]:
    known = Merchant.objects.filter(name=shop.name).first()
    with db.transaction():
        if known is not None:
            merchant_id = known.id
        else:
            merchant_id = identity.create_merchant(
                name=shop.name, kind=shop.kind, owner_id=owner_id, actor=BUILDER, at=opened_at
            )
        number = wallets.open_virtual_account(merchant_id=merchant_id, actor=BUILDER, at=opened_at)
    return merchant_id, number


def _joined(merchant_id: UUID, demo_id: UUID, opened_at: datetime) -> None:
    """One person owns all of them, beside whoever founded each."""
    with db.transaction(), suppress(AlreadyMember):
        identity.add_member(
            merchant_id=merchant_id,
            user_id=demo_id,
            role=MemberRole.OWNER,
            actor=BUILDER,
            at=opened_at,
        )


@dataclass(frozen=True, slots=True)
class _Credit:
    utr: str
    payer: str
    paise: int
    at: datetime


def _history(shop: _Shop, today: datetime) -> list[_Credit]:
    """Sixty days of incoming transfers, the same every time this world is built."""
    chance = random.Random(f"adulis/{shop.name}")  # noqa: S311 - a made-up past, not a secret
    history = []
    for days_ago in range(HISTORY_DAYS, 0, -1):
        if chance.random() < 0.55:
            continue
        day = (today - timedelta(days=days_ago)).date()
        clock = time(chance.randrange(9, 19), chance.randrange(60))
        history.append(
            _Credit(
                # The name of the day is part of the UTR: another first day makes another history.
                utr=f"DEMO{day:%y%m%d}{chance.randrange(10**6):06d}",
                payer=chance.choice(shop.payers),
                paise=chance.randrange(shop.smallest, shop.largest) * 100,
                at=datetime.combine(day, clock, IST),
            )
        )
    return history


def _credited(merchant_id: UUID, virtual_account: str, credit: _Credit) -> None:
    """At the bank first: money is in our book because it is in theirs."""
    simulator.ask(
        "POST",
        "/credits",
        {
            "virtual_account": virtual_account,
            "amount_paise": credit.paise,
            "payer_name": credit.payer,
            "utr": credit.utr,
            "value_at": credit.at.isoformat(),
            "notify": False,
        },
    )
    with db.transaction():
        wallets.credit_bank_transfer(
            merchant_id=merchant_id,
            amount=rupees(credit.paise),
            bank=BANK_CODE,
            utr=credit.utr,
            payer=credit.payer,
            actor=bank(BANK_CODE),
            at=credit.at,
        )


def _account(merchant_id: UUID, details: BankDetails, owner: Actor, opened_at: datetime) -> UUID:
    account, is_new = payouts.add_bank_account(
        merchant_id=merchant_id, details=details, nickname="", actor=owner, at=opened_at
    )
    if is_new:
        payouts.record_account_check(
            merchant_id=merchant_id,
            account_id=account.id,
            check=AccountCheck(valid=True, registered_name=details.holder_name, code="OK"),
            actor=BUILDER,
            at=opened_at,
        )
    return account.id
