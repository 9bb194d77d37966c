"""Refusals of the gateways."""

from adulis.kernel.errors import (
    Conflict,
    Invalid,
    Malformed,
    NotFound,
    Unauthenticated,
    Unavailable,
)


class BankUnknown(NotFound):
    """No bank of this code is connected."""

    title = "There is no such bank here."


class GatewayUnknown(NotFound):
    """No payment gateway of this code is connected."""

    title = "There is no such payment gateway here."


class BankAlreadyPaused(Conflict):
    """Whoever pauses it again would hide why it was paused."""

    title = "Payouts to this bank are already paused."


class BankNotPaused(Conflict):
    title = "Payouts to this bank are not paused."


class CallbackForged(Unauthenticated):
    """The signature is missing, wrong, or too old."""

    title = "This message is not signed by whom it says it is from."


class CallbackMalformed(Malformed):
    """Signed, but not a message of the documented shape."""

    title = "This message is not understood."


class CallbackContradicts(Conflict):
    """An event id that we know came back with another body."""

    title = "This event was received before with another content."


class StatementMalformed(Malformed):
    """The file does not have the documented columns, or does not add up."""

    title = "This statement cannot be read."


class StatementLineUnknown(NotFound):
    """No such line of any statement."""

    title = "There is no such statement line here."


class BankNotAnswering(Unavailable):
    """The bank could not be asked just now; nothing was changed."""

    title = "The bank does not answer right now."
    what_to_do = "Try again after Retry-After seconds."


class GatewayNotAnswering(Unavailable):
    """The payment gateway could not be asked just now; nothing was changed."""

    title = "The payment gateway does not answer right now."
    what_to_do = "Try again after Retry-After seconds."


class SandboxOnly(NotFound):
    """A live installation has no back door."""

    title = "This exists in the sandbox only."


class SimulatorRefused(Invalid):
    """The simulated bank or gateway knows no such behaviour, or not with these parameters."""

    title = "The simulated bank does not understand this."
    what_to_do = "GET /sandbox/behaviours/ lists what it can do."
