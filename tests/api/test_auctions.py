"""``/deals/<id>/auction/``: shapes, refusals, and that everybody sees what they may and no more."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import Settings

from adulis.bidding.values import Visibility
from adulis.deals import actions as deals
from adulis.deals.values import DealFormat
from adulis.deals.values import Visibility as DealVisibility
from adulis.identity.values import MemberRole
from adulis.kernel.money import rupees
from tests.asking import REPLAYED, key_made_by, keyed
from tests.auctions import BUDGET, Hall, a_hall, hear
from tests.dealing import a_draft, act, shares
from tests.doors import Api, problem_of
from tests.rows import changed_since, everything
from tests.world import Shop, a_member, a_shop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _localhost(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]


@pytest.fixture
def asha() -> Shop:
    return a_shop("Asha", paise=50_000)


@pytest.fixture
def binu() -> Shop:
    return a_shop("Binu", paise=50_000)


@pytest.fixture
def hall() -> Hall:
    return a_hall(plan={"bond": rupees(5_000), "reserve": rupees(70_000)})


def door(shop: Shop) -> Api:
    return Api(shop.api_key())


def bid(api: Api, hall: Hall, paise: Any, headers: Any = None, **more: Any) -> Any:
    body = {"amount_paise": paise, "terms_version": 1, **more}
    return api.post(f"/deals/{hall.deal_id}/auction/bids/", body, headers or keyed())


def auto(api: Api, hall: Hall, paise: int, **more: Any) -> Any:
    body = {"limit_paise": paise, "terms_version": 1, **more}
    return api.put(f"/deals/{hall.deal_id}/auction/auto-bid/", body, keyed())


def look(api: Api, hall: Hall, what: str = "", **query: Any) -> Any:
    return api.get(f"/deals/{hall.deal_id}/auction/{what}", **query).json()


def test_a_bid_is_answered_with_where_it_stands(hall: Hall, asha: Shop) -> None:
    answer = bid(door(asha), hall, 90_000)
    assert answer.status_code == 201
    told = answer.json()
    auction = hall.auction
    assert told == {
        "auction_id": str(auction.id), "sequence": 1, "bidder": 1, "is_leading": True, "rank": 1,
        "price_paise": 90_000, "bid_paise": 90_000, "limit_paise": 90_000, "until": None,
        "ends_at": told["ends_at"], "version": auction.version, "hash": "",
    }  # fmt: skip
    assert (hall.bond(asha), asha.available) == (5_000, 45_000)


def test_the_same_bid_twice_is_one(hall: Hall, asha: Shop) -> None:
    api, headers = door(asha), keyed()
    first = bid(api, hall, 90_000, headers)
    before = everything()
    again = bid(api, hall, 90_000, headers)
    assert (again.status_code, again.content) == (200, first.content)
    assert again.headers[REPLAYED] == "true"
    assert changed_since(before) == {}
    other = bid(api, hall, 80_000, headers)
    assert problem_of(other) == (409, "idempotency_key_reused")


def test_a_refusal_is_kept_with_the_numbers_to_try_again(
    hall: Hall, asha: Shop, binu: Shop
) -> None:
    bid(door(asha), hall, 90_000)
    api, headers = door(binu), keyed()
    answer = bid(api, hall, 89_500, headers)
    assert problem_of(answer) == (409, "outbid")
    told = answer.json()
    assert (told["price_paise"], told["required_paise"]) == (90_000, 89_000)
    assert told["errors"][0]["pointer"] == "/amount_paise"
    hall.bid(asha, 80_000)
    assert bid(api, hall, 89_500, headers).content == answer.content


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ({"amount_paise": "90000"}, 400, "malformed"),
        ({"amount_paise": 0}, 400, "malformed"),
        ({"amount_paise": True}, 400, "malformed"),
        ({"terms_version": None}, 400, "malformed"),
        ({"wish": 1}, 400, "malformed"),
        ({"terms_version": 2}, 409, "stale_terms"),
        ({"amount_paise": BUDGET + 1}, 422, "bid_out_of_range"),
    ],
)
def test_what_is_wrong_is_said(
    hall: Hall, asha: Shop, given: dict[str, Any], status: int, code: str
) -> None:
    body = {"amount_paise": 90_000, "terms_version": 1} | given
    answer = door(asha).post(f"/deals/{hall.deal_id}/auction/bids/", body, keyed())
    assert problem_of(answer) == (status, code)
    assert hall.log == []


def test_a_bid_needs_its_key(hall: Hall, asha: Shop) -> None:
    answer = bid(door(asha), hall, 90_000, {"X-Other": "1"})
    assert problem_of(answer) == (400, "idempotency_key_invalid")


def test_if_match_says_against_which_state_it_was_meant(hall: Hall, asha: Shop, binu: Shop) -> None:
    seen = look(door(binu), hall)["version"]
    etag = door(binu).get(f"/deals/{hall.deal_id}/auction/").headers["ETag"]
    assert etag == f'"{seen}"'
    bid(door(asha), hall, 90_000)
    stale = bid(door(binu), hall, 80_000, keyed() | {"If-Match": etag})
    assert problem_of(stale) == (409, "stale_version")
    assert stale.json()["version"] == hall.auction.version
    bad = bid(door(binu), hall, 80_000, keyed() | {"If-Match": "x"})
    assert problem_of(bad) == (400, "malformed")
    assert bid(door(binu), hall, 80_000, keyed() | {"If-Match": "*"}).status_code == 201


def test_an_unusual_bid_is_sent_again_with_what_it_was_given(
    hall: Hall, asha: Shop, binu: Shop
) -> None:
    bid(door(asha), hall, 90_000)
    refused = bid(door(binu), hall, 9_000)
    assert problem_of(refused) == (409, "unusual_bid")
    word = refused.json()["confirmation"]
    assert bid(door(binu), hall, 9_000, confirmation=word).status_code == 201


def test_a_bid_is_finances_and_needs_the_scope(hall: Hall, asha: Shop) -> None:
    viewer_id, _ = a_member(asha, MemberRole.VIEWER)
    assert problem_of(bid(Api(key_made_by(asha, viewer_id)), hall, 90_000)) == (403, "role_too_low")
    reader = Api(asha.api_key("read"))
    assert problem_of(bid(reader, hall, 90_000)) == (403, "scope_missing")


def test_bids_are_two_a_second(hall: Hall, asha: Shop, settings: Settings) -> None:
    settings.THROTTLES = {**settings.THROTTLES, "bids_per_party": (2.0, 2)}
    api = door(asha)
    answers = [bid(api, hall, 90_000 - 1_000 * number) for number in range(3)]
    assert [each.status_code for each in answers] == [201, 201, 429]
    assert problem_of(answers[-1]) == (429, "too_many_requests")
    assert int(answers[-1].headers["Retry-After"]) >= 1


def test_a_standing_instruction_is_seen_by_its_own_merchant_alone(asha: Shop, binu: Shop) -> None:
    hall = a_hall()
    mine, other, poster = door(asha), door(binu), door(hall.poster)
    answer = auto(mine, hall, 61_237)
    assert (answer.status_code, answer.json()["limit_paise"]) == (200, 61_237)
    hall.bid(binu, 90_000)
    assert look(mine, hall, "auto-bid/")["limit_paise"] == 61_237
    for api in (other, poster):
        for what in ("", "bids/"):
            shown = api.get(f"/deals/{hall.deal_id}/auction/{what}").content
            assert b"61237" not in shown
    assert look(other, hall)["price_paise"] == 89_000
    # Whose bid was automatic is said once it is over.
    kinds = [(each["kind"], each["is_automatic"]) for each in look(other, hall, "bids/")["results"]]
    assert kinds == [("bid", False), ("bid", None)]
    assert [each["kind"] for each in look(mine, hall, "bids/")["results"]] == ["bid", "instruct"]
    assert problem_of(poster.get(f"/deals/{hall.deal_id}/auction/auto-bid/")) == (
        409, "nothing_standing",
    )  # fmt: skip


def test_an_instruction_is_cancelled(hall: Hall, asha: Shop) -> None:
    auto(door(asha), hall, 60_000)
    path = f"/deals/{hall.deal_id}/auction/auto-bid/"
    answer = door(asha).delete(path)
    assert (answer.status_code, answer.json()["limit_paise"]) == (200, 70_000)
    assert problem_of(door(asha).delete(path)) == (409, "nothing_standing")


def test_an_auction_is_shown_as_far_as_one_may_know(hall: Hall, asha: Shop, binu: Shop) -> None:
    hall.bid(asha, 90_000)
    told = look(door(binu), hall)
    assert told["rules"]["direction"] == "reverse"
    assert told["rules"]["step"] == {"kind": "absolute", "value": 1_000}
    assert (told["rules"]["has_reserve"], told["is_reserve_met"]) == (True, False)
    assert told["reserve_opened"] is None
    assert (told["price_paise"], told["leader"], told["required_paise"]) == (90_000, 1, 89_000)
    assert (told["mine"], told["award"]) == (None, None)
    assert told["allowed_moves"] == ["bid", "set_auto_bid"]
    assert told["waiting"]["for"] == "bids"
    assert str(asha.id) not in str(told)
    mine = look(door(asha), hall)
    assert (mine["mine"]["rank"], mine["mine"]["is_leading"]) == (1, True)
    assert mine["allowed_moves"] == ["bid", "set_auto_bid", "retract"]
    # Whoever put it up sees numbers as well, until somebody is chosen.
    poster = look(door(hall.poster), hall)
    assert (poster["leader"], poster["required_paise"], poster["allowed_moves"]) == (1, None, [])
    assert poster["reserve_opened"].endswith(":70000")
    assert str(asha.id) not in str(poster)


@pytest.mark.parametrize(
    ("visibility", "rank", "leads"),
    [(Visibility.RANK, 2, False), (Visibility.LEAD, None, False), (Visibility.BLIND, None, None)],
)
def test_what_is_hidden_is_hidden_everywhere(
    asha: Shop, binu: Shop, visibility: Visibility, rank: int | None, leads: bool | None
) -> None:
    hall = a_hall(plan={"visibility": visibility})
    hall.bid(asha, 91_237)
    answer = bid(door(binu), hall, 95_000)
    assert (answer.json()["rank"], answer.json()["is_leading"]) == (rank, leads)
    refused = bid(door(binu), hall, 95_000)
    assert problem_of(refused) == (409, "bid_not_improved")
    told = look(door(binu), hall)
    assert (told["mine"]["rank"], told["mine"]["is_leading"]) == (rank, leads)
    assert (told["price_paise"], told["leader"], told["is_reserve_met"]) == (None, None, None)
    lines = look(door(binu), hall, "bids/")["results"]
    assert [each["amount_paise"] for each in lines] == [95_000]
    for shown in (answer.content, refused.content, str(told).encode(), str(lines).encode()):
        assert b"91237" not in shown
    # Whoever put it up sees all of it.
    assert look(door(hall.poster), hall)["price_paise"] == 91_237


def test_a_sealed_bid_is_a_hash_until_the_end(asha: Shop, binu: Shop) -> None:
    hall = a_hall(how=DealFormat.SEALED)
    told = bid(door(asha), hall, 91_237).json()
    assert (told["rank"], told["price_paise"], told["is_leading"]) == (None, None, None)
    bid(door(binu), hall, 95_000)
    for api in (door(hall.poster), door(binu)):
        for what in ("", "bids/"):
            assert b"91237" not in api.get(f"/deals/{hall.deal_id}/auction/{what}").content
    hashes = f"/deals/{hall.deal_id}/auction/hashes/"
    assert problem_of(door(asha).get(hashes)) == (409, "not_closed")
    assert look(door(asha), hall)["allowed_moves"] == ["bid", "withdraw"]
    hall.at_end()
    found = door(asha).get(hashes).json()["results"]
    assert told["hash"] in [each["hash"] for each in found]
    ranked = look(door(binu), hall, "ranking/")["results"]
    assert [(each["bidder"], each["price_paise"]) for each in ranked] == [(1, 91_237), (2, 95_000)]
    outsider = door(a_shop("Charu"))
    assert look(outsider, hall, "ranking/")["results"] == []
    assert look(outsider, hall)["price_paise"] is None


def test_a_sealed_bid_is_withdrawn(asha: Shop) -> None:
    hall = a_hall(how=DealFormat.SEALED)
    bid(door(asha), hall, 91_237)
    path = f"/deals/{hall.deal_id}/auction/withdraw/"
    assert door(asha).post(path, {}, keyed()).status_code == 201
    assert problem_of(door(asha).post(path, {}, keyed())) == (409, "nothing_standing")


def test_the_log_is_paged(hall: Hall, asha: Shop, binu: Shop) -> None:
    for number, shop in enumerate((asha, binu, asha)):
        hall.bid(shop, 90_000 - 1_000 * number)
    first = look(door(binu), hall, "bids/", limit=2)
    assert [each["sequence"] for each in first["results"]] == [3, 2]
    rest = look(door(binu), hall, "bids/", limit=2, before=first["before"])
    assert ([each["sequence"] for each in rest["results"]], rest["before"]) == ([1], None)


def test_a_slip_is_corrected(hall: Hall, asha: Shop) -> None:
    hall.bid(asha, 90_000)
    path = f"/deals/{hall.deal_id}/auction/retract/"
    refused = door(asha).post(path, {}, keyed())
    assert problem_of(refused) == (409, "retraction_refused")
    assert refused.json()["reason"] == "no_correction"
    answer = door(asha).post(path, {"corrected_paise": 95_000}, keyed())
    assert (answer.status_code, answer.json()["price_paise"]) == (201, 95_000)


def test_from_the_plan_to_the_award(asha: Shop, binu: Shop) -> None:
    draft = a_draft(asha)
    plan = f"/deals/{draft.id}/auction/plan/"
    assert door(asha).get(plan).json()["step"] == {"kind": "basis_points", "value": 100}
    body = {"reserve_paise": 70_000, "step_kind": "absolute", "step_value": 500}
    told = door(asha).put(plan, body).json()
    assert (told["reserve_paise"], told["step"]["value"]) == (70_000, 500)
    assert problem_of(door(binu).get(plan)) == (404, "auction_not_found")
    assert problem_of(door(asha).put(plan, {"step_kind": "absolute"})) == (400, "malformed")


def test_who_is_chosen_confirms_what_they_saw(hall: Hall, asha: Shop, binu: Shop) -> None:
    hall.bid(asha, 90_000)
    hall.bid(binu, 80_000)
    hall.at_end()
    auction = f"/deals/{hall.deal_id}/auction"
    poster = door(hall.poster)
    ranked = poster.get(f"{auction}/ranking/").json()["results"]
    assert [(each["bidder"], each["price_paise"]) for each in ranked] == [(2, 80_000), (1, 90_000)]
    assert ranked[0]["score"] == {
        "reviews_count": 0, "stars_hundredths": None, "deals_count": 0, "disputes_lost_count": 0,
    }  # fmt: skip
    finance_id, _ = a_member(hall.poster, MemberRole.FINANCE)
    clerk = Api(key_made_by(hall.poster, finance_id))
    assert problem_of(clerk.post(f"{auction}/award/", {"bidder": 2}, keyed())) == (
        403, "role_too_low",
    )  # fmt: skip
    assert problem_of(poster.post(f"{auction}/award/", {"bidder": 1}, keyed())) == (
        422, "reason_required",
    )  # fmt: skip
    answer = poster.post(f"{auction}/award/", {"bidder": 2}, keyed())
    assert (answer.status_code, answer.json()["status"]) == (201, "awarded")
    assert answer.json()["award"]["merchant_name"] == "Binu"
    # The loser is not told who it was.
    assert look(door(asha), hall)["award"] is None
    assert look(door(binu), hall)["allowed_moves"] == ["confirm", "decline"]
    other = door(binu).post(f"{auction}/award/confirm/", {"price_paise": 80_001}, keyed())
    assert problem_of(other) == (409, "price_differs")
    done = door(binu).post(f"{auction}/award/confirm/", {"price_paise": 80_000}, keyed())
    assert (done.status_code, done.json()["status"]) == (201, "agreed")
    assert hall.deal.state == "agreed"


def test_who_is_chosen_may_decline(hall: Hall, asha: Shop, binu: Shop) -> None:
    hall.bid(asha, 90_000)
    hall.bid(binu, 80_000)
    hall.at_end()
    hall.award(binu)
    path = f"/deals/{hall.deal_id}/auction/award/decline/"
    answer = door(binu).post(path, {"note": "Full."}, keyed())
    assert answer.status_code == 201
    assert (answer.json()["award"]["status"], hall.bond(binu)) == ("declined", 0)
    assert hall.awards[0].note == "Full."


def test_a_bid_on_other_terms_is_confirmed(hall: Hall, asha: Shop) -> None:
    hall.bid(asha, 90_000)
    act(deals.amend_deal, hall.poster, deal_id=hall.deal_id, body=shares(5_000, 5_000))
    hear()
    assert look(door(asha), hall)["allowed_moves"][-1] == "reconfirm"
    path = f"/deals/{hall.deal_id}/auction/reconfirm/"
    assert problem_of(door(asha).post(path, {"terms_version": 1}, keyed())) == (409, "stale_terms")
    answer = door(asha).post(path, {"terms_version": 2}, keyed())
    assert (answer.status_code, answer.json()["price_paise"]) == (201, 90_000)


def test_nobody_sees_the_auction_of_a_deal_they_may_not_see(asha: Shop) -> None:
    hall = a_hall(visibility=DealVisibility.INVITED)
    for what in ("", "bids/", "ranking/", "hashes/"):
        found = door(asha).get(f"/deals/{hall.deal_id}/auction/{what}")
        assert problem_of(found) == (404, "auction_not_found")
    assert problem_of(bid(door(asha), hall, 90_000)) == (404, "auction_not_found")
