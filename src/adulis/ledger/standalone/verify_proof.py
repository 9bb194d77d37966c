"""Check a proof of Adulis's ledger, anywhere, offline, with nothing but Python 3.9 or newer.

    python3 verify_proof.py proof.json [--heads heads.txt] [--key 'adulis.example/ledger+1a2b…']

It knows nothing of Adulis, and is short enough to be read before it is believed. It computes the
leaf from the entry and the lines the proof shows, goes up the path to the root, compares that with
the head, and checks the head's signature (Ed25519 in plain Python, after RFC 8032).

Two things no file can tell, and you have to bring: that the head is the one everybody was shown
(``--heads``: the heads as they were published, from a place the platform cannot rewrite), and that
the key is the platform's (``--key``: as it told you when you began to trust it).

Exit status: 0 when everything that was checked holds, 1 when something does not, 2 when the file
is not a proof.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Point = tuple[int, int, int, int]
Finding = tuple[str, str]
GOOD, BAD, OPEN = "ok  ", "BAD ", "open"


class Unreadable(Exception):
    """The file is not a proof."""


# --- The tree (RFC 6962) --------------------------------------------------------------------------


def leaf_of(parts: list[dict[str, Any]]) -> bytes:
    """The hash of the leaf: over a commitment to each part, shown or not."""
    commitments = []
    for each in parts:
        if "part" in each:
            text = bytes.fromhex(each["salt"]) + canonical(each["part"])
            commitments.append(hashlib.sha256(text).hexdigest())
        else:
            commitments.append(bytes.fromhex(each["commitment"]).hex())
    return hashlib.sha256(b"\x00" + canonical(["adulis-entry/1", commitments])).digest()


def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def root_of(position: int, size: int, leaf: bytes, path: list[bytes]) -> bytes | None:
    """The root that the path leads to (RFC 9162, 2.1.3.2); None when it leads nowhere."""
    if not 0 <= position < size:
        return None
    at, last, found = position, size - 1, leaf
    for each in path:
        if last == 0:
            return None
        if at % 2 or at == last:
            found = hashlib.sha256(b"\x01" + each + found).digest()
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            found = hashlib.sha256(b"\x01" + found + each).digest()
        at, last = at // 2, last // 2
    return found if last == 0 else None


# --- Ed25519 (RFC 8032, 5.1.7) --------------------------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def add(a: Point, b: Point) -> Point:
    left, right = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    third, fourth = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = right - left, fourth - third, fourth + third, right + left
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(number: int, point: Point) -> Point:
    found: Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            found = add(found, point)
        point, number = add(point, point), number >> 1
    return found


def same_point(a: Point, b: Point) -> bool:
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def point_of(encoded: bytes) -> Point | None:
    """The point that 32 bytes stand for; None when they stand for none."""
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if square == 0:
        return None if sign else (0, y, 1, 0)
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P:
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


BASE = point_of(bytes([0x58] + [0x66] * 31)) or (0, 1, 1, 0)


def is_signed(public_key: bytes, message: bytes, signature: bytes) -> bool:
    if len(public_key) != 32 or len(signature) != 64:
        return False
    key, r = point_of(public_key), point_of(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if key is None or r is None or s >= ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + public_key + message).digest()
    h = int.from_bytes(digest, "little") % ORDER
    return same_point(times(s, BASE), add(r, times(h, key)))


# --- The proof ------------------------------------------------------------------------------------


def read_head(note: str) -> tuple[str, int, bytes, bytes | None]:
    """(text that is signed, size, root, signature without its key id, or None)."""
    body, _, signed = note.partition("\n\n")
    text = body.rstrip("\n") + "\n"
    lines = text.splitlines()
    signature = None
    if signed.strip():
        name, encoded = signed.strip().rsplit(" ", 1)
        if name != "\u2014 " + lines[0]:
            raise Unreadable("the head is signed in another name than it bears")
        signature = base64.b64decode(encoded, validate=True)[4:]
    return text, int(lines[1]), base64.b64decode(lines[2], validate=True), signature


def read_key(verifier_key: str) -> bytes:
    """The 32 bytes in ``origin+key id+base64``."""
    key = base64.b64decode(verifier_key.split("+", 2)[2], validate=True)
    if key[:1] != b"\x01" or len(key) != 33:
        raise Unreadable("the key is not an Ed25519 key")
    return key[1:]


def check(proof: dict[str, Any], heads: str | None, trusted_key: str | None) -> Iterator[Finding]:
    """Yields (verdict, sentence)."""
    if proof.get("format") != "adulis-proof/1":
        raise Unreadable("its format is not adulis-proof/1")
    text, size, root, signature = read_head(proof["head"])
    position, parts = proof["position"], proof["parts"]
    shown = [each["part"] for each in parts if "part" in each]
    lines = [each for each in shown if "account" in each]
    path = [bytes.fromhex(each) for each in proof["path"]]
    found = root_of(position, size, leaf_of(parts), path)
    if found == root:
        yield GOOD, f"what is shown is entry {position} of the {size} under this head"
    else:
        yield BAD, "what is shown is not under this head: it was changed, or belongs elsewhere"
    for each in shown:
        if "kind" in each:
            yield "    ", f"entry {each['id']}: {each['kind']}, recorded {each['recorded_at']}"
    for each in lines:
        yield "    ", f"line {each['position']}: {each['account']} {each['amount_minor']:+d}"
    hidden = len(parts) - len(shown)
    if hidden:
        yield OPEN, f"{hidden} of {len(parts)} parts are hidden: there is nothing to say of them"
    else:
        sums: dict[str, int] = {}
        for each in lines:
            currency = each["account"].rsplit("/", 1)[1]
            sums[currency] = sums.get(currency, 0) + each["amount_minor"]
        balanced = bool(lines) and not any(sums.values())
        yield (GOOD if balanced else BAD), f"its lines sum to {sums}"
    yield from check_signature(proof.get("public_key"), text, signature, trusted_key)
    if heads is None:
        yield OPEN, "without --heads: that this head is the one everybody was shown"
    elif ("\n" + text) in ("\n" + heads):
        yield GOOD, "this head is among those that were published"
    else:
        yield BAD, "this head is not among those that were published"


def check_signature(
    said_key: str | None, text: str, signature: bytes | None, trusted_key: str | None
) -> Iterator[Finding]:
    key = trusted_key or said_key
    if signature is None or not key:
        yield (BAD if trusted_key else OPEN), "the head is not signed: anybody could have made it"
        return
    if is_signed(read_key(key), text.encode(), signature):
        yield GOOD, f"the head is signed with {key}"
    else:
        yield BAD, f"the head is not signed with {key}"
    if not trusted_key:
        yield OPEN, "without --key: that this key is the platform's"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("proof", help="the file that ./adulis ledger prove wrote")
    parser.add_argument("--heads", help="a file with the heads as they were published")
    parser.add_argument("--key", help="the public key, from where you trust it")
    options = parser.parse_args()
    bad = 0
    try:
        proof = json.loads(Path(options.proof).read_text(encoding="utf-8"))
        heads = None
        if options.heads:
            heads = Path(options.heads).read_text(encoding="utf-8")
        for verdict, sentence in check(proof, heads, options.key):
            bad += verdict == BAD
            sys.stdout.write(f"{verdict} {sentence}\n")
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        Unreadable,
    ) as why:
        sys.stderr.write(f"not a proof that can be read: {why!r}\n")
        return 2
    sys.stdout.write("It does not hold.\n" if bad else "It holds.\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
