"""Every error is a problem document, in the language asked for, and never repeats what was sent."""

import json
from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from ninja.throttling import SimpleRateThrottle

from rasoat.web.accounts.acting import nobody
from rasoat.web.api.fault_words import WORDS, fault_words
from rasoat.web.api.limits import CallerThrottle
from rasoat.web.api.problems import TITLES
from rasoat.web.api.version_1 import api
from rasoat.web.register.models import Household

URL = "/api/v1/households"
PROBLEM = "application/problem+json; charset=utf-8"


def errors(program: Client, code: str) -> list[tuple[int, Callable[[dict[str, str]], object]]]:
    """One call for each kind of error."""
    url, as_json = f"{URL}/{code}", {"content_type": "application/json"}
    change = json.dumps({"on": "2026-09-02", "reason": "x", "values": {"present_address": "y"}})
    return [
        (400, lambda asked: program.get(URL, {"cursor": "x"}, headers=asked)),
        (400, lambda asked: program.post(URL, "{not json", **as_json, headers=asked)),
        (401, lambda asked: Client().get(URL, headers=asked)),
        (403, lambda asked: program.get("/api/v1/imports/7d444840-9dc0-11d1-b245-5ffdce74fad2", headers=asked)),
        (404, lambda asked: program.get(f"{URL}/KHONG-CO", headers=asked)),
        (404, lambda asked: program.get("/api/v1/khong-co/gi", headers=asked)),
        (404, lambda asked: program.post("/api/v1/khong-co", "{}", **as_json, headers=asked)),
        (405, lambda asked: program.delete(URL, headers=asked)),
        (412, lambda asked: program.patch(url, change, **as_json, headers=asked | {"If-Match": '"x"'})),
        (413, lambda asked: program.post(URL, "x" * (6 << 20), **as_json, headers=asked)),
        (422, lambda asked: program.get(URL, {"limit": "nhiều"}, headers=asked)),
        (428, lambda asked: program.patch(url, change, **as_json, headers=asked)),
    ]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_error_is_a_problem_in_the_language_asked_for(program: Client, add_home, language: str) -> None:
    home: Household = add_home("Lò Văn Ơn")

    for status, call in errors(program, home.code):
        answer = call({"Accept-Language": language})

        assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM)
        body = answer.json()
        code, vi, en = TITLES[status]
        assert body["title"] == (en if language == "en" else vi)
        assert (body["status"], body["code"], body["type"]) == (status, code, f"urn:rasoat:problem:{code}")
        assert body["instance"].startswith("/api/v1/")
        assert answer["Cache-Control"] == "no-store"


def test_details_of_a_refusal_follow_the_language_too(program: Client, add_home) -> None:
    url = f"{URL}/{add_home('Lò Văn Ơn').code}"
    tag = program.get(url)["ETag"]
    body = json.dumps({"on": "2026-09-02", "reason": "x", "values": {"code": "y"}})

    def detail(language: str) -> str:
        headers = {"If-Match": tag, "Accept-Language": language}
        return str(program.patch(url, body, content_type="application/json", headers=headers).json()["detail"])

    assert detail("vi").startswith("Không sửa được")
    assert detail("en") != detail("vi")


FAULTS = [
    ({}, "commune", "Thiếu trường này."),
    ({"commune": "x", "client_key": "x"}, "client_key", "Phải là mã UUID."),
    ({"on": "hôm qua"}, "on", "Phải là ngày dạng năm-tháng-ngày."),
    ({"members": "x"}, "members", "Phải là một danh sách."),
    ({"member_count": 61}, "member_count", "Không được lớn hơn 60."),
    ({"head_name": "x" * 121}, "head_name", "Dài quá 120 ký tự."),
    ({"flag_merit": "có"}, "flag_merit", "Phải là true hoặc false."),
    ({"members": [{"full_name": "Ơn", "sex": 3}]}, "members.0.sex", "Phải là một trong: 1 or 2."),
    ({"membres": []}, "membres", "Không có trường này: kiểm tra chính tả."),
]


