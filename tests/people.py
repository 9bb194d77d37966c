"""People, merchants and credentials for tests, made through the platform's own verbs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.identity import actions
from adulis.identity.values import (
    READ,
    Device,
    IssuedKey,
    MemberRole,
    MerchantKind,
    OperatorRole,
    TokenPair,
    Verification,
    stranger,
)
from adulis.kernel.actors import system
from adulis.kernel.db import clock, transaction

PASSWORD = "kettle-Harbour-92-lantern"
DEVICE = Device("192.0.2.7", "tests")
WORLD = system("tests")


@dataclass(frozen=True)
class Person:
    id: UUID
    email: str


def a_person(
    email: str = "asha@example.com", *, operator_role: OperatorRole | None = None
) -> Person:
    with transaction():
        user_id = actions.register_user(
            email=email,
            name=email.partition("@")[0].title(),
            password=PASSWORD,
            operator_role=operator_role,
            actor=WORLD,
            at=clock(),
        )
    return Person(user_id, email)


def a_merchant(owner: Person, name: str = "Asha Exports") -> UUID:
    with transaction():
        return actions.create_merchant(
            name=name,
            kind=MerchantKind.BUSINESS,
            owner_id=owner.id,
            verification=Verification.VERIFIED,
            actor=WORLD,
            at=clock(),
        )


def join(person: Person, merchant_id: UUID, role: MemberRole) -> None:
    with transaction():
        actions.add_member(
            merchant_id=merchant_id, user_id=person.id, role=role, actor=WORLD, at=clock()
        )


def signed_in(person: Person, *, password: str = PASSWORD, at: datetime | None = None) -> TokenPair:
    with transaction():
        return actions.sign_in(
            email=person.email,
            password=password,
            device=DEVICE,
            actor=stranger("192.0.2.7", "request-of-a-test"),
            at=at or clock(),
        )


def an_api_key(
    person: Person, merchant_id: UUID, scopes: Sequence[str] = (READ,), **more: Any
) -> IssuedKey:
    with transaction():
        return actions.create_api_key(
            merchant_id=merchant_id,
            made_by=person.id,
            name="a program",
            scopes=scopes,
            actor=WORLD,
            at=clock(),
            **more,
        )
