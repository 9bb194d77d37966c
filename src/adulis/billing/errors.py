"""Refusals of billing."""

from adulis.kernel.errors import NotFound


class InvoiceNotFound(NotFound):
    """No document of this id was issued to this merchant."""

    title = "There is no such invoice or credit note here."