@pytest.mark.parametrize(("given", "field", "words"), FAULTS)
def test_a_faulty_member_is_named_with_words_in_vietnamese(program: Client, given, field: str, words: str) -> None:
    body = program.post(URL, json.dumps(given), content_type="application/json").json()

    assert {"field": field, "message": words} in body["errors"]


def test_a_fault_without_words_of_its_own_still_has_some() -> None:
    assert fault_words({"type": "new_in_the_checker"}) == "Giá trị không hợp lệ."
    assert all(str(words) for words in WORDS.values())


def test_a_method_not_taken_says_which_are(program: Client) -> None:
    assert set(program.delete(URL)["Allow"].split(", ")) == {"GET", "POST"}


def test_too_many_calls_say_when_to_come_back(program: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    (throttle,) = (each for each in api.throttle if isinstance(each, CallerThrottle))
    monkeypatch.setattr(throttle, "num_requests", 2)
    for _ in range(2):
        assert program.get("/api/v1/units").status_code == 200

    answer = program.get("/api/v1/units", headers={"Accept-Language": "en"})

    assert (answer.status_code, answer["Content-Type"]) == (429, PROBLEM)
    assert 1 <= int(answer["Retry-After"]) <= 60
    assert isinstance(throttle, SimpleRateThrottle)


def test_the_limit_counts_by_person(token_of, user_with, program, villages, monkeypatch: pytest.MonkeyPatch) -> None:
    (throttle,) = api.throttle
    monkeypatch.setattr(throttle, "num_requests", 1)
    other, _token = token_of(user_with("commune_officer", villages[0].commune))

    assert program.get("/api/v1/units").status_code == 200
    assert program.get("/api/v1/units").status_code == 429
    assert other.get("/api/v1/units").status_code == 200


def test_somebody_signed_in_gets_problems_in_the_language_of_the_site(client_for, villages) -> None:
    browser: Client = client_for("commune_officer", villages[0].commune)

    answer = browser.get(f"{URL}/KHONG-CO", headers={"Accept-Language": "en"})
    browser.post("/i18n/setlang/", {"language": "en"})

    assert answer.json()["title"].startswith("Không có")
    assert browser.get(f"{URL}/KHONG-CO").json()["title"] == TITLES[404][2]


def test_somebody_at_the_entrance_gets_a_problem(user_with, province) -> None:
    client, user = Client(), user_with("province_admin", province)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")

    answer = client.get("/api/v1/units")

    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "entrance_first"


def test_a_fault_of_the_program_tells_nothing_of_itself() -> None:
    request = RequestFactory().get(URL)
    request.user, request.acting = AnonymousUser(), nobody("api")  # type: ignore[attr-defined]

    answer = api.on_exception(request, ZeroDivisionError("bí mật"))

    assert (answer.status_code, answer["Content-Type"]) == (500, PROBLEM)
    assert "bí mật" not in answer.content.decode()


DOCUMENT = api.get_openapi_schema()
OPERATIONS = [(path, method) for path, methods in DOCUMENT["paths"].items() for method in methods]


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_the_document_describes_the_errors_of_each_endpoint(path: str, method: str) -> None:
    responses = DOCUMENT["paths"][path][method]["responses"]
    told = {int(status) for status in responses if int(status) >= HTTPStatus.BAD_REQUEST}

    assert told >= {401, 403, 422, 429, 500}
    assert ({412, 428} <= told) == (method == "patch")
    assert (404 in told) or "{" not in path
    for status in told:
        assert list(responses[status]["content"]) == ["application/problem+json"]
        assert " | " in responses[status]["description"]


def test_the_document_has_the_shape_of_a_problem_and_what_changes_need(program: Client) -> None:
    schema = DOCUMENT["components"]["schemas"]["Problem"]
    headers = [each["name"] for each in DOCUMENT["paths"][f"{URL}/{{code}}"]["patch"]["parameters"]]
    answer = program.get(f"{URL}/KHONG-CO").json()

    assert set(answer) <= set(schema["properties"])
    assert set(schema["required"]) <= set(answer)
    assert "If-Match" in headers
    assert json.dumps(DOCUMENT).count("#/components/schemas/Problem") > len(OPERATIONS)
