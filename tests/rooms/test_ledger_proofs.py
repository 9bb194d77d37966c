"""A proof convinces a program that knows nothing of us, and no lie does."""

from __future__ import annotations

import json
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from copy import deepcopy
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from adulis.kernel import db
from adulis.ledger import proving, queries, sealed, tasks
from adulis.ledger.actions import post, post_all
from adulis.ledger.errors import NotSealed, UnknownEntry
from adulis.ledger.leaves import leaf_of
from adulis.ledger.proving import VERIFIER
from adulis.ledger.standalone import verify_proof
from tests.book import ALICE, BOB, FEES, NOSTRO, entry, let_the_horizon_pass, move
from tests.databases import TestDatabase

KEY = b64encode(bytes(range(32))).decode()
OTHER_KEY = b64encode(bytes(32)).decode()


def seal_all() -> None:
    let_the_horizon_pass()
    while tasks.seal():
        pass


@pytest.fixture
def paid(fresh_database: TestDatabase, settings: Any) -> UUID:
    """An entry in the middle of a book of some, sealed in two parts, with a signature."""
    settings.LEDGER_SEAL_KEYS = [KEY]
    settings.LEDGER_ORIGIN = "adulis.example/ledger"
    with db.transaction():
        post_all(postings=[entry(f"c/{n}", move(NOSTRO, ALICE, 100)) for n in range(5)])
        moves = (move(ALICE, BOB, 20), move(ALICE, FEES, 5))
        made = post(posting=entry("pay", *moves, memo="für Bob", metadata={"n": 1, "a": "é"}))
    seal_all()
    with db.transaction():
        post_all(postings=[entry(f"d/{n}", move(NOSTRO, ALICE, 100)) for n in range(300)])
    seal_all()
    return made.entry_id


def checked(folder: Path, proof: Any, *arguments: str) -> tuple[int, str]:
    """What the program says, run as anybody would: without us, and without anything of ours."""
    path = folder / "it.json"
    path.write_text(json.dumps(proof, ensure_ascii=False), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-I", "-S", str(VERIFIER), str(path), *arguments],
        check=False, capture_output=True, text=True, cwd=folder, env={},
    )  # fmt: skip
    return ran.returncode, ran.stdout + ran.stderr


def a_proof(entry_id: UUID, number: int | None = None, only: str = "") -> dict[str, Any]:
    """As it is once it was written down and read again."""
    found: dict[str, Any] = json.loads(
        json.dumps(tasks.prove(entry_id, number=number, only=only), ensure_ascii=False)
    )
    return found


def test_the_program_is_convinced_by_the_truth(paid: UUID, tmp_path: Path) -> None:
    key = queries.seal_keys()[0]
    heads = tmp_path / "heads.txt"
    heads.write_text("".join(each.note for each in sealed.seals_from(1, limit=10)))
    for number in (None, 1, 2):
        proof = a_proof(paid, number)
        code, said = checked(tmp_path, proof, "--key", key, "--heads", str(heads))
        assert (code, said.splitlines()) == (
            0,
            [
                f"ok   what is shown is entry 5 of the {306 if number != 1 else 6} under this head",
                f"     entry {paid}: moved, recorded {proof['parts'][0]['part']['recorded_at']}",
                f"     line 1: {ALICE} -20",
                f"     line 2: {BOB} +20",
                f"     line 3: {ALICE} -5",
                f"     line 4: {FEES} +5",
                "ok   its lines sum to {'INR': 0}",
                f"ok   the head is signed with {key}",
                "ok   this head is among those that were published",
                "It holds.",
            ],
        )


def test_the_program_says_what_it_cannot_tell(paid: UUID, tmp_path: Path) -> None:
    code, said = checked(tmp_path, a_proof(paid))
    assert code == 0
    assert "open without --heads: that this head is the one everybody was shown" in said
    assert "open without --key: that this key is the platform's" in said


def test_every_entry_is_proved(paid: UUID) -> None:
    for (each,) in db.fetch_all("SELECT entry_id FROM ledger_leaf"):
        for verdict, sentence in verify_proof.check(a_proof(each), None, queries.seal_keys()[0]):
            assert verdict != verify_proof.BAD, sentence


