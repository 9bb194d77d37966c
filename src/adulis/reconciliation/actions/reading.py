"""What lines mean, asked of all rooms that know a name on them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from adulis.gateways import queries as banks
from adulis.gateways.values import BankLine
from adulis.kernel.money import rupees
from adulis.ledger import queries as book
from adulis.payouts import queries as paying
from adulis.payouts.values import Leg, StatementWord
from adulis.reconciliation.matching import Known, read
from adulis.reconciliation.models import Finding
from adulis.reconciliation.values import Reading
from adulis.wallets import queries as accounts
from adulis.wallets.values import credit_key


def readings_of(lines: Sequence[BankLine]) -> dict[UUID, Reading]:
    """Every line read, with what is known about all of them asked once."""
    words = {word for line in lines for word in (line.reference, *line.words) if word}
    names = words | {line.utr for line in lines if line.utr}
    others = banks.other_tellings(lines)
    references = paying.known_references(list(words))
    by_utr = paying.references_of_utrs(list(names))
    virtual_accounts = accounts.known_virtual_accounts({line.virtual_account for line in lines})
    sent_back = {
        (line.bank, name) for line in lines if not line.is_credit for name in _sent_back_names(line)
    }
    return {
        line.id: read(
            line,
            Known(
                virtual_accounts=virtual_accounts,
                others=others[line.id],
                references=references,
                by_utr=by_utr,
                sent_back={name for bank_code, name in sent_back if bank_code == line.bank},
            ),
        )
        for line in lines
    }


def _sent_back_names(line: BankLine) -> list[str]:
    """Which of its words name a transfer that we sent back, of just this amount."""
    if line.kind == "charge" or line.reference:
        return []
    keys = {
        f"{credit_key(line.bank, word)}/explained": word for word in (line.utr, *line.words) if word
    }
    return [
        keys[key]
        for key, entry in book.entries(list(keys)).items()
        if entry.kind == "credit_sent_back"
        and entry.transfers[0].amount.minor == line.amount_minor
        and not Finding.objects.filter(what=f"sent_back/{line.bank}/{keys[key]}").exists()
    ]


def word_of(line: BankLine, reference: str, leg: Leg) -> StatementWord:
    """What a line says about a payment of ours. Its row names it: each telling settles once."""
    return StatementWord(
        line=line.id.hex,
        reference=reference,
        leg=leg,
        amount=rupees(line.amount_minor),
        utr=line.utr,
        booked_at=line.booked_at,
    )
