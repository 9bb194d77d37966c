"""A merchant proves an entry to anybody, and shows nothing that is not theirs."""

from __future__ import annotations

import json
import sys
from base64 import b64encode
from subprocess import run
from typing import Any
from uuid import UUID, uuid4

import pytest
from pytest_django import Settings

from adulis.kernel import db
from adulis.kernel.money import rupees
from adulis.ledger import queries, sealed, tasks
from adulis.ledger.models import Entry
from adulis.ledger.standalone import verify_proof
from adulis.transfers import actions as transfers
from adulis.transfers.values import TransferOrder
from tests.book import let_the_horizon_pass
from tests.databases import TestDatabase
from tests.doors import Api, problem_of
from tests.world import Shop, a_shop

NOTE = "for the cardamom"


@pytest.fixture
def paid(fresh_database: TestDatabase, settings: Settings) -> tuple[Shop, Shop, Entry]:
    """One pays another; not sealed yet."""
    settings.LEDGER_SEAL_KEYS = [b64encode(bytes(range(32))).decode()]
    one, other = a_shop("Asha Exports", paise=100_000), a_shop("Binu Traders")
    with db.transaction():
        transfers.create_transfer(
            viewer=one.viewer,
            order=TransferOrder(to=str(other.id), amount=rupees(40_000), note=NOTE),
            actor=one.actor, at=db.clock(),
        )  # fmt: skip
    return one, other, Entry.objects.get(kind="transfer_completed")


def seal() -> None:
    let_the_horizon_pass()
    while tasks.seal():
        pass


def asked(shop: Shop, entry_id: UUID) -> Any:
    return Api(shop.api_key("read")).get(f"/ledger/entries/{entry_id}/proof/")


def lines_in(proof: Any) -> dict[str, int]:
    parts = [each["part"] for each in proof["parts"] if "part" in each]
    return {each["account"]: each["amount_minor"] for each in parts if "account" in each}


def test_each_side_is_given_its_own_lines_of_the_same_leaf(
    paid: tuple[Shop, Shop, Entry], tmp_path: Any
) -> None:
    one, other, entry = paid
    seal()
    answers = [asked(one, entry.id), asked(other, entry.id)]
    assert [each.status_code for each in answers] == [200, 200]
    proofs = [each.json() for each in answers]
    available = [f"merchant/{shop.id}/available/INR" for shop in (one, other)]
    assert [lines_in(each) for each in proofs] == [{available[0]: -40_000}, {available[1]: 40_000}]
    assert {each["position"] for each in proofs} == {proofs[0]["position"]}
    for answer, shop, stranger in ((answers[0], one, other), (answers[1], other, one)):
        text = answer.content.decode()
        hidden = (stranger.id, entry.key, entry.memo, NOTE, entry.actor, stranger.owner_id)
        assert [each for each in map(str, hidden) if each in text] == []
        what = answer.json()["parts"][0]["part"]
        assert what["id"] == str(entry.id)
        assert what["kind"] == "transfer_completed"
        assert answer["Content-Disposition"] == f'attachment; filename="proof-{entry.id}.json"'
        assert str(shop.id) in text


def test_the_program_that_is_offered_is_convinced_and_no_lie_convinces_it(
    paid: tuple[Shop, Shop, Entry], tmp_path: Any
) -> None:
    one, _, entry = paid
    seal()
    program = Api().get("/ledger/verifier/")
    assert program["Content-Type"] == "text/x-python"
    (tmp_path / "verify_proof.py").write_bytes(program.content)
    heads = "".join(each.note for each in sealed.seals_from(1, limit=9))
    (tmp_path / "heads.txt").write_text(heads, encoding="utf-8")

    def checked(proof: Any) -> tuple[int, str]:
        (tmp_path / "proof.json").write_text(json.dumps(proof), encoding="utf-8")
        ran = run(
            [sys.executable, "-I", "-S", "verify_proof.py", "proof.json", "--heads", "heads.txt",
             "--key", queries.seal_keys()[0]],
            check=False, capture_output=True, text=True, cwd=tmp_path, env={},
        )  # fmt: skip
        return ran.returncode, ran.stdout + ran.stderr

    proof = asked(one, entry.id).json()
    code, said = checked(proof)
    assert (code, "It holds." in said) == (0, True), said
    for part in proof["parts"]:
        if "amount_minor" in part.get("part", {}):
            part["part"]["amount_minor"] -= 1
    code, said = checked(proof)
    assert code == 1, said


def test_an_entry_of_others_is_not_there_for_anybody_else(paid: tuple[Shop, Shop, Entry]) -> None:
    _, _, entry = paid
    seal()
    stranger = a_shop("Chand Silks", paise=5_000)
    told = []
    for entry_id in (entry.id, uuid4()):
        answer = asked(stranger, entry_id)
        assert problem_of(answer) == (404, "unknown_entry")
        told.append({**answer.json(), "request_id": "", "instance": ""})
    assert told[0] == told[1]


def test_one_without_a_seal_is_asked_for_again(paid: tuple[Shop, Shop, Entry]) -> None:
    one, _, entry = paid
    answer = asked(one, entry.id)
    assert problem_of(answer) == (409, "entry_not_sealed")
    assert answer.json()["retryable"] is True
    seal()
    assert asked(one, entry.id).status_code == 200


def test_what_the_proof_shows_is_what_the_leaf_commits_to(paid: tuple[Shop, Shop, Entry]) -> None:
    one, other, entry = paid
    seal()
    leaves = set()
    for shop in (one, other):
        leaves.add(verify_proof.leaf_of(asked(shop, entry.id).json()["parts"]))
    row = db.fetch_row("SELECT hash FROM ledger_leaf WHERE entry_id = %s", [entry.id])
    assert row is not None
    assert leaves == {bytes(row[0])}
