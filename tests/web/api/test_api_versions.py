"""Versions and pages: nobody overwrites what they have not seen, nobody misses or meets a household twice."""

import gzip
import json
from collections.abc import Callable

import pytest
from django.test import Client

from rasoat.web.register.models import Household

URL = "/api/v1/households"
CHANGE = {"on": "2026-09-02", "reason": "chuyển nhà", "values": {"present_address": "Bản Mới"}}
AddHome = Callable[[str], Household]


def patch(client: Client, url: str, tag: str, **values: object) -> int:
    body = json.dumps(CHANGE | ({"values": values} if values else {}))
    return client.patch(url, body, content_type="application/json", headers={"If-Match": tag}).status_code


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
def test_any_form_of_the_tag_seen_lets_a_change_in(program: Client, add_home: AddHome, form: str) -> None:
    url = f"{URL}/{add_home('Lò Văn Ơn').code}"
    tag = program.get(url)["ETag"]

    assert patch(program, url, form.format(tag)) == 200


def test_a_program_that_takes_compressed_answers_can_change_and_save(program: Client, add_home: AddHome) -> None:
    url = f"{URL}/{add_home('Lò Văn Ơn').code}"
    squeezed = {"Accept-Encoding": "gzip"}

    answer = program.get(url, headers=squeezed)
    again = program.get(url, headers=squeezed | {"If-None-Match": answer["ETag"]})

    assert json.loads(gzip.decompress(answer.content))["head_name"] == "Lò Văn Ơn"
    assert again.status_code == 304
    assert patch(program, url, answer["ETag"]) == 200


@pytest.mark.parametrize("tag", ['"made-up"', "W/", "Ơn", "x" * 4000])
def test_a_tag_that_was_never_given_changes_nothing(program: Client, add_home: AddHome, tag: str) -> None:
    home = add_home("Lò Văn Ơn")

    assert patch(program, f"{URL}/{home.code}", tag) == 412
    home.refresh_from_db()
    assert home.present_address != "Bản Mới"


def test_a_tag_changes_with_the_household_and_with_its_members(program: Client, add_home: AddHome) -> None:
    url = f"{URL}/{add_home('Lò Văn Ơn').code}"
    tags = [program.get(url)["ETag"]]

    patch(program, url, tags[0])
    tags.append(program.get(url)["ETag"])
    joins = {"on": "2026-09-03", "reason": "kết hôn", "member": {"full_name": "Quàng Thị Ớt"}}
    program.post(f"{url}/members", json.dumps(joins), content_type="application/json")
    tags.append(program.get(url)["ETag"])

    assert len(set(tags)) == 3


def test_the_answer_to_a_change_carries_the_next_tag(program: Client, add_home: AddHome) -> None:
    url = f"{URL}/{add_home('Lò Văn Ơn').code}"
    tag = program.get(url)["ETag"]

    changed = program.patch(url, json.dumps(CHANGE), content_type="application/json", headers={"If-Match": tag})

    assert patch(program, url, changed["ETag"], present_address="Bản Cũ") == 200


def walk(client: Client, between: Callable[[int], None]) -> list[str]:
    """All codes, two at a time, with something happening after every page."""
    cursor, seen, pages = "", [], 0
    while cursor is not None:
        page = client.get(URL, {"limit": 2, "cursor": cursor}).json()
        seen += [item["code"] for item in page["items"]]
        cursor, pages = page["next"], pages + 1
        between(pages)
    return seen


def test_households_added_meanwhile_make_no_page_skip_or_repeat(program: Client, add_home: AddHome) -> None:
    before = [add_home(name).code for name in ("Bạc Văn An", "Cà Văn Bé", "Lò Văn Dư", "Lò Văn Dư", "Vì Văn Én")]
    names = iter(("Ao Thị Đầu", "Lò Văn Dư", "Vừ A Cuối", "Xa Thị Cuối"))

    seen = walk(program, lambda _page: (name := next(names, "")) and add_home(name))

    assert len(seen) == len(set(seen))
    assert set(before) <= set(seen)


def test_households_that_leave_meanwhile_do_not_push_others_off(program: Client, add_home: AddHome) -> None:
    codes = [add_home(name).code for name in ("Bạc Văn An", "Cà Văn Bé", "Lò Văn Dư", "Sùng A Én", "Vì Văn Ơn")]

    def leaves(page: int) -> None:
        Household.objects.filter(code=codes[page - 1]).update(ended_on="2026-09-01")

    seen = walk(program, leaves)

    assert len(seen) == len(set(seen))
    assert set(codes[3:]) <= set(seen)


@pytest.mark.parametrize("cursor", ["x", "a:b:c", "Ơn", ":::", "eyJ9:1:2"])
def test_a_cursor_that_was_never_given_is_a_problem(program: Client, cursor: str) -> None:
    answer = program.get(URL, {"cursor": cursor})

    assert (answer.status_code, answer.json()["field"]) == (400, "cursor")


def test_a_cursor_shows_nothing_of_another_area(token_of, user_with, program, add_home, villages) -> None:
    for name in ("Lò Văn Ơn", "Lò Văn Ớt", "Lò Văn Ánh"):
        add_home(name)
    cursor = program.get(URL, {"limit": 1}).json()["next"]
    elsewhere, _token = token_of(user_with("commune_officer", villages[2].commune))

    assert elsewhere.get(URL, {"cursor": cursor}).json()["items"] == []


@pytest.mark.parametrize(("limit", "shown"), [("1", 1), ("3", 3), ("999999", 4)])
def test_a_page_has_a_largest_size(program: Client, add_home: AddHome, limit: str, shown: int) -> None:
    for number in range(4):
        add_home(f"Lò Văn {number}")

    assert len(program.get(URL, {"limit": limit}).json()["items"]) == shown
