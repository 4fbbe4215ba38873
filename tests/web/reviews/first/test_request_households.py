"""The household of a request: found by name or number, written from the request, warned of when it asked before."""

from datetime import date

import pytest
from django.urls import reverse

from rasoat.web.ledger.models import Entry
from rasoat.web.ledger.payloads import open_payload
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.actions.add_households import add_households
from rasoat.web.register.drafts import HouseholdDraft, MemberDraft
from rasoat.web.register.models import Household, Member
from rasoat.web.reviews.actions.link_application import link_application
from rasoat.web.reviews.actions.open_cases import open_cases
from rasoat.web.reviews.actions.receive_application import receive_application
from rasoat.web.reviews.actions.screen_out_application import screen_out_application
from rasoat.web.reviews.actions.take_application import take_application
from rasoat.web.reviews.applications.drafts import ApplicationDraft
from rasoat.web.reviews.applications.fitting import earlier_requests
from rasoat.web.reviews.applications.people import people_of
from rasoat.web.reviews.models import Application, Case, RequestChannel, RequestKind
from rasoat.web.reviews.recording import Told
from web.review_making import make_round

DAY = date(2026, 9, 3)
NUMBER = "001180000123"


@pytest.fixture
def desk(client_for, communes):
    return client_for("commune_officer", communes[0])


@pytest.fixture
def ask(officer, communes):
    """`ask(home, kind, day=, again=)`: a request received at the office."""

    def make(home=None, kind=RequestKind.REVIEW, *, day=DAY, again="", by=officer):
        draft = ApplicationDraft(
            communes[0], kind, RequestChannel.IN_PERSON, "Lò Thị Thử", Told(day), household=home, again=again
        )
        return receive_application(by, draft)

    return make


def form(communes, **typed):
    told = {"kind": "review", "channel": "in_person", "applicant": "Lò Thị Thử", "happened_on": "03/09/2026"}
    return told | {"xa": communes[0].key} | typed


def test_a_name_gives_a_choice_and_the_household_chosen_is_taken(desk, communes, family):
    one, other = family("Quàng Văn Tìm"), family("Quàng Văn Tìm")
    address = reverse("reviews:application_new")
    live = desk.post(reverse("reviews:household_find"), {"household": "quang tim", "xa": communes[0].key})
    asked = desk.post(address, form(communes, household="quang tim"))
    assert [page.content.decode().count('name="ho"') for page in (live, asked)] == [3, 3]
    assert asked.status_code == 422
    assert Application.objects.count() == 0
    desk.post(address, form(communes, household="quang tim", ho=other.code, **{"ho-tu": "quang tim"}))
    assert Application.objects.get().household == other
    stale = desk.post(address, form(communes, household="quang", ho=one.code, **{"ho-tu": "quang tim"}))
    assert stale.status_code == 422


def test_a_choice_stays_when_another_field_is_wrong(desk, communes, family):
    home = family("Quàng Văn Tìm")
    wrong = form(communes, household="quang tim", ho=home.code, applicant="", **{"ho-tu": "quang tim"})
    page = desk.post(reverse("reviews:application_new"), wrong).content.decode()
    assert f'name="household" value="{home.code}"' in page


def test_an_officer_finds_the_household_to_add_by_name(desk, communes, family, open_round):
    home = family("Quàng Văn Tìm")
    address = reverse("reviews:case_new", args=[open_round.pk, communes[0].key])
    asked = desk.post(address, {"household": "quang tim", "reason": "Nhà cháy"})
    assert asked.status_code == 422
    assert f'value="{home.code}"' in asked.content.decode()
    assert desk.post(address, {"household": "quang xyz", "reason": "Nhà cháy"}).status_code == 422
    desk.post(address, {"household": "quang tim", "ho": home.code, "ho-tu": "quang tim", "reason": "Nhà cháy"})
    assert Case.objects.get().household == home


def test_one_namesake_alone_is_not_taken_unasked(desk, communes, family):
    family("Quàng Văn Tìm")
    assert desk.post(reverse("reviews:application_new"), form(communes, household="quang tim")).status_code == 422
    told = form(communes, household="quang tim", ho="chua-co", **{"ho-tu": "quang tim"})
    desk.post(reverse("reviews:application_new"), told)
    assert Application.objects.get().household is None


@pytest.mark.parametrize("typed", ["code", "number"])
def test_a_code_or_an_identity_number_finds_the_household_at_once(desk, communes, family, officer, typed):
    member = MemberDraft("Cà Thị Số", relation="head", sex=2, birth_year=1980, personal_id=NUMBER)
    (home,) = add_households(officer, [HouseholdDraft(communes[0], None, date(2026, 1, 1), [member])])
    household = {"code": home.code, "number": NUMBER}[typed]
    desk.post(reverse("reviews:application_new"), form(communes, household=household))
    assert Application.objects.get().household_id == home.pk


