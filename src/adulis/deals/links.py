"""Tokens of links in letters: 256 random bits, of which only a hash is kept.

A token of that many bits cannot be guessed, so a plain hash is enough, and a stolen table opens
nothing.
"""

from __future__ import annotations

import hashlib
import secrets

TOKEN_BYTES = 32
# Ours are 43 characters; a longer one is not looked at.
LONGEST_TOKEN = 200


def make_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> bytes:
    return hashlib.sha256(token[:LONGEST_TOKEN].encode()).digest()
