"""The facts of this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from adulis.events.values import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookEndpointCreated(Fact):
    """A merchant has events told to a server of theirs."""

    type: ClassVar[str] = "webhook_endpoint.created"

    host: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookEndpointUpdated(Fact):
    """Its address, its description or the types of events it is told have changed."""

    type: ClassVar[str] = "webhook_endpoint.updated"

    host: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSecretRotated(Fact):
    """It has a new secret; the old one is valid until ``old_until`` as well."""

    type: ClassVar[str] = "webhook_endpoint.secret_rotated"

    old_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookEndpointDisabled(Fact):
    """Nothing is sent to it: ``by_merchant``, ``by_operator``, or because it is ``gone`` or was
    ``failing``.
    """

    type: ClassVar[str] = "webhook_endpoint.disabled"

    host: str
    reason: str
    given_up_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookEndpointEnabled(Fact):
    """Events are sent to it again, from here on."""

    type: ClassVar[str] = "webhook_endpoint.enabled"

    host: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookEndpointArchived(Fact):
    """Nothing is ever sent to it again."""

    type: ClassVar[str] = "webhook_endpoint.archived"

    host: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookEndpointTested(Fact):
    """Somebody wants to see an event arrive: told to this endpoint only, whatever its types."""

    type: ClassVar[str] = "webhook_endpoint.tested"
