"""The refusals of this room."""

from __future__ import annotations

from adulis.kernel.errors import Conflict, Forbidden, Invalid, NotFound


class VerificationNotFound(NotFound):
    title = "There is no verification of this merchant here."


class DocumentNotFound(NotFound):
    title = "There is no such document here."


class VerificationLocked(Conflict):
    """What is being reviewed, or was believed, does not change under the reader's eyes."""

    title = "Nothing can be changed while this is being reviewed, or once it is verified."
    what_to_do = "Wait for the decision; if something changed since, tell the platform's operators."


class VerificationIncomplete(Conflict):
    title = "Something is still missing."
    what_to_do = "Add what `missing` names, then submit."


class TooManyDocuments(Conflict):
    title = "There are as many documents as there may be."
    what_to_do = "Remove one first, or join pages into one PDF."


class SubmissionOutdated(Conflict):
    """What the decision is about is not what waits for one: somebody was quicker."""

    title = "This decision is about another submission than the one that waits."
    what_to_do = "Look at it again, and decide about what is there now."


class DecidingAboutOneself(Forbidden):
    title = "Who belongs to this merchant, or submitted this, does not decide about it."
    what_to_do = "Ask another operator."


class DetailNotForKind(Invalid):
    title = "A merchant of this kind has no such detail."


class PanInvalid(Invalid):
    """Ten characters in the order of the Income Tax Department, the fourth one saying whose."""

    title = "This is not a PAN."
    what_to_do = "Copy all ten characters from the card."


class PanOfAnotherKind(Invalid):
    """The fourth letter says what it was given to: P a person, C a company, F a firm, and so on."""

    title = "This PAN was given to another kind of holder."
    what_to_do = "Give the PAN of the holder itself, or correct what kind it is."


class GstinInvalid(Invalid):
    """Fifteen characters, the last one a check digit."""

    title = "This is not a GSTIN."
    what_to_do = "Copy all fifteen characters from the registration certificate."


class GstinOfAnotherPan(Invalid):
    title = "This GSTIN belongs to another PAN."
    what_to_do = (
        "The third to twelfth character of a GSTIN are the holder's PAN; correct one of them."
    )


class BirthdayNotPossible(Invalid):
    title = "Whoever trades here is at least eighteen years old, and was born."


class ReasonsNotFitting(Invalid):
    title = "These reasons do not say what is wrong with what."
