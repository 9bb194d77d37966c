"""``/events/`` and ``/stream/``: who may look, at whose events, from where on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from pytest_django import Settings

from adulis.api import stream
from adulis.events import cursors, queries
from adulis.events.tasks import watch_epoch
from adulis.events.values import Place
from adulis.identity.values import PAYOUTS_WRITE, READ, MemberRole, OperatorRole
from tests.databases import TestDatabase
from tests.doors import Api, problem_of
from tests.facts import happened, settle, uncommitted
from tests.people import a_merchant, a_person, an_api_key, join, signed_in
from tests.streams import told

PATHS = ("/events/", "/stream/")
ABSENT = "01930000-0000-7000-8000-00000000dead"


@pytest.fixture(autouse=True)
def _localhost(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]


# --- Who may look -------------------------------------------------------------------------------


def role(wanted: MemberRole) -> Callable[[UUID], Api]:
    def api(merchant_id: UUID) -> Api:
        person = a_person(f"{wanted}@example.com")
        join(person, merchant_id, wanted)
        return Api(signed_in(person).access)

    return api


def stranger(_merchant_id: UUID) -> Api:
    person = a_person("stranger@example.com")
    a_merchant(person, "Elsewhere")
    return Api(signed_in(person).access)


def operator(_merchant_id: UUID) -> Api:
    return Api(signed_in(a_person("op@example.com", operator_role=OperatorRole.SUPPORT)).access)


def key(*scopes: str) -> Callable[[UUID], Api]:
    def api(merchant_id: UUID) -> Api:
        person = a_person("maker@example.com")
        join(person, merchant_id, MemberRole.OWNER)
        return Api(an_api_key(person, merchant_id, scopes).raw)

    return api


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("caller", "named", "expected"),
    [
        (lambda _: Api(), "own", (401, "unauthenticated")),
        (lambda _: Api("nonsense"), "own", (401, "invalid_token")),
        (lambda _: Api("sk_test_nonsense"), "own", (401, "invalid_api_key")),
        (role(MemberRole.VIEWER), "own", 200),
        (role(MemberRole.FINANCE), "own", 200),
        (role(MemberRole.OWNER), "", 200),
        (role(MemberRole.OWNER), "absent", (404, "merchant_not_found")),
        (stranger, "own", (404, "merchant_not_found")),
        (key(READ), "", 200),
        (key(READ), "absent", (404, "merchant_not_found")),
        (key(PAYOUTS_WRITE), "", (403, "scope_missing")),
        (operator, "", (400, "merchant_required")),
        (operator, "own", 200),
        (operator, "absent", (404, "merchant_not_found")),
    ],
)
def test_who_may_look(
    path: str, caller: Callable[[UUID], Api], named: str, expected: tuple[int, str] | int
) -> None:
    merchant_id = a_merchant(a_person())
    headers = {"own": {"X-Merchant-Id": str(merchant_id)}, "absent": {"X-Merchant-Id": ABSENT}}
    answer = caller(merchant_id).get(path, headers=headers.get(named))
    if expected == 200:
        assert answer.status_code == 200, answer.content
    else:
        assert problem_of(answer) == expected


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
def test_the_merchant_is_named_once_or_alike(path: str) -> None:
    asha = a_person()
    first, second = a_merchant(asha), a_merchant(asha, "Asha Imports")
    api = Api(signed_in(asha).access)
    assert problem_of(api.get(path)) == (400, "merchant_required")
    assert api.get(path, merchant_id=first).status_code == 200
    both = api.get(path, headers={"X-Merchant-Id": str(second)}, merchant_id=first)
    assert problem_of(both) == (400, "merchant_ambiguous")


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
def test_only_get(path: str) -> None:
    asha = a_person()
    a_merchant(asha)
    answer = Api(signed_in(asha).access).post(path, {})
    assert problem_of(answer) == (405, "method_not_allowed")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "query", "parameter"),
    [
        ("/events/", {"limit": 0}, "limit"),
        ("/events/", {"limit": 501}, "limit"),
        ("/events/", {"after": ""}, "after"),
        ("/events/", {"after": "x" * 101}, "after"),
        ("/events/", {"from": "x"}, "from"),
        ("/stream/", {"after": "x" * 101}, "after"),
        ("/stream/", {"limit": 5}, "limit"),
    ],
)
def test_a_malformed_question_is_refused(path: str, query: dict[str, Any], parameter: str) -> None:
    asha = a_person()
    a_merchant(asha)
    answer = Api(signed_in(asha).access).get(path, **query)
    assert problem_of(answer)[0] == 400
    assert [each["parameter"] for each in answer.json()["errors"]] == [parameter]


@pytest.mark.django_db
def test_streams_are_not_opened_faster_than_one_can_mean_it(settings: Settings) -> None:
    settings.THROTTLES = {**settings.THROTTLES, "streams_per_caller": (1.0, 2)}
    asha = a_person()
    a_merchant(asha)
    api = Api(signed_in(asha).access)
    assert [api.get("/stream/").status_code for _ in range(2)] == [200, 200]
    third = api.get("/stream/")
    assert problem_of(third) == (429, "too_many_requests")
    assert third.headers["Retry-After"] == "1"


# --- What they see ------------------------------------------------------------------------------


@pytest.fixture
def asha(fresh_database: TestDatabase) -> Api:
    """A person with one merchant, whose id is ``api.merchant_id``; the past is left out."""
    person = a_person()
    merchant_id = a_merchant(person)
    settle()
    api = Api(signed_in(person).access)
    api.headers["X-Merchant-Id"] = str(merchant_id)
    return api


def merchant_of(api: Api) -> UUID:
    return UUID(api.headers["X-Merchant-Id"])


def whats(results: list[dict[str, Any]]) -> list[str]:
    return [each["payload"]["what"] for each in results]


def now_of(api: Api) -> str:
    settle()
    cursor: str = api.get("/events/", after="now").json()["cursor"]
    return cursor


def test_an_event_as_it_is_shown(asha: Api) -> None:
    now, merchant_id = now_of(asha), merchant_of(asha)
    happened("it", merchant_id=merchant_id)
    settle()
    page = asha.get("/events/", after=now).json()
    (event,) = page["results"]
    subject = event["subject"]
    assert event == {
        "id": f"{subject}/1",
        "type": "thing.happened",
        "subject": subject,
        "subject_sequence": 1,
        "merchant_id": str(merchant_id),
        "payload": {"what": "it"},
        "at": event["at"],
    }
    assert page["has_more"] is False
    opening, block = told(asha.get("/stream/", after=now))
    assert (opening.name, opening.id) == ("", now)
    assert (block.name, block.data) == ("thing.happened", event)


def test_from_the_beginning_to_the_end_page_by_page(asha: Api) -> None:
    happened(*map(str, range(7)), merchant_id=merchant_of(asha))
    settle()
    everything = asha.get("/events/").json()["results"]
    assert [each["type"] for each in everything[:2]] == ["merchant.created", "membership.added"]
    assert whats(everything[2:]) == list(map(str, range(7)))
    page, seen = asha.get("/events/", limit=2).json(), []
    while page["has_more"]:
        assert len(page["results"]) == 2
        seen += page["results"]
        page = asha.get("/events/", limit=2, after=page["cursor"]).json()
    assert seen + page["results"] == everything
    # Asked again from the end, there is nothing, and then there is what came since.
    assert asha.get("/events/", after=page["cursor"]).json()["results"] == []
    happened("later", merchant_id=merchant_of(asha))
    settle()
    assert whats(asha.get("/events/", after=page["cursor"]).json()["results"]) == ["later"]


@pytest.mark.parametrize("path", PATHS)
def test_never_anothers_events(asha: Api, path: str) -> None:
    now, mine = now_of(asha), merchant_of(asha)
    ravi = a_person("ravi@example.com")
    happened("yours", merchant_id=a_merchant(ravi, "Ravi Traders"))
    happened("nobody's")
    happened("mine", merchant_id=mine)
    settle()
    answer = asha.get(path, after=now)
    assert b"mine" in answer.content
    for others in (b"yours", b"nobody", b"Ravi", b"user.", b"session."):
        assert others not in answer.content


def test_a_cursor_says_nothing_of_whose_it_was(asha: Api) -> None:
    """A place in the stream of all; what is told from there on is the viewer's own."""
    now, ravi = now_of(asha), a_person("ravi@example.com")
    theirs = a_merchant(ravi, "Ravi Traders")
    happened("asha's", merchant_id=merchant_of(asha))
    happened("ravi's", merchant_id=theirs)
    settle()
    page = Api(signed_in(ravi).access).get("/events/", after=now).json()
    assert [each["payload"].get("what") for each in page["results"]][-1] == "ravi's"
    assert {each["merchant_id"] for each in page["results"]} == {str(theirs)}


