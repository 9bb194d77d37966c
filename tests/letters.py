"""Letters that wait to be sent, opened; and the tokens of the links in them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from adulis.identity import tasks
from adulis.mail import sealing
from adulis.mail.models import Letter

_LINK = re.compile(r"https://adulis\.example/([\w/-]+)(?:\?token=([\w-]+))?")


@dataclass(frozen=True)
class Written:
    """A letter before it is sent."""

    template: str
    subject: str
    text: str
    html: str

    @property
    def page(self) -> str:
        """Where its link leads."""
        found = _LINK.search(self.text)
        assert found, self.text
        return found[1]

    @property
    def token(self) -> str:
        found = _LINK.search(self.text)
        assert found is not None, self.text
        assert found[2], self.text
        return found[2]


def grant_wishes() -> None:
    """As the worker does: what strangers asked for at the door."""
    while tasks.grant_wishes():
        pass


def letters_to(email: str) -> list[Written]:
    """Oldest first."""
    found = []
    for letter in Letter.objects.filter(recipient_index=sealing.index_of(email)).order_by("id"):
        told = sealing.opened(letter)
        assert told.recipient == email
        name = letter.template.removeprefix("identity/")
        found.append(Written(name, told.subject, told.text, told.html))
    return found


def kinds_to(email: str) -> list[str]:
    """Which letters somebody gets, oldest first."""
    return [each.template for each in letters_to(email)]


def newest_to(email: str) -> Written:
    return letters_to(email)[-1]
