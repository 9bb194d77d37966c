"""Adulis: deals, bids, escrow, wallets and payouts on one double-entry PostgreSQL ledger."""
