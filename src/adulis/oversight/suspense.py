"""What lies in suspense, and what of it somebody will say whose it is."""

from __future__ import annotations

from adulis.kernel import db
from adulis.kernel.money import rupees
from adulis.wallets.values import Suspense

# One statement, so that both are of one moment: whoever puts money into suspense asks whose it is
# in the same commit, and whoever takes it out answers.
_SUSPENSE = """
SELECT coalesce((SELECT ledger_balance(id) FROM ledger_account
                  WHERE address = 'platform/suspense/INR'), 0),
       coalesce((
           SELECT sum(line.amount_minor)
             FROM cases_case AS asked
             JOIN ledger_entry AS entry
               ON entry.key = asked.subject AND entry.kind = 'credit_suspended'
             JOIN ledger_line AS line ON line.entry_id = entry.id AND line.amount_minor > 0
            WHERE asked.kind = 'unmatched_credit' AND asked.state <> 'closed'), 0)
     + coalesce((
           SELECT sum(greatest(amount_minor - charged_back_minor, 0)) FROM deposits_payment
            WHERE state IN ('suspended', 'returning') AND currency = 'INR'), 0)
"""


def suspense_now() -> Suspense:
    """What lies in suspense in rupees, and what of it is about a transfer or a payment that nobody
    has said whose it is, or that is on its way back to its payer.
    """
    holds, spoken_for = db.fetch_all(_SUSPENSE, [])[0]
    return Suspense(rupees(int(holds)), rupees(int(spoken_for)))
