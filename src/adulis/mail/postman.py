"""To the mail server and back: one letter at a time, with nothing locked meanwhile."""

from __future__ import annotations

import smtplib
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from adulis.kernel.db import transaction_forbidden
from adulis.mail.values import Outcome, Parcel


@transaction_forbidden
def deliver(parcel: Parcel) -> Outcome:
    """Hand one letter to the configured backend, and say what became of it.

    Silence is not failure, but mail has no way to ask: a letter whose fate is unknown is sent again
    under the same Message-ID, by which mailboxes recognise it.
    """
    message = EmailMultiAlternatives(
        subject=parcel.subject,
        body=parcel.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[parcel.recipient],
        headers={
            "Message-ID": message_id(parcel.id),
            # RFC 3834: no holiday notices in answer to this.
            "Auto-Submitted": "auto-generated",
            **_switching_off(parcel.unsubscribe),
        },
        connection=get_connection(),
    )
    message.attach_alternative(parcel.html, "text/html")
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        return _refused(code, said, parcel)
    except smtplib.SMTPResponseException as error:
        return _refused(error.smtp_code, error.smtp_error, parcel)
    except (smtplib.SMTPException, OSError) as error:
        return Outcome(f"{error.__class__.__name__}: {_without(parcel, str(error))}"[:200])
    return Outcome()


def _switching_off(address: str) -> dict[str, str]:
    """What mail programs make a button of (RFC 2369, RFC 8058): one POST, and no page to read."""
    if not address:
        return {}
    return {
        "List-Unsubscribe": f"<{address}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def message_id(letter_id: UUID) -> str:
    """The same for every attempt (RFC 5322 §3.6.4)."""
    _, _, domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")
    return f"<{letter_id}@{domain}>"


def _refused(code: int, said: bytes | str, parcel: Parcel) -> Outcome:
    """RFC 5321 §4.2.1: 4xx is a no for now, 5xx a no for good.

    But a no to us (530, 535: sign in; 550 5.7.x to the sender) is the operator's to mend, so only
    one that is about this recipient is final.
    """
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    return Outcome(f"{code} {_without(parcel, text)}"[:200], is_final=code in _ABOUT_THE_RECIPIENT)


# No such mailbox, not local, mailbox full for good, mailbox name not allowed, no mail here.
_ABOUT_THE_RECIPIENT = frozenset((550, 551, 552, 553, 556))


def _without(parcel: Parcel, said: str) -> str:
    """Servers repeat the address, and it is kept sealed here."""
    return " ".join(said.replace(parcel.recipient, "the recipient").split())
