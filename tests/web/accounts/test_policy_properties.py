"""What holds of the policy whatever people hold: lists and single questions agree, delegation adds nothing."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rasoat.web.accounts.acting import Acting, acting_as
from rasoat.web.accounts.actions.delegate import LONGEST_DAYS, delegate
from rasoat.web.accounts.apart import keep_apart
from rasoat.web.accounts.capabilities import CAPABILITIES, LEVELS, Capability
from rasoat.web.accounts.duties import APART
from rasoat.web.accounts.models import Assignment, Role, User
from rasoat.web.accounts.policy import Grant, NotAllowedError, Policy, policy_of
from rasoat.web.areas.models import Unit
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.actions.add_households import add_households
from rasoat.web.register.drafts import HouseholdDraft, MemberDraft
from rasoat.web.register.models import Decision, Household, Member
from web.conftest import make_unit

tried = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
DAYS = st.integers(-5, 5)


@pytest.fixture
def tree(villages: list[Unit]) -> list[Unit]:
    """Two provinces; in the first an old district with one commune, and two communes of today, with villages."""
    first = villages[0].province
    second = make_unit("KH", "Tỉnh Khác", "province", kind="Tỉnh")
    far = make_unit("KH0001", "Xa", "commune", second, kind="Xã")
    district = make_unit("TT-H1", "Cũ", "district", first, kind="Huyện")
    old = make_unit("TT-X1", "Cũ Kỹ", "commune", district, kind="Xã")
    make_unit("TT-X1-01", "Trên", "village", old, kind="Thôn")
    make_unit("KH0001-01", "Dưới", "village", far, kind="Thôn")
    return list(Unit.objects.order_by("pk"))


@pytest.fixture
def homes(tree: list[Unit], acting_for: Callable[..., Acting]) -> list[Household]:
    """A household in every village, and one of no village in every commune."""
    for commune in [unit for unit in tree if unit.level == "commune"]:
        places = [None, *(unit for unit in tree if unit.commune_id == commune.pk and unit.level == "village")]
        drafts = [
            HouseholdDraft(commune=commune, village=place, on=date(2026, 1, 5), members=(MemberDraft("Lò Thị Ơn"),))
            for place in places
        ]
        add_households(acting_for("commune_officer", commune), drafts)
        Decision.objects.create(
            province=commune.province, commune=commune, number="1", effective_from=date(2026, 1, 5), year=2026,
            standard_id="national_2022",
        )  # fmt: skip
    return list(Household.objects.order_by("pk"))


def grant(role: str, level: str, units: list[Unit], at: int) -> Grant:
    """A role at one of its levels, on whichever unit of that level."""
    there = [unit for unit in units if unit.level == level]
    return Grant(role, level, there[at % len(there)].pk if there else None)


HELD = st.lists(
    st.sampled_from([(role.value, level) for role in Role for level in sorted(LEVELS[role])]).flatmap(
        lambda pair: st.tuples(st.just(pair), st.integers(0, 9))
    ),
    max_size=4,
)
SCOPES = st.none() | st.frozensets(st.sampled_from([str(item) for item in Capability]))


@tried
@given(held=HELD, scopes=SCOPES)
def test_a_list_holds_exactly_what_one_may_see_one_by_one(tree, homes, held, scopes) -> None:
    policy = Policy([grant(role, level, tree, at) for (role, level), at in held], scopes)
    rows = [
        (Unit.objects.all(), tree),
        (Household.objects.all(), homes),
        (Decision.objects.all(), list(Decision.objects.all())),
    ]

    for capability in Capability:
        for listed, each in rows:
            seen = set(policy.visible(capability, listed).values_list("pk", flat=True))
            assert seen == {row.pk for row in each if policy.may(capability, row)}, (capability, held)


@tried
@given(held=HELD, scopes=SCOPES)
def test_a_list_through_a_path_agrees_with_its_end(tree, homes, held, scopes) -> None:
    policy = Policy([grant(role, level, tree, at) for (role, level), at in held], scopes)

    for capability in Capability:
        seen = policy.visible(capability, Member.objects.all(), prefix="household__")
        assert {row.household_id for row in seen} == {home.pk for home in homes if policy.may(capability, home)}


@tried
@given(held=HELD, scopes=SCOPES)
def test_may_anywhere_is_may_somewhere_and_never_beyond_roles_and_scopes(tree, held, scopes) -> None:
    policy = Policy([grant(role, level, tree, at) for (role, level), at in held], scopes)

    for capability in Capability:
        given_by_roles = any(capability in CAPABILITIES[role] for (role, _level), _at in held)
        assert policy.may(capability) == (given_by_roles and (scopes is None or capability in scopes))
        if any(policy.may(capability, unit) for unit in tree):
            assert policy.may(capability)


def person() -> User:
    """Somebody new, without a password: hashing is slow."""
    number = User.objects.count() + 1
    return User.objects.create_user(f"nguoi-{number}", full_name=f"Người {number}")


ROLE = st.sampled_from([role.value for role in Role])
DATED = st.tuples(DAYS, st.none() | DAYS, st.booleans())


def held_row(user: User, role: str, unit: Unit | None, dated: tuple, source: Assignment | None = None) -> Assignment:
    """A role from a day of `dated` until another (or for good), ended or not."""
    starts, lasts, ended = dated
    today = timezone.localdate()
    first = today + timedelta(days=starts)
    last = None if lasts is None else max(first, today + timedelta(days=lasts))
    return Assignment.objects.create(
        user=user, role=role, unit=unit, valid_from=first, valid_until=last, delegated_from=source,
        ended_at=timezone.now() if ended else None,
    )  # fmt: skip


@tried
@given(role=ROLE, own=DATED, lent=DATED, day=st.integers(-8, 8), active=st.booleans())
def test_a_delegation_gives_nothing_that_its_source_does_not_give_that_day(
    communes, role, own, lent, day, active
) -> None:
    absent, colleague = person(), person()
    source = held_row(absent, role, communes[0], own)
    row = held_row(colleague, role, communes[0], lent, source)
    User.objects.filter(pk=absent.pk).update(is_active=active)
    absent.refresh_from_db()
    on = timezone.localdate() + timedelta(days=day)

    lent_now, own_now = policy_of(colleague, on), policy_of(absent, on)

    for capability in Capability:
        for place in communes:
            assert own_now.may(capability, place) or not lent_now.may(capability, place)
    if row.valid_until is not None and on > row.valid_until:
        assert not lent_now.grants


@tried
@given(role=st.sampled_from([role.value for role in Role if "commune" in LEVELS[role]]), until=st.integers(-3, 95))
def test_a_delegation_ends_on_its_day_and_is_no_wider_than_the_delegator(communes, role: str, until: int) -> None:
    absent, colleague, today = person(), person(), timezone.localdate()
    source = held_row(absent, role, communes[0], (-5, None, False))
    held_row(colleague, "trainee", communes[0], (-5, None, False))
    last = today + timedelta(days=until)

    try:
        delegate(acting_as(absent, "web"), source, colleague, until=last)
    except RefusedError:
        assert not 0 <= until <= LONGEST_DAYS or role == "trainee"
        return

    on, after = policy_of(colleague, last), policy_of(colleague, last + timedelta(days=1))
    assert {grant.role for grant in on.grants} == {role, "trainee"}
    assert {grant.role for grant in after.grants} == {"trainee"}
    with pytest.raises(NotAllowedError):
        delegate(acting_as(colleague, "web"), colleague.assignments.get(delegated_from=source), absent, until=last)


PAIRS = st.sampled_from([tuple(sorted(pair)) for pair in APART]) | st.tuples(ROLE, ROLE)


@tried
@given(roles=PAIRS, places=st.tuples(st.integers(0, 20), st.integers(0, 20)))
def test_duties_are_apart_whichever_comes_first(tree: list[Unit], roles: tuple[str, str], places) -> None:
    one, other = ((role, tree[at % len(tree)]) for role, at in zip(roles, places, strict=True))

    assert refused(one, other) == refused(other, one)


def refused(held: tuple[str, Unit], new: tuple[str, Unit]) -> bool:
    """Whether somebody who holds one duty is refused another."""
    user = person()
    held_row(user, *held, (-5, None, False))
    try:
        keep_apart(user, *new, timezone.localdate(), None)
    except RefusedError:
        return True
    return False
