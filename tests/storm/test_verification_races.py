"""Two people at the same verification at the same moment: one of them is told that it is over."""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from adulis.files import tasks
from adulis.files.models import File
from adulis.identity import queries as people
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.timers import actions as timers
from adulis.verification.models import Document, Submission, Verification
from adulis.verification.values import DocumentPurpose
from tests.bank import broken_promises, together
from tests.files import folder
from tests.verifying import (
    BUSINESS,
    BUSINESS_DOCUMENTS,
    an_operator,
    an_unverified_shop,
    downgrade,
    refuse,
    revoke,
    save,
    submit,
    submitted,
    upload,
    verify,
)
from tests.world import Shop

pytestmark = pytest.mark.usefixtures("fresh_database")
ROUNDS = range(4)


@pytest.fixture(autouse=True)
def _files(settings: Settings, tmp_path: Path) -> None:
    settings.STORAGES = folder(tmp_path)


def kinds(outcomes: list[Any]) -> Counter[str]:
    return Counter("done" if each is None else type(each).__name__ for each in outcomes)


def is_whole(shop: Shop) -> None:
    """Both rooms say the same, and what is submitted waits for a decision."""
    row = Verification.objects.get(merchant_id=shop.id)
    assert row.state == people.standing(shop.id).verification
    assert broken_promises() == []


@pytest.mark.parametrize("round_", ROUNDS)
def test_of_two_operators_one_decides(round_: int) -> None:
    shop = an_unverified_shop()
    submission = submitted(shop)
    one, other = an_operator("Kiran"), an_operator("Lata")
    outcomes = together(
        partial(verify, shop, submission, one), partial(refuse, shop, submission, other)
    )
    assert kinds(outcomes) == {"done": 1, "IllegalMove": 1}
    decided = "verified" if outcomes[0] is None else "refused"
    assert people.standing(shop.id).verification == decided
    assert Submission.objects.get().outcome == decided
    is_whole(shop)


@pytest.mark.parametrize("round_", ROUNDS)
def test_of_two_who_take_back_one_does(round_: int) -> None:
    shop = an_unverified_shop()
    operator = an_operator()
    verify(shop, submitted(shop), operator)
    outcomes = together(partial(downgrade, shop, operator), partial(revoke, shop, an_operator("L")))
    assert kinds(outcomes) == {"done": 1, "IllegalMove": 1}
    is_whole(shop)


@pytest.mark.parametrize("round_", ROUNDS)
def test_who_submits_while_it_is_being_refused_comes_before_or_after(round_: int) -> None:
    shop = an_unverified_shop()
    first = submitted(shop)
    outcomes = together(partial(refuse, shop, first, an_operator()), partial(submit, shop))
    assert outcomes[0] is None
    state = people.standing(shop.id).verification
    assert state == ("refused" if isinstance(outcomes[1], Exception) else "submitted")
    assert Submission.objects.get(id=first).outcome == "refused"
    is_whole(shop)


@pytest.mark.parametrize("round_", ROUNDS)
def test_two_tabs_submit_once(round_: int) -> None:
    shop = an_unverified_shop()
    save(shop, BUSINESS)
    for purpose in BUSINESS_DOCUMENTS:
        upload(shop, purpose)
    outcomes = together(partial(submit, shop), partial(submit, shop))
    assert Counter(type(each).__name__ for each in outcomes) == {"UUID": 1, "IllegalMove": 1}
    assert Submission.objects.count() == 1
    is_whole(shop)


@pytest.mark.parametrize("round_", ROUNDS)
def test_a_document_is_in_what_was_submitted_or_nowhere(round_: int) -> None:
    shop = an_unverified_shop()
    save(shop, BUSINESS)
    for purpose in BUSINESS_DOCUMENTS:
        upload(shop, purpose)
    outcomes = together(partial(submit, shop), partial(upload, shop, DocumentPurpose.PAN_CARD))
    submission = Submission.objects.get()
    kept = set(Document.objects.values_list("id", flat=True))
    assert set(submission.document_ids) == kept
    assert (outcomes[1] in kept) is not isinstance(outcomes[1], Exception)
    with db.transaction():
        timers.advance_clock(seconds=3_600, actor=system("tests"), at=db.clock())
    tasks.erase_files()
    assert File.objects.filter(state="kept").count() == len(kept)
    assert not File.objects.filter(state="arriving").exists()
    is_whole(shop)


@pytest.mark.parametrize("round_", ROUNDS)
def test_the_first_drafts_of_two_owners_make_one_verification(round_: int) -> None:
    shop = an_unverified_shop()
    outcomes = together(*[partial(save, shop, BUSINESS)] * 3)
    assert kinds(outcomes) == {"done": 3}
    assert Verification.objects.count() == 1


@pytest.mark.parametrize("round_", ROUNDS)
def test_of_many_uploads_not_one_too_many_is_kept(round_: int) -> None:
    shop = an_unverified_shop()
    for _ in range(10):
        upload(shop, DocumentPurpose.IDENTITY_PROOF)
    outcomes = together(*[partial(upload, shop, DocumentPurpose.IDENTITY_PROOF)] * 5)
    assert Counter(type(each).__name__ for each in outcomes) == {
        "UUID": 2, "TooManyDocuments": 3,
    }  # fmt: skip
    assert Document.objects.count() == 12
