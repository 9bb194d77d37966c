"""A bank that keeps honest books and may behave as badly as real ones do.

It takes payment instructions, pays beneficiaries, answers enquiries, sends signed callbacks,
returns money and writes statements. Unasked, it does nothing worse than refuse a share of the
payments; every vice is switched on by a magic account number, a scenario or a switch (README.md).

Verbs: submit, enquire, settle, return, credit. Truth: one movement per credit to a beneficiary.
"""
