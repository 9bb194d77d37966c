"""Two operators about one case, through the one router of decisions: what it will do, and done."""

from __future__ import annotations

from adulis.cases.models import Case
from adulis.cases.values import Decision
from adulis.identity.values import OperatorRole
from adulis.kernel import db
from adulis.kernel.actors import Actor, ActorKind
from adulis.oversight import actions
from adulis.oversight.foreseeing import effect_of_decision
from tests.world import a_person


def an_operator(name: str = "Gita") -> Actor:
    """Somebody of the platform who may decide about money; another one each time."""
    user_id, _ = a_person(name, operator_role=OperatorRole.FINANCE)
    return Actor(ActorKind.OPERATOR, str(user_id), str(user_id))


def question_about(subject: str) -> Case:
    """The one case that waits about ``subject``."""
    return Case.objects.exclude(state="closed").get(subject=subject)


def effect(case: Case, decision: Decision, **details: str) -> str:
    """What is said beforehand that it will do."""
    return effect_of_decision(case, decision, details, at=db.clock())


def propose(case: Case, decision: Decision, **details: str) -> None:
    proposer = an_operator("Farah")
    with db.transaction():
        actions.propose_decision(
            case_id=case.id, decision=decision, details=details, actor=proposer, at=db.clock()
        )


def confirm(case: Case, decision: Decision, by: Actor | None = None, /, **details: str) -> None:
    """Another operator confirms what was proposed, and it is done."""
    confirmer = by or an_operator()
    with db.transaction():
        actions.decide_case(
            case_id=case.id, decision=decision, details=details, actor=confirmer, at=db.clock()
        )


def decide(case: Case, decision: Decision, **details: str) -> None:
    propose(case, decision, **details)
    confirm(case, decision, **details)
