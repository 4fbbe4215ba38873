"""A form that waits before its lock: contradictions and unanswered questions are told at once, each by its field."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from rasoat.web.reviews.actions.submit_form import submit_form
from rasoat.web.reviews.models import Case
from rasoat.web.reviews.survey.answers import answers_of
from rasoat.web.reviews.survey.hindered import hindered
from rasoat.web.reviews.survey.sheet import sheet_of
from rasoat.web.reviews.survey.writing import standing_form
from web.reviews.first.test_first_pages import desk, digits  # noqa: F401  # the fixture of the pages

WATER = "Thiếu hụt: Nguồn nước sinh hoạt"


def typed(case: Case, **told: str) -> dict[str, str]:
    """The form as it is filled in on the page, complete."""
    case.refresh_from_db()
    answers = {
        f"q-{question.key}": question.choices.codes[0] if question.choices is not None else "0"
        for question in sheet_of(case.round).household
        if question.own
    }
    sent = {"key": str(uuid.uuid4()), "version": str(case.version), "happened_on": "20/09/2026"}
    return answers | sent | {name.replace("__", "-"): value for name, value in told.items()}


@pytest.fixture
def address(case):
    return reverse("reviews:form", args=[case.public_id])


def test_a_contradiction_is_told_before_the_lock_and_nothing_is_lost(desk, case, address):  # noqa: F811
    told = typed(case, khoa="1", q__water_source="piped", q__water="1", interpreter="Lò Thị Thử")
    told["paper"] = SimpleUploadedFile("giay.pdf", b"%PDF-1.4\n%%EOF\n")
    answer = desk.post(address, told)
    case.refresh_from_db()
    form = standing_form(case)
    assert (answer.url, case.state) == (f"{address}?truoc-khoa=1", "surveyed")
    assert form is not None
    assert answers_of(form).household["water"] == 1
    page = desk.get(answer.url).content.decode()
    assert f'<a href="#id_q-water">{WATER}' in page
    assert "ghi thiếu hụt" in page
    assert 'name="khoa-du-vay"' in page
    assert 'value="Lò Thị Thử"' in page
    assert 'value="20/09/2026"' in page


def test_the_contradiction_is_locked_when_somebody_says_so(desk, case, address):  # noqa: F811
    desk.post(address, typed(case, khoa="1", q__water_source="piped", q__water="1"))
    sent = typed(case, q__water_source="piped", q__water="1", acted=str(standing_form(case).acted))
    answer = desk.post(address, sent | {"khoa-du-vay": "1"})
    case.refresh_from_db()
    form = standing_form(case)
    assert (answer.url, case.state) == (reverse("reviews:case", args=[case.public_id]), "locked")
    assert form.number == 1  # nothing changed: no second form
    assert [note["rule"] for note in form.contradictions] == ["indicator-contradicts-facts"]
    assert form.contradictions[0]["column"] == WATER.removeprefix("Thiếu hụt: ")


def test_answers_changed_before_locking_all_the_same_are_kept(desk, case, address):  # noqa: F811
    scan = SimpleUploadedFile("giay.pdf", b"%PDF-1.4\n%%EOF\n")
    desk.post(address, typed(case, khoa="1", q__water_source="piped", q__water="1") | {"paper": scan})
    before = standing_form(case)
    sent = typed(case, q__water_source="piped", q__water="1", q__toilet="1")
    desk.post(address, sent | {"khoa-du-vay": "1"})
    case.refresh_from_db()
    form = standing_form(case)
    assert (case.state, form.number, answers_of(form).household["toilet"]) == ("locked", 2, 1)
    assert (before.paper_id is not None, form.paper_id) == (True, before.paper_id)


def test_a_contradiction_mended_locks_with_the_first_button(desk, case, address):  # noqa: F811
    desk.post(address, typed(case, khoa="1", q__water_source="piped", q__water="1"))
    desk.post(address, typed(case, khoa="1", q__water_source="piped", q__water="0"))
    case.refresh_from_db()
    assert (case.state, standing_form(case).contradictions) == ("locked", [])


def test_a_form_saved_with_a_contradiction_names_it_too(desk, case, address):  # noqa: F811
    answer = desk.post(address, typed(case, q__water_source="piped", q__water="1"))
    assert answer.url == f"{address}?truoc-khoa=1"


def test_the_button_of_the_case_leads_to_the_form_that_waits(desk, officer, case, filled, address):  # noqa: F811
    submit_form(officer, case, filled(water_source="piped", water=1))
    answer = desk.post(reverse("reviews:case_deed", args=[case.public_id, "khoa"]))
    case.refresh_from_db()
    assert (answer.url, case.state) == (f"{address}?truoc-khoa=1", "surveyed")


def test_a_keyed_form_with_a_contradiction_waits_and_then_locks(desk, case):  # noqa: F811
    place = reverse("reviews:keying_form", args=[case.public_id])
    piped = digits(case, water_source="1", water="1")
    assert desk.post(place, piped | {"khoa": "1"}).url == f"{place}?truoc-khoa=1"
    page = desk.get(f"{place}?truoc-khoa=1").content.decode()
    assert page.index("Ghi và khóa") < page.index("Khóa dù vậy</button>")  # Enter at the last field reaches the first
    case.refresh_from_db()
    again = digits(case, water_source="1", water="1") | {"khoa": "1", "khoa-du-vay": "1"}
    assert desk.post(place, again).url == reverse("reviews:keying")
    case.refresh_from_db()
    assert case.state == "locked"


def test_every_unanswered_question_is_named_at_once_with_its_field(desk, case, address):  # noqa: F811
    left_out = ("q-item_size", "q-item_toilet", "q-item_assets_tv", "q-water", "q-toilet", "q-employment")
    sent = {name: value for name, value in typed(case, khoa="1").items() if name not in left_out}
    answer = desk.post(address, sent)
    assert answer.url == f"{address}?truoc-khoa=1"
    page = desk.get(answer.url).content.decode()
    assert [name for name in left_out if f'<a href="#id_{name}">' in page] == list(left_out)
    assert page.count("Chưa trả lời.") == len(left_out)
    assert 'name="khoa-du-vay"' not in page
    assert "(item_size)" not in page


def test_a_region_that_was_not_chosen_is_named_with_what_else_is_missing(officer, open_round, family, filled):
    from web.review_making import make_case

    case = make_case(open_round, family())
    submit_form(officer, case, filled(item_size=None))
    case.refresh_from_db()
    assert [one.name for one in hindered(case).wrong] == ["region_code", "q-item_size"]


def test_members_are_named_beside_their_contradiction(desk, case, address):  # noqa: F811
    told = typed(case, khoa="1", m2__activity="studying", m2__attends_school="0")
    page = desk.post(address, told, follow=True).content.decode()
    assert "Tòng Thị Đào: " in page
    assert 'href="#id_m2-' in page


def test_a_number_outside_its_range_says_the_range_and_the_unit(desk, case, address):  # noqa: F811
    page = desk.post(address, typed(case, m1__weight_g="900")).content.decode()
    assert "Số phải từ 0,5 đến 300 kg." in page
