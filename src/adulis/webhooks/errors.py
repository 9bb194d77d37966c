"""The refusals of this room."""

from __future__ import annotations

from adulis.kernel.errors import Conflict, Invalid, NotFound


class WebhookEndpointNotFound(NotFound):
    title = "There is no such webhook endpoint."


class WebhookDeliveryNotFound(NotFound):
    title = "There is no such webhook delivery."


class WebhookAddressRefused(Invalid):
    """``reason`` says what is wrong with it."""

    title = "Webhooks are not sent to this address."
    what_to_do = "Use https, a full public name, and port 443 or 8443."


class WebhookTypesInvalid(Invalid):
    title = "These are not types of events."
    what_to_do = "Name them as docs/events.md does, or all of a kind: payout.*"


class TooManyWebhookEndpoints(Conflict):
    title = "There are as many webhook endpoints as there can be."
    what_to_do = "Archive one that is not needed any more."


class WebhookEndpointDisabled(Conflict):
    """Nothing is sent to it before it is enabled."""

    title = "This webhook endpoint is not enabled."
    what_to_do = "Enable it first."


class WebhookSecretJustRotated(Conflict):
    """Two secrets are valid at once, not three: ``until`` is when the older one ends."""

    title = "The secret before this one is still valid."
    what_to_do = (
        "Wait until the older secret has ended; or, if nobody has the newest one, say lost: true."
    )