def test_what_the_request_says_stands_in_the_form_of_the_new_household(desk, communes, villages):
    members = "1. Lò Văn Con, nam, 2010, con, đang đi học"
    typed = form(
        communes, village=villages[0].pk, sex="2", birth="05/11/1984", id_number=NUMBER, members=members,
        present_address="Bản Mới",
    )  # fmt: skip
    desk.post(reverse("reviews:application_new"), typed)
    row = Application.objects.get()
    address = reverse("reviews:application_home", args=[row.pk])
    assert address in desk.get(reverse("reviews:application", args=[row.pk])).content.decode()
    page = desk.get(address).content.decode()
    for said in ("Lò Thị Thử", "05/11/1984", NUMBER, "Lò Văn Con", "Bản Mới"):
        assert f'value="{said}"' in page
    people = desk.get(address).context["people"]
    sent = {"kind": "created", "on": "03/09/2026", "village": villages[0].pk, "client_key": str(row.pk)}
    sent |= {"members-TOTAL_FORMS": "5", "members-INITIAL_FORMS": "2"}
    for at, each in enumerate(people.initial):
        sent |= {f"members-{at}-{name}": value for name, value in each.items()}
    assert desk.post(address, sent).url == reverse("reviews:application", args=[row.pk])
    row.refresh_from_db()
    assert (row.household.village, row.household.member_count) == (villages[0], 2)
    assert Member.objects.get(full_name="Lò Văn Con").activity == "studying"
    assert desk.post(address, sent).url == reverse("reviews:application", args=[row.pk])
    assert Household.objects.count() == 1


def test_a_refusal_of_the_request_leaves_no_household_behind(desk, ask):
    row = ask()
    Application.objects.filter(pk=row.pk).update(kind=RequestKind.EXIT_POOR)
    sent = {
        "kind": "created", "on": "03/09/2026", "client_key": str(row.pk), "members-TOTAL_FORMS": "1",
        "members-INITIAL_FORMS": "0", "members-0-full_name": "Lò Thị Thử", "members-0-relation": "head",
    }  # fmt: skip
    answer = desk.post(reverse("reviews:application_home", args=[row.pk]), sent)
    assert "dùng Mẫu 01" in answer.content.decode()
    assert Household.objects.count() == 0


def test_lines_of_members_are_read_by_what_they_say():
    people = people_of("Lò Thị B", {"members": "Lò Văn A; chủ hộ; 1950\nlò thị b, vợ, 1955, nữ\n", "sex": "2"})
    assert people == [
        {"full_name": "Lò Văn A", "relation": "chủ hộ", "birth": "1950"},
        {"full_name": "lò thị b", "sex": "nữ", "relation": "vợ", "birth": "1955"},
    ]
    assert people_of("Một Mình", {}) == [{"full_name": "Một Mình", "relation": "head"}]


def test_a_second_request_in_the_round_is_kept_only_for_a_reason(ask, family, open_round, officer):
    home = family()
    first = ask(home)
    with pytest.raises(RefusedError, match="Lò Thị Thử nhận ngày 03/09/2026") as refused:
        ask(home)
    assert (refused.value.code, refused.value.field) == ("request-again", "again")
    take_application(officer, first, open_round)
    with pytest.raises(RefusedError):
        ask(home)
    second = ask(home, again="Gia đình bổ sung lý do")
    assert list(earlier_requests(home, but=second)) == [first]
    entry = Entry.objects.filter(action="reviews.application_received").latest("id")
    assert open_payload(entry).reason == "Gia đình bổ sung lý do"


def test_an_answered_request_of_the_round_counts_and_one_of_last_year_does_not(ask, family, open_round, officer):
    home = family()
    screen_out_application(officer, ask(home), "Không thuộc đối tượng")
    with pytest.raises(RefusedError):
        ask(home)
    Application.objects.update(happened_on=date(2025, 10, 1))
    assert ask(home).household == home


def test_linking_warns_of_the_other_request_too(desk, ask, family, officer):
    home = family()
    ask(home)
    second = ask()
    with pytest.raises(RefusedError):
        link_application(officer, second, home)
    address = reverse("reviews:application_deed", args=[second.pk, "gan-ho"])
    warned = desk.post(address, {"household": home.code}, follow=True).content.decode()
    assert "Hộ này còn có đơn khác trong đợt" in warned
    desk.post(address, {"household": home.code, "again": "Hai người cùng nộp"})
    second.refresh_from_db()
    assert second.household == home


def test_the_page_names_the_first_request_with_its_address(desk, communes, ask, family, open_round):
    home = family()
    first = ask(home)
    answer = desk.post(reverse("reviews:application_new"), form(communes, household=home.code))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert reverse("reviews:application", args=[first.pk]) in page
    assert 'type="text" name="again"' in page
    desk.post(reverse("reviews:application_new"), form(communes, household=home.code, again="Nộp thêm giấy"))
    assert Application.objects.count() == 2


@pytest.mark.parametrize("kind", [RequestKind.EXIT_POOR, RequestKind.EXIT_NEAR_POOR])
def test_leaving_is_asked_only_by_households_on_the_list(ask, family, listed, officer, kind):
    (poor,) = listed(poor=1)
    with pytest.raises(RefusedError, match="dùng Mẫu 01") as refused:
        ask(family(), kind)
    assert (refused.value.code, refused.value.field) == ("not-listed", "kind")
    with pytest.raises(RefusedError, match="dùng Mẫu 01"):
        ask(None, kind)
    assert ask(poor, kind).household == poor


def test_a_month_reviews_a_listed_household_because_it_asked(ask, listed, officer, province, communes):
    (poor,) = listed(poor=1)
    ask(poor, RequestKind.EXIT_POOR)
    row = make_round(province, communes, kind="regular")
    open_cases(officer, row, communes[0])
    case = Case.objects.get(round=row)
    assert (case.household, case.origin, list(case.opening.values())) == (poor, "application", ["poor"])


def test_a_yearly_review_keeps_the_list_as_the_reason(ask, listed, officer, open_round, communes):
    (poor,) = listed(poor=1)
    ask(poor, RequestKind.EXIT_POOR)
    open_cases(officer, open_round, communes[0])
    assert Case.objects.get(round=open_round).origin == "current_list"
