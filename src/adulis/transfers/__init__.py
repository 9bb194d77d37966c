"""Money from one merchant's wallet into another's, at once and for good.

Verbs: ``create_transfer``, ``approve_transfer``, ``refuse_transfer``, ``withdraw_transfer``,
``expire_transfer``, ``set_approval_threshold``. No money moves, and none is set aside, before a
transfer is completed; one above what the merchant lets one person send waits for another owner.
Facts: ``transfer.*`` for the sender, ``incoming_transfer.received`` for the receiver.
"""
