"""Requests: received, linked, taken, answered; officers' cases and households that may have been missed."""

import uuid
from datetime import date

import pytest

from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.actions.edit_household import edit_household
from rasoat.web.register.actions.end_household import end_household
from rasoat.web.register.actions.record_death import record_death
from rasoat.web.register.actions.record_hardship import record_hardship
from rasoat.web.register.models import Hardship, HouseholdEvent, Member
from rasoat.web.register.occasion import Occasion
from rasoat.web.reviews.actions.add_case import add_case
from rasoat.web.reviews.actions.dismiss_prompt import dismiss_prompt
from rasoat.web.reviews.actions.link_application import link_application
from rasoat.web.reviews.actions.lock_form import lock_form
from rasoat.web.reviews.actions.receive_application import receive_application
from rasoat.web.reviews.actions.record_attempt import record_attempt
from rasoat.web.reviews.actions.reopen_application import reopen_application
from rasoat.web.reviews.actions.screen_out_application import screen_out_application
from rasoat.web.reviews.actions.screen_out_case import screen_out_case
from rasoat.web.reviews.actions.submit_form import submit_form
from rasoat.web.reviews.actions.take_application import take_application
from rasoat.web.reviews.applications.drafts import ApplicationDraft, details_of
from rasoat.web.reviews.listing.completeness import completeness, missing_of
from rasoat.web.reviews.listing.prompts import prompted, prompts_of
from rasoat.web.reviews.listing.quick_form import quick_form_of
from rasoat.web.reviews.models import Application, RequestChannel, RequestKind, Situation
from rasoat.web.reviews.once import AlreadyDoneError
from rasoat.web.reviews.recording import Told
from web.review_making import make_case, make_round
from web.reviews.first.checks import unrecorded
from web.reviews.first.conftest import TOLD

DAY = date(2026, 8, 3)


def ask(officer, communes, home=None, *, day=DAY, **values):
    values = {
        "channel": RequestChannel.IN_PERSON, "applicant": "Lò Thị Thử", "kind": RequestKind.REVIEW, "told": Told(day),
    } | values  # fmt: skip
    return receive_application(officer, ApplicationDraft(communes[0], household=home, **values))


def test_receipts_are_numbered_by_commune_and_year(officer, communes):
    first, second = ask(officer, communes), ask(officer, communes)
    assert [first.file_code, second.file_code] == ["TN-2026-0001", "TN-2026-0002"]
    assert unrecorded(made_as_rows=False) == set()


def test_the_same_form_sent_again_is_one_request(officer, communes):
    key = uuid.uuid4()
    first = ask(officer, communes, told=Told(DAY, key=key))
    with pytest.raises(AlreadyDoneError) as again:
        ask(officer, communes, told=Told(DAY, key=key))
    assert again.value.record_id == first.pk
    assert Application.objects.count() == 1


def test_the_same_code_of_the_portal_sent_again_is_not_a_fault(officer, communes):
    told = Told(DAY, key=uuid.uuid4())
    portal = {"channel": RequestChannel.PORTAL, "file_code": "H20.08-260803-0002", "told": told}
    first = ask(officer, communes, **portal)
    with pytest.raises(AlreadyDoneError) as again:
        ask(officer, communes, **portal)
    assert again.value.record_id == first.pk


def test_details_are_sealed_and_open_again(officer, communes):
    row = ask(officer, communes, details={"id_number": "001180000123", "id_issued_on": date(2021, 5, 1)})
    assert b"001180000123" not in bytes(row.details)
    assert details_of(row) == {"id_number": "001180000123", "id_issued_on": "2021-05-01"}


def test_a_code_of_the_portal_is_needed_and_taken_once(officer, communes):
    with pytest.raises(RefusedError) as refused:
        ask(officer, communes, channel=RequestChannel.PORTAL)
    assert refused.value.field == "file_code"
    ask(officer, communes, channel=RequestChannel.PORTAL, file_code="H20.08-260803-0001")
    with pytest.raises(RefusedError) as again:
        ask(officer, communes, channel=RequestChannel.PORTAL, file_code="H20.08-260803-0001")
    assert again.value.code == "file-code-known"


def test_a_request_of_nobody_known_waits_until_it_is_linked(officer, communes, open_round, family):
    row = ask(officer, communes)
    with pytest.raises(RefusedError):
        take_application(officer, row, open_round)
    home = family()
    link_application(officer, row, home)
    case = take_application(officer, row, open_round)
    row.refresh_from_db()
    assert (row.state, row.case, case.origin, case.household) == ("taken", case, "application", home)
    assert unrecorded(made_as_rows=False) == set()


def test_a_request_after_the_fifteenth_waits_for_the_next_month(officer, communes, province, family):
    row = make_round(province, communes, kind="regular")
    with pytest.raises(RefusedError) as refused:
        take_application(officer, ask(officer, communes, family(), day=date(2026, 9, 16)), row)
    assert refused.value.code == "next-month"