LIES: dict[str, Callable[[dict[str, Any]], object]] = {
    "another amount": lambda p: p["parts"][2]["part"].update(amount_minor=-21),
    "another account": lambda p: p["parts"][3]["part"].update(account=ALICE),
    "another time": lambda p: p["parts"][0]["part"].update(at="2026-01-05T12:00:01.000000Z"),
    "another memo": lambda p: p["parts"][1]["part"].update(memo="for Bob"),
    "another balance": lambda p: p["parts"][2]["part"].update(balance_minor=1),
    "a line less": lambda p: p["parts"].pop(),
    "a line twice": lambda p: p["parts"].append(p["parts"][2]),
    "lines in another order": lambda p: p["parts"].reverse(),
    "another salt": lambda p: p["parts"][2].update(salt="00" * 32),
    "another place": lambda p: p.update(position=4),
    "no path": lambda p: p.update(path=[]),
    "a longer path": lambda p: p["path"].append("00" * 32),
    "a larger book": lambda p: p.update(head=p["head"].replace("\n306\n", "\n307\n")),
    "another time of sealing": lambda p: p.update(head=p["head"].replace("time 20", "time 19")),
    "another seal": lambda p: p.update(head=p["head"].replace("seal 2", "seal 3")),
    "no signature": lambda p: p.update(head=p["head"].partition("\n\n")[0] + "\n"),
}


@pytest.mark.parametrize("name", LIES)
def test_no_lie_convinces_it(paid: UUID, name: str) -> None:
    key = queries.seal_keys()[0]
    proof = a_proof(paid)
    assert verify_proof.BAD not in [each for each, _ in verify_proof.check(proof, None, key)]
    wrong = deepcopy(proof)
    LIES[name](wrong)
    assert verify_proof.BAD in [each for each, _ in verify_proof.check(wrong, None, key)]


def test_a_head_that_was_not_published_and_a_key_that_is_not_ours_are_named(
    paid: UUID, tmp_path: Path, settings: Any
) -> None:
    first, second = sealed.seals_from(1, limit=2)
    (tmp_path / "heads.txt").write_text(first.note)
    code, said = checked(tmp_path, a_proof(paid), "--heads", "heads.txt")
    assert (code, "BAD  this head is not among those that were published" in said) == (1, True)
    assert checked(tmp_path, a_proof(paid, 1), "--heads", "heads.txt")[0] == 0
    settings.LEDGER_SEAL_KEYS = [OTHER_KEY]
    code, said = checked(tmp_path, a_proof(paid), "--key", queries.seal_keys()[0])
    assert (code, "BAD  the head is not signed with adulis" in said) == (1, True)
    assert second.head.number == 2


@pytest.mark.parametrize(
    "wrong", [{}, [], {"format": "adulis-proof/1"}, {"format": "adulis-proof/2"}, "x"]
)
def test_what_is_no_proof_is_not_judged(tmp_path: Path, wrong: Any) -> None:
    assert checked(tmp_path, wrong)[0] == 2


def test_somebody_is_shown_their_own_line_and_nothing_of_the_others(
    paid: UUID, tmp_path: Path
) -> None:
    bobs = BOB.rsplit("/", 2)[0]
    proof = a_proof(paid, only=bobs)
    text = json.dumps(proof, ensure_ascii=False)
    assert [sorted(each) for each in proof["parts"]] == [
        ["part", "salt"],
        ["commitment"],
        ["commitment"],
        ["part", "salt"],
        ["commitment"],
        ["commitment"],
    ]
    for secret in (ALICE, ALICE.split("/")[1], FEES, "für Bob", "clerk", '"pay"'):
        assert secret not in text
    code, said = checked(tmp_path, proof, "--key", queries.seal_keys()[0])
    assert (code, f"line 2: {BOB} +20" in said) == (0, True)
    assert "open 4 of 6 parts are hidden: there is nothing to say of them" in said
    # The beginning of an id is nobody's account.
    assert BOB not in json.dumps(a_proof(paid, only=bobs[:-1]))