def test_the_stream_begins_now_unless_told_otherwise(asha: Api) -> None:
    happened("before", merchant_id=merchant_of(asha))
    settle()
    (opening,) = told(asha.get("/stream/"))
    happened("after", merchant_id=merchant_of(asha))
    settle()
    _, event = told(asha.get("/stream/", headers={"Last-Event-ID": opening.id}))
    assert event.data["payload"] == {"what": "after"}
    (last,) = told(asha.get("/stream/", headers={"Last-Event-ID": event.id}))
    assert last.id == event.id


def test_the_header_counts_before_the_parameter(asha: Api) -> None:
    """A browser that reconnects sends the address it began with, and in the header where it is."""
    now = now_of(asha)
    happened("1", "2", merchant_id=merchant_of(asha))
    settle()
    _, first, second = told(asha.get("/stream/", after=now))
    _, only = told(asha.get("/stream/", after=now, headers={"Last-Event-ID": first.id}))
    assert only == second


def test_a_beginning_is_as_long_as_a_page(asha: Api) -> None:
    now = now_of(asha)
    happened(*map(str, range(stream.PAGE + 1)), merchant_id=merchant_of(asha))
    settle()
    _, *first = told(asha.get("/stream/", after=now))
    _, *rest = told(asha.get("/stream/", headers={"Last-Event-ID": first[-1].id}))
    assert (len(first), len(rest)) == (stream.PAGE, 1)
    assert rest[0].data["payload"] == {"what": str(stream.PAGE)}


