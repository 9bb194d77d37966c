"""The lifecycles of an endpoint, and of a delivery to it. Pure."""

from __future__ import annotations

from enum import StrEnum

from adulis.kernel.machines import Machine, Role, move


class EndpointState(StrEnum):
    ENABLED = "enabled"
    DISABLED = "disabled"
    ARCHIVED = "archived"


class DeliveryState(StrEnum):
    PENDING = "pending"
    DELIVERED = "delivered"
    FAILED = "failed"


ENDPOINT = Machine(
    "endpoint",
    EndpointState,
    initial=EndpointState.ENABLED,
    moves=(
        # By whoever owns it; by an operator, who says why; or by the platform, when it said it was
        # gone, or failed for days.
        move(
            "disable", EndpointState.ENABLED, EndpointState.DISABLED,
            Role.MERCHANT, Role.OPERATOR, Role.SYSTEM, fact="webhook_endpoint.disabled",
        ),
        move(
            "enable", EndpointState.DISABLED, EndpointState.ENABLED, Role.MERCHANT,
            fact="webhook_endpoint.enabled",
        ),
        move(
            "archive", EndpointState.ENABLED, EndpointState.ARCHIVED, Role.MERCHANT,
            fact="webhook_endpoint.archived",
        ),
        move(
            "archive", EndpointState.DISABLED, EndpointState.ARCHIVED, Role.MERCHANT,
            fact="webhook_endpoint.archived",
        ),
    ),
)  # fmt: skip

DELIVERY = Machine(
    "delivery",
    DeliveryState,
    initial=DeliveryState.PENDING,
    moves=(
        move("deliver", DeliveryState.PENDING, DeliveryState.DELIVERED, Role.SYSTEM),
        # Tried for days, or given up with its endpoint, whoever disabled that.
        move("give_up", DeliveryState.PENDING, DeliveryState.FAILED, Role.SYSTEM),
        move(
            "replay", DeliveryState.DELIVERED, DeliveryState.PENDING, Role.MERCHANT, Role.OPERATOR
        ),
        move("replay", DeliveryState.FAILED, DeliveryState.PENDING, Role.MERCHANT, Role.OPERATOR),
    ),
)  # fmt: skip