def test_an_answer_needs_its_reason_and_can_be_taken_up_again(officer, communes, family):
    row = ask(officer, communes, family())
    with pytest.raises(RefusedError):
        screen_out_application(officer, row, "")
    answered = screen_out_application(officer, row, "Hộ thường trú ở xã khác", answered_on=DAY)
    assert (answered.state, answered.answer, answered.answered_on) == ("screened_out", "Hộ thường trú ở xã khác", DAY)
    assert reopen_application(officer, answered, "Có giấy xác nhận").state == "received"
    assert unrecorded(made_as_rows=False) == set()


def test_screening_a_household_out_answers_its_request(officer, communes, open_round, family):
    row = ask(officer, communes, family())
    case = take_application(officer, row, open_round)
    screen_out_case(officer, case, "Không thuộc đối tượng", TOLD)
    row.refresh_from_db()
    case.refresh_from_db()
    assert (row.state, row.answer, case.state) == ("screened_out", "Không thuộc đối tượng", "screened_out")
    assert case.results.get().state == "left"


def test_a_household_on_the_list_is_never_screened_out(officer, open_round, family):
    case = make_case(open_round, family(), opening="near_poor")
    with pytest.raises(RefusedError, match="phải được rà soát"):
        screen_out_case(officer, case, "Bỏ ra cho nhanh", TOLD)
    case.refresh_from_db()
    assert case.state == "listed"


def test_an_officer_needs_a_reason_and_a_household_comes_once(officer, open_round, family, acting_for, villages):
    home = family()
    with pytest.raises(RefusedError):
        add_case(officer, open_round, home, "")
    add_case(officer, open_round, home, "Nhà cháy")
    with pytest.raises(RefusedError) as refused:
        add_case(officer, open_round, home, "Nhà cháy")
    assert refused.value.code == "case-exists"
    with pytest.raises(NotAllowedError):
        add_case(acting_for("village_head", villages[0]), open_round, family(), "Khó khăn")


def test_households_with_a_death_or_new_in_the_register_are_named_until_settled(officer, open_round, family, communes):
    new, bereaved, left = family("Mới Có"), family("Có Tang", "Vợ Còn"), family("Đi Rồi")
    head = Member.objects.get(household=bereaved, number=1)
    wife = Member.objects.get(household=bereaved, number=2)
    record_death(officer, bereaved, head, Occasion(date(2026, 7, 1), "ốm nặng"), new_head=wife)
    end_household(officer, left, Occasion(date(2026, 7, 1), "đi"))
    homes = list(prompted(open_round, communes[0]))
    assert homes == sorted([bereaved, new], key=lambda home: home.sort_key) or set(homes) == {bereaved, new}
    causes = {prompt.household: set(prompt.causes) for prompt in prompts_of(open_round, homes)}
    assert causes == {new: {"new"}, bereaved: {"new", "death", "illness"}}
    dismiss_prompt(officer, open_round, new, ["new"], "Hộ khá giả, mới tách")
    add_case(officer, open_round, bereaved, "Mất lao động chính")
    assert list(prompted(open_round, communes[0])) == []
    assert unrecorded(made_as_rows=False) == set()


def test_what_befell_a_household_names_it_for_the_list(officer, open_round, family, communes):
    hit, back, told = family("Bị Bão"), family("Về Quê"), family("Có Lời")
    HouseholdEvent.objects.all().delete()
    record_hardship(officer, hit, Hardship.DISASTER, Occasion(date(2026, 7, 1), "tốc mái nhà"))
    record_hardship(officer, back, Hardship.RETURN, Occasion(date(2026, 7, 1), "con trai thôi việc"))
    edit_household(officer, told, {"present_address": "Bản mới"}, Occasion(date(2026, 7, 1), "Lũ, phải dời nhà"))
    homes = list(prompted(open_round, communes[0]))
    causes = {prompt.household: prompt.causes for prompt in prompts_of(open_round, homes)}
    assert causes == {hit: ("disaster",), back: ("return",), told: ("disaster",)}


def test_completeness_reaches_zero_only_when_everybody_has_an_outcome(officer, open_round, family, communes, filled):
    one = make_case(open_round, family("Hộ Một", region_code="NT1"))
    two = make_case(open_round, family("Hộ Hai", region_code="NT1"), opening="")
    request = ask(officer, communes)
    figures = completeness(open_round, communes[0])
    assert (figures.cases, figures.open_cases, figures.waiting_requests) == (2, 2, 1)
    screen_out_application(officer, request, "Không có hộ này")
    submit_form(officer, one, filled())
    lock_form(officer, one)
    record_attempt(officer, two, Told(date(2026, 9, 20)), Situation.ABSENT, "Cầm Văn Thử")
    two.refresh_from_db()
    assert list(missing_of(two)) == ["Vắng nhà: Ban Chỉ đạo chưa xác nhận"]
    assert completeness(open_round, communes[0]).open_ == 1
    screen_out_case(officer, two, "Nhập nhầm", TOLD)
    assert completeness(open_round, communes[0]).open_ == 0


def test_the_quick_form_says_what_is_missing_and_whom_to_ask(open_round):
    quick = quick_form_of(open_round)
    assert quick.items == ()
    assert "1315/VBHN" in quick.ask
