"""The refusals of this room, and what can go wrong with words."""

from __future__ import annotations

from adulis.kernel.errors import Conflict, Invalid, NotFound


class Unwritable(ValueError):
    """The words for a fact cannot be found: a member is missing, or a thing that it names."""


class NewsNotFound(NotFound):
    title = "There is no such news."


class NewsToldAlready(Conflict):
    title = "This was told already."


class NewsStillUnwritable(Conflict):
    title = "The words for it are still not to be found."
    what_to_do = "Mend the catalogue first; nothing is lost meanwhile."


class NoticeNotFound(NotFound):
    title = "There is no such notification in your inbox."


class NotificationMandatory(Invalid):
    title = "This cannot be switched off."
    what_to_do = "Leave it on: it is about your money, a dispute, or how your account is secured."


class LetterHoursWrong(Invalid):
    title = "Quiet hours have to begin and to end, at two different times."


class AlertNotFound(NotFound):
    title = "There is no such system alert."


class AlertTimesWrong(Invalid):
    title = "A system alert has to end after it begins, and in the future."


class AlertOver(Conflict):
    title = "This system alert is over."


class AlertNotDismissible(Conflict):
    title = "A critical alert cannot be dismissed."
    what_to_do = "It goes by itself when it is over."


class UnsubscribeLinkInvalid(NotFound):
    title = "This link is not one of ours, or a part of it is missing."
    what_to_do = "Open it from the letter again, or sign in and choose what you are told."


class UnsubscribeLinkExpired(Conflict):
    title = "This link is too old."
    what_to_do = "Sign in and choose what you are told, or take the link of a newer letter."
