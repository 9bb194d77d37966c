"""Money coming in through a payment gateway, credited exactly once or kept safe until explained.

A *deposit* is what a merchant asked somebody to pay; a *payment* is what a gateway collected. One
payment is credited to one deposit; whatever else a gateway collected waits in suspense with a case.
A gateway's message is only a nudge: what is acted upon is what its API says when asked.

Verbs: ``create_deposit``, ``cancel_deposit``, ``weigh_intent`` and ``weigh_payment`` (whatever a
gateway says, from whichever side), ``clear_deposit``, ``assign_payment``. Refunds, chargebacks and
quotes are rows with lifecycles of their own.

Facts: ``deposit.created processing captured cleared failed expired cancelled``,
``payment.suspended assigned``.
"""
