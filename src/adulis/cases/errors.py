"""Refusals of cases."""

from adulis.kernel.errors import Conflict, Forbidden, Invalid, NotFound


class CaseNotFound(NotFound):
    """No such case, or not yours."""

    title = "There is no such case here."


class CaseAlreadyClosed(Conflict):
    """Somebody decided it before."""

    title = "This case is closed."


class DecisionNotOffered(Invalid):
    """Each kind of case can be answered in its own ways only."""

    title = "This decision does not answer this case."


class SecondOperatorRequired(Forbidden):
    """Four eyes: who proposed a decision can never confirm it."""

    title = "Another operator has to confirm this decision."
    what_to_do = "Ask a second operator to decide the same."