def test_what_is_not_sealed_is_not_proved(paid: UUID) -> None:
    with pytest.raises(UnknownEntry):
        tasks.prove(uuid4(), number=None, only="")
    with pytest.raises(NotSealed):
        tasks.prove(paid, number=3, only="")
    later = db.fetch_value("SELECT id FROM ledger_entry WHERE key = 'd/0'")
    with pytest.raises(NotSealed):
        tasks.prove(later, number=1, only="")
    with db.transaction():
        fresh = post(posting=entry("fresh", move(NOSTRO, ALICE, 1))).entry_id
    with pytest.raises(NotSealed):
        tasks.prove(fresh, number=None, only="")


def test_a_proof_commits_to_what_the_leaf_commits_to(paid: UUID) -> None:
    content = sealed.told_row(db.fetch_row(proving._TOLD, [paid]) or ())
    row = db.fetch_row("SELECT hash, salt FROM ledger_leaf WHERE entry_id = %s", [paid])
    assert row is not None
    assert leaf_of(content, bytes(row[1])) == bytes(row[0])


def command(*arguments: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("ledger", *arguments, stdout=out)
    except SystemExit as left:
        return int(left.code or 0), out.getvalue()
    return 0, out.getvalue()


def test_the_command_writes_the_proof_and_the_program(paid: UUID, tmp_path: Path) -> None:
    code, said = command("prove", str(paid), "--to", str(tmp_path))
    assert code == 0
    [line] = [each for each in said.splitlines() if each.startswith("  python3 ")]
    program, path = line.split()[1:]
    ran = subprocess.run(
        [sys.executable, "-I", program, path, "--key", queries.seal_keys()[0]],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout.splitlines()[-1]) == (0, "It holds.")
    assert command("prove", str(uuid4()))[0] == 1
    code, said = command("prove", str(paid), "--seal", "9", "--to", str(tmp_path))
    assert (code, said) == (1, f"Entry {paid} is not under seal 9.\n")


def test_the_command_shows_seals_and_the_key(paid: UUID) -> None:
    code, said = command("seals")
    assert code == 0
    # A root that is longer than the line goes on below it.
    rows = [line.split() for line in said.splitlines() if line[:1].isdigit()]
    assert [row[:2] for row in rows] == [["1", "6"], ["2", "306"]]
    roots = "".join(said.split())
    assert all(each.head.root.hex()[:20] in roots for each in sealed.seals_from(1, limit=2))
    assert all(each.head.root.hex()[-20:] in roots for each in sealed.seals_from(1, limit=2))
    assert f"Signed with {queries.seal_keys()[0]}" in said
    assert command("seals", "--count", "1")[1].splitlines()[1].split()[0] == "2"


# --- Ed25519 in plain Python ----------------------------------------------------------------------

# RFC 8032, 7.1: tests 1 to 3.
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
            "d25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
            "387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
            "4a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
]


@pytest.mark.parametrize(("key", "message", "signature"), VECTORS)
def test_signatures_of_the_standard_are_good(key: str, message: str, signature: str) -> None:
    public, said, signed = (bytes.fromhex(each) for each in (key, message, signature))
    assert verify_proof.is_signed(public, said, signed)
    assert not verify_proof.is_signed(public, said + b"\x00", signed)
    for at in (0, 31, 32, 63):
        changed = bytes(each ^ (number == at) for number, each in enumerate(signed))
        assert not verify_proof.is_signed(public, said, changed)


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80), st.integers(0, 511))
def test_it_agrees_with_the_library(seed: bytes, message: bytes, bit: int) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = key.public_key().public_bytes_raw(), key.sign(message)
    assert verify_proof.is_signed(public, message, signature)
    changed = (int.from_bytes(signature, "big") ^ (1 << bit)).to_bytes(64, "big")
    assert not verify_proof.is_signed(public, message, changed)


def test_what_is_no_key_and_no_signature_is_refused() -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    public, signature = key.public_key().public_bytes_raw(), key.sign(b"x")
    assert not verify_proof.is_signed(public[:31], b"x", signature)
    assert not verify_proof.is_signed(public, b"x", signature[:63])
    assert not verify_proof.is_signed(b"\xff" * 32, b"x", signature)
    # The same signature with s + the order of the group: RFC 8032 has it refused.
    s = int.from_bytes(signature[32:], "little") + verify_proof.ORDER
    assert not verify_proof.is_signed(public, b"x", signature[:32] + s.to_bytes(32, "little"))
