"""Worlds to test in, built through the platform's own verbs: nothing here writes a table."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from adulis.identity import actions as identity
from adulis.identity import queries as people
from adulis.identity.values import SCOPES, Caller, MemberRole, MerchantKind, Verification, Viewer
from adulis.kernel import db
from adulis.kernel.actors import Actor, ActorKind, bank, system
from adulis.kernel.money import rupees
from adulis.ledger import queries as book
from adulis.payouts import actions as payouts
from adulis.payouts.values import BankDetails, PayoutOrder
from adulis.wallets import actions as wallets

BUILDER = system("world")
PASSWORD = "correct horse battery staple"
BANK = "simbank"


@dataclass(frozen=True, slots=True)
class Account:
    """A bank account of a merchant."""

    id: UUID
    number: str


@dataclass(slots=True)
class Shop:
    """A merchant with its owner, seen as the owner sees it."""

    id: UUID
    name: str
    owner_id: UUID
    owner_email: str
    accounts: list[Account] = field(default_factory=list)

    @property
    def viewer(self) -> Viewer:
        return self.seen_by(self.owner_id)

    @property
    def actor(self) -> Actor:
        return Actor(ActorKind.USER, str(self.owner_id), str(self.owner_id))

    def seen_by(self, user_id: UUID, role: MemberRole = MemberRole.OWNER) -> Viewer:
        standing = people.standing(self.id)
        caller = Caller(
            actor=Actor(ActorKind.USER, str(user_id), str(user_id)),
            user_id=user_id,
            seen_at=db.clock(),
            memberships={self.id: role},
            standings={self.id: standing},
        )
        return Viewer(caller, self.id, role, standing)

    # --- what it has, straight from the book --------------------------------------------------

    @property
    def available(self) -> int:
        return book.balance(f"merchant/{self.id}/available/INR").minor

    @property
    def held(self) -> int:
        return book.balance(f"merchant/{self.id}/held/INR").minor

    @property
    def owed(self) -> int:
        return -book.balance(f"merchant/{self.id}/receivable/INR").minor

    # --- what it does ---------------------------------------------------------------------------

    def credit(self, paise: int, *, utr: str = "", at: datetime | None = None) -> None:
        """Money arrives from outside."""
        with db.transaction():
            wallets.credit_bank_transfer(
                merchant_id=self.id,
                amount=rupees(paise),
                bank=BANK,
                utr=utr or uuid4().hex,
                payer="A Customer",
                actor=bank(BANK),
                at=at or db.clock(),
            )

    def add_account(self, number: str = "", *, trusted: bool = True, **details: str) -> Account:
        """A bank account; ``trusted``: old enough not to cool off."""
        number = number or f"5{uuid4().int % 10**11:011d}"
        told = BankDetails(
            holder_name=details.get("holder_name", "Asha Rao"),
            number="" if "vpa" in details else number,
            ifsc="" if "vpa" in details else details.get("ifsc", "HDFC0CAACOB"),
            vpa=details.get("vpa", ""),
        )
        now = db.clock()
        with db.transaction():
            account, _ = payouts.add_bank_account(
                merchant_id=self.id,
                details=told,
                nickname=details.get("nickname", ""),
                actor=self.actor,
                at=now - timedelta(days=365) if trusted else now,
            )
        made = Account(account.id, details.get("vpa", number))
        self.accounts.append(made)
        return made

    def order(self, paise: int, **more: Any) -> PayoutOrder:
        account = more.pop("account", None) or self.accounts[0]
        return PayoutOrder(amount=rupees(paise), bank_account_id=account.id, **more)

    def pay_out(self, paise: int, **more: Any) -> Any:
        """Create a payout as the owner; raises what the verb refuses."""
        with db.transaction():
            return payouts.create_payout(
                viewer=self.viewer,
                order=self.order(paise, **more),
                actor=self.actor,
                at=db.clock(),
            )

    def api_key(self, *scopes: str) -> str:
        """A key made by the owner, with all scopes unless told otherwise."""
        with db.transaction():
            return identity.create_api_key(
                merchant_id=self.id,
                made_by=self.owner_id,
                name="tests",
                scopes=scopes or SCOPES,
                actor=self.actor,
                at=db.clock(),
            ).raw


def a_person(name: str = "Asha", **more: Any) -> tuple[UUID, str]:
    """Somebody with a login; returns id and e-mail."""
    email = f"{name.lower()}.{uuid4().hex[:12]}@example.com"
    with db.transaction():
        user_id = identity.register_user(
            email=email, name=name, password=PASSWORD, actor=BUILDER, at=db.clock(), **more
        )
    return user_id, email


def a_shop(
    name: str = "Asha Exports",
    *,
    paise: int = 0,
    verification: Verification = Verification.VERIFIED,
    accounts: int = 1,
) -> Shop:
    """A merchant with an owner, ``accounts`` bank accounts and ``paise`` available."""
    owner_id, email = a_person()
    with db.transaction():
        merchant_id = identity.create_merchant(
            name=name,
            kind=MerchantKind.BUSINESS,
            owner_id=owner_id,
            verification=verification,
            actor=BUILDER,
            at=db.clock(),
        )
        wallets.open_virtual_account(merchant_id=merchant_id, actor=BUILDER, at=db.clock())
    shop = Shop(merchant_id, name, owner_id, email)
    for _ in range(accounts):
        shop.add_account()
    if paise:
        shop.credit(paise)
    return shop


def a_member(
    shop: Shop, role: MemberRole, name: str = "Binu", *, is_new: bool = False
) -> tuple[UUID, str]:
    """Another person in a shop; unless ``is_new``, one who has long counted as a second person."""
    user_id, email = a_person(name)
    now = db.clock()
    with db.transaction():
        identity.add_member(
            merchant_id=shop.id,
            user_id=user_id,
            role=role,
            actor=BUILDER,
            at=now if is_new else now - timedelta(days=365),
        )
    return user_id, email
