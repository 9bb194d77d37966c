"""The catalogue of behaviours: names, numbers, parameters, chance, the published table. Pure."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from simulators.bank import behaviours
from simulators.bank.behaviours import CATALOGUE, Odds
from simulators.bank.catalogue import Catalogue, listed
from simulators.bank.codes import CODES
from simulators.bank.plans import Act, CallbackPlan, Plan, Step
from simulators.ground import chance
from simulators.ground.catalogue import UnknownBehaviour
from simulators.ground.plans import EnquiryPlan, FaultKind

README = Path(__file__).resolve().parents[2] / "src" / "simulators" / "README.md"


def plan_of(names: str, **params: object) -> Plan:
    return behaviours.scripted(names, params, profile="demo")


def test_every_behaviour_has_a_number_a_person_can_type_and_an_address() -> None:
    for each in CATALOGUE.behaviours:
        assert CATALOGUE.magic(each.account_number, None) == each.name
        assert CATALOGUE.magic(None, each.vpa) == each.name
        assert 9 <= len(each.account_number) <= 18


@pytest.mark.parametrize(
    ("account", "vpa"),
    [("1234567890", None), ("900000000099", None), (None, "asha@okhdfc"), (None, "x-y@simbank")],
)
def test_ordinary_accounts_are_not_magic(account: str | None, vpa: str | None) -> None:
    assert CATALOGUE.magic(account, vpa) is None


def test_every_behaviour_of_the_crash_matrix_is_there() -> None:
    matrix = {
        "ok", "reject", "timeout_before", "timeout_after", "err500_after", "accepted_then_fails",
        "slow_visible", "dup_hooks", "hook_before_reply", "reordered_hooks",
        "nodedup_timeout_after", "nodedup_slow_visible", "wrong_amount_hooks",
        "unknown_reference_hooks", "truncated_after", "malformed_hooks", "error_body_after",
        "status_goes_back", "returned",
    }  # fmt: skip
    assert {name for name in matrix if name not in CATALOGUE} == set()


def test_every_kind_of_fault_strikes_at_all_three_points() -> None:
    for kind in ("timeout", "reset", "err500", "truncated", "cut", "html", "error_body", "crash"):
        assert plan_of(f"{kind}_before").before == FaultKind(kind)
        assert plan_of(f"{kind}_after").answer == FaultKind(kind)
        assert plan_of(f"enquiry_{kind}").enquiries.fault == kind


def test_behaviours_add_up_from_left_to_right() -> None:
    plan = plan_of("slow_visible+dup_hooks+returned", visible_after_seconds=3, copies=5)
    assert plan == Plan(
        names=("slow_visible", "dup_hooks", "returned"),
        answer=FaultKind.TIMEOUT,
        steps=(Step(Act.COMPLETE), Step(Act.RETURN, 5, {"linked": True})),
        callbacks=CallbackPlan(copies=5, twins=1),
        enquiries=EnquiryPlan(visible_after_seconds=3),
    )


def test_a_return_comes_after_whatever_else_was_going_to_happen() -> None:
    steps = plan_of("deemed_success+returned", after_seconds=60).steps
    assert [(step.act, step.after_seconds) for step in steps] == [
        (Act.DEEM, 0),
        (Act.COMPLETE, 60),
        (Act.RETURN, 120),
    ]


def test_real_timings_are_longer_than_the_demos() -> None:
    demo = behaviours.scripted("pending", {}, profile="demo")
    npci = behaviours.scripted("pending", {}, profile="npci")
    assert [demo.steps[-1].after_seconds, npci.steps[-1].after_seconds] == [30, 21_600]


@pytest.mark.parametrize(
    ("names", "params"),
    [
        ("nothing_like_it", {}),
        ("ok", {"after_seconds": 1}),
        ("returned", {"afterseconds": 1}),
        ("returned", {"after_seconds": "soon"}),
        ("returned", {"after_seconds": []}),
        ("ok+", {}),
    ],
)
def test_what_is_not_in_the_catalogue_is_refused(names: str, params: dict[str, object]) -> None:
    with pytest.raises(UnknownBehaviour):
        CATALOGUE.check(names, params, profile="demo")


def test_a_name_or_number_given_twice_does_not_build() -> None:
    one = listed("one", 1, "", lambda plan: plan)
    with pytest.raises(ValueError, match="given twice"):
        Catalogue([one, replace(one, name="other")], Plan())
    with pytest.raises(ValueError, match="given twice"):
        Catalogue([one, replace(one, number=2)], Plan())


def test_chance_is_the_same_every_time_and_for_every_word() -> None:
    assert chance.draw(7, "refused", "P1") == chance.draw(7, "refused", "P1")
    drawn = {chance.draw(*words) for words in [(7, "a", "bc"), (7, "ab", "c"), (8, "a", "bc")]}
    assert len(drawn) == 3
    assert chance.token(8, 7, "x") == chance.token(32, 7, "x")[:8]


def odds(failure_rate: float, **rates: float) -> Odds:
    return Odds(seed=7, failure_rate=failure_rate, rates=rates, profile="demo")


def test_the_share_finally_refused_is_fixed_by_seed_and_reference() -> None:
    plans = [
        behaviours.by_chance(f"P{number}", submission=submission, odds=odds(0.2))
        for submission in (1, 2)
        for number in range(2_000)
    ]
    assert plans[:2_000] == plans[2_000:]
    at_the_counter = sum(plan.refusal is not None for plan in plans[:2_000])
    later = sum(plan.steps == (Step(Act.REJECT),) for plan in plans[:2_000])
    # About a tenth each. Other numbers mean that chance, and every recorded run, was changed.
    assert (at_the_counter, later) == (202, 202)
    assert all(plan.refusal.final for plan in plans if plan.refusal)


def test_vices_strike_at_their_rate_and_are_drawn_again_for_every_submission() -> None:
    always = behaviours.by_chance("P1", submission=1, odds=odds(0, timeout_before=1, dup_hooks=1))
    assert (always.before, always.callbacks.copies) == (FaultKind.TIMEOUT, 2)
    struck = {
        behaviours.by_chance("P1", submission=number, odds=odds(0, timeout_before=0.5)).before
        for number in range(20)
    }
    assert struck == {FaultKind.TIMEOUT, None}


def test_a_magic_number_loses_only_the_first_submission() -> None:
    first, second = (
        behaviours.magic("timeout_before", submission=number, profile="demo") for number in (1, 2)
    )
    assert (first.before, second.before) == (FaultKind.TIMEOUT, None)
    twice = [
        behaviours.magic("nodedup_timeout_after", submission=number, profile="demo")
        for number in (1, 2)
    ]
    assert [plan.answer for plan in twice] == [FaultKind.TIMEOUT, None]
    assert [plan.dedupes for plan in twice] == [False, False]


def test_the_published_table_is_the_catalogue() -> None:
    assert CATALOGUE.markdown() in README.read_text(encoding="utf-8")


def test_every_code_is_published_with_whether_it_is_final() -> None:
    text = README.read_text(encoding="utf-8")
    for code, (final, _) in CODES.items():
        assert f"| `{code}` | {'yes' if final else 'no'} |" in text
