"""Words of this room. Pure."""

# Why payouts of a merchant that owes us are frozen; lifted by the credit that settles the debt.
OWES = "owes the platform for a payment that the bank made late"
