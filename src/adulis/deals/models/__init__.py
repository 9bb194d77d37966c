"""The tables of this room."""

from adulis.deals.models.deals import Acceptance, Deal, Terms
from adulis.deals.models.reviews import Conduct, Review, Ruling
from adulis.deals.models.talk import Attachment, Invitation, Message, Watch
from adulis.kernel.sealed import SealedColumn

EMAIL = SealedColumn("deals_deal_invitation", "email_sealed")
BODY = SealedColumn("deals_message", "body_sealed")
SEALED = (EMAIL, BODY)

__all__ = [
    "BODY",
    "EMAIL",
    "SEALED",
    "Acceptance",
    "Attachment",
    "Conduct",
    "Deal",
    "Invitation",
    "Message",
    "Review",
    "Ruling",
    "Terms",
    "Watch",
]
