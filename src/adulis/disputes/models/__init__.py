"""The tables of this room."""

from adulis.disputes.models.disputes import Dispute
from adulis.disputes.models.said import Offer, Proof, Ruling

__all__ = ["Dispute", "Offer", "Proof", "Ruling"]
