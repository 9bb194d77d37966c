"""The facts of this room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from adulis.events.values import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxUpdated(Fact):
    """Somebody of the merchant has a new notice; ``subject_id`` is the merchant's id.

    For screens that show a count. What it says and to whom is asked for by each person; it may be
    about that person alone, or for everybody.
    """

    type: ClassVar[str] = "inbox.updated"
    is_for_screens: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemAlertPublished(Fact):
    """Something is wrong with the platform, or will be; ``audience`` should know.

    ``merchant_id`` is set where it is for one merchant alone.
    """

    type: ClassVar[str] = "system_alert.published"

    severity: str
    audience: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemAlertEnded(Fact):
    """It is over, earlier than was said or when nothing had been said."""

    type: ClassVar[str] = "system_alert.ended"
