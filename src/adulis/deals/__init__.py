"""Deals: what two merchants want of each other, from a draft to the reviews of both.

Verbs: ``create_deal``, ``edit_deal``, ``delete_deal``, ``publish_deal``, ``approve_deal`` and its
like, ``amend_deal``; ``propose_deal``, ``counter_deal``, ``accept_deal``, ``reject_deal``;
``begin_review``, ``negotiate``, ``agree``, ``reopen``, ``lapse`` for the rooms above;
``cancel_deal``; ``invite``, ``join_deal``; ``write_message``, ``watch_deal``, attachments;
``review_deal``. Terms are versioned and hashed; what was accepted is told by its hash.
Facts: ``deal.*`` for whoever posted it, ``incoming_deal.*`` for the other side.
"""
