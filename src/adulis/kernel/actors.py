"""Who does a thing. Given by the door, carried into every entry, event and audit record. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from adulis.kernel.machines import Role


class ActorKind(StrEnum):
    USER = "user"
    API_KEY = "api_key"
    OPERATOR = "operator"
    BANK = "bank"
    SYSTEM = "system"


_ROLES = {
    ActorKind.USER: Role.MERCHANT,
    ActorKind.API_KEY: Role.MERCHANT,
    ActorKind.OPERATOR: Role.OPERATOR,
    ActorKind.BANK: Role.BANK,
    ActorKind.SYSTEM: Role.SYSTEM,
}


@dataclass(frozen=True, slots=True)
class Actor:
    """``kind`` and ``id`` say who (``id``: user, key or process name); ``user_id`` is the person.

    An API key counts as the person who made it, so four eyes cannot be faked with two keys.
    ``address`` is the IP address the request came from, ``request_id`` ties log lines together.
    """

    kind: ActorKind
    id: str
    user_id: str = ""
    address: str = ""
    request_id: str = ""

    @property
    def role(self) -> Role:
        return _ROLES[self.kind]

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


def system(name: str) -> Actor:
    """The platform itself, acting as ``name`` (``worker``, ``demo``, ``migration``)."""
    return Actor(ActorKind.SYSTEM, name)


def bank(code: str) -> Actor:
    """A bank whose word we act upon."""
    return Actor(ActorKind.BANK, code)