def resets(answer: Any) -> list[Any]:
    opening, *blocks = told(answer)
    assert [each.name for each in blocks] == ["reset"]
    assert blocks[0].id == opening.id
    return [each.data for each in blocks]


@pytest.mark.parametrize("asked", ["nonsense", "A" * 48])
def test_a_cursor_we_never_gave(asha: Api, asked: str) -> None:
    happened("before", merchant_id=merchant_of(asha))
    settle()
    answer = asha.get("/events/", after=asked)
    assert problem_of(answer) == (400, "cursor_invalid")
    assert answer.json()["errors"][0]["parameter"] == "after"
    assert resets(asha.get("/stream/", after=asked)) == [{"reason": "cursor_unknown"}]


def test_a_cursor_from_before_a_restore(asha: Api, fresh_database: TestDatabase) -> None:
    now = now_of(asha)
    with psycopg.connect(fresh_database.superuser_url) as superuser:
        superuser.execute("SET session_replication_role = 'replica'")
        superuser.execute("UPDATE events_epoch SET lineage = 'somewhere else'")
    watch_epoch()
    assert problem_of(asha.get("/events/", after=now)) == (409, "events_not_kept")
    assert resets(asha.get("/stream/", after=now)) == [{"reason": "database_restored"}]
    # From the beginning everything is told, across the restore, and it goes on from there.
    page = asha.get("/events/", limit=1).json()
    assert [each["type"] for each in page["results"]] == ["merchant.created"]
    following = asha.get("/events/", after=page["cursor"]).json()
    assert [each["type"] for each in following["results"]] == ["membership.added"]
    (opening,) = told(asha.get("/stream/"))
    assert cursors.decode(opening.id, epoch=2) >= Place(2, 0, 0)


def test_who_is_too_far_behind_reads_the_state_instead(asha: Api) -> None:
    now = now_of(asha)
    merchant_id = merchant_of(asha)
    happened(*map(str, range(stream.MOST_TOLD)), merchant_id=merchant_id)
    settle()
    _, *first = told(asha.get("/stream/", after=now))
    assert len(first) == stream.PAGE
    happened("one too many", merchant_id=merchant_id)
    settle()
    assert resets(asha.get("/stream/", after=now)) == [{"reason": "too_far_behind"}]
    assert len(asha.get("/events/", after=now, limit=500).json()["results"]) == 500


def test_what_is_not_committed_is_not_told(asha: Api) -> None:
    now, merchant_id = now_of(asha), merchant_of(asha)
    with uncommitted("early, late", merchant_id=merchant_id):
        happened("late, early", merchant_id=merchant_id)
        page = asha.get("/events/", after=now).json()
        assert page["results"] == []
    settle()
    page = asha.get("/events/", after=page["cursor"]).json()
    assert whats(page["results"]) == ["early, late", "late, early"]


def test_every_cursor_leads_on_from_its_own_event(asha: Api) -> None:
    now = now_of(asha)
    for number in range(5):
        happened(str(number), merchant_id=merchant_of(asha))
        happened(str(uuid4()), merchant_id=uuid4())
    settle()
    _, *events = told(asha.get("/stream/", after=now))
    assert whats([each.data for each in events]) == list("01234")
    for place, each in enumerate(events):
        following = asha.get("/events/", after=each.id).json()["results"]
        assert whats(following) == list("01234")[place + 1 :]
    assert queries.horizon().epoch == 1
