"""Refusals of disputes."""

from adulis.kernel.errors import Conflict, Forbidden, Invalid, NotFound


class DisputeNotFound(NotFound):
    """It does not exist, or it is between others."""

    title = "There is no such dispute here."


class DisputeExists(Conflict):
    """About a milestone there is one dispute at a time. Facts: ``dispute_id`` where it is known."""

    title = "There is a dispute about this milestone already."
    what_to_do = "Answer that one; another may follow when it is over."


class ClaimTooMuch(Invalid):
    """More of the disputed amount than there is of it. Facts: ``amount_paise``."""

    title = "This claims more than is disputed."


class DivisionWrong(Invalid):
    """Both parts together are what is locked, to the paisa. Facts: ``locked_paise``."""

    title = "These two amounts are not what is locked."
    what_to_do = "Divide locked_paise: both amounts together come to it exactly."


class NotYourTurnInDispute(Conflict):
    """The other side answers now. Facts: ``side``, ``turn``."""

    title = "It is the other side's turn."
    what_to_do = "Wait for their answer, or for the time that waiting tells."


class NotYourOffer(Forbidden):
    """The other side answers an offer."""

    title = "The other side answers this offer."


class OfferNotFound(NotFound):
    """No such offer was made in this dispute."""

    title = "There is no such offer here."


class OfferNotOpen(Conflict):
    """It was answered, or another took its place. Facts: ``state``."""

    title = "This offer is no longer open."
    what_to_do = "Read the dispute again: its last offer is the one that counts."


class OfferDiffers(Conflict):
    """What was confirmed is not what was offered. Facts: what was offered."""

    title = "This is not what was offered."
    what_to_do = "Read the offer again, and confirm the amounts you see there."


class OpenerOnly(Forbidden):
    """Only the side that opened a dispute takes it back."""

    title = "Only the side that opened it may do this."


class RespondentOnly(Forbidden):
    """The side that opened a dispute has said what it wants."""

    title = "The other side answers this dispute."


class EscalationAsked(Conflict):
    """One side asks once for a ruling. Facts: ``ruling_by``."""

    title = "You have asked for a ruling already."


class EvidenceClosed(Conflict):
    """An operator looks at it: what there is, is what there is."""

    title = "Evidence is closed."


class TooMuchEvidence(Conflict):
    """More than anybody reads. Facts: ``maximum``."""

    title = "There are too many files already."


class ProofNotFound(NotFound):
    """No such file was brought in this dispute."""

    title = "There is no such file here."


class RulerIsParty(Forbidden):
    """Nobody rules about a merchant they belong to."""

    title = "You belong to one of the two sides."
    what_to_do = "Another operator has to rule."


class RulerIsSame(Forbidden):
    """An appeal is decided by somebody who had no part in the first ruling."""

    title = "You had a part in the ruling that is appealed against."
    what_to_do = "Another operator has to rule."


class NothingToAppeal(Conflict):
    """There was an appeal, the side accepted the ruling, or it got all that it claimed."""

    title = "This ruling is not yours to appeal against."


class AppealTooLate(Conflict):
    """The time for it is over. Facts: ``appeal_until``."""

    title = "It is too late for an appeal."


class RulingAccepted(Conflict):
    """One side accepts it once, for good."""

    title = "You have accepted this ruling already."


class RulingFinal(Conflict):
    """After an appeal there is nothing left to accept: it is carried out."""

    title = "This ruling is final."
