"""Which line is in force: the query over decisions and the look through the lines of one household say the same."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat.web.register.actions.record_decision import DecisionDraft, LineDraft, record_decision
from rasoat.web.register.models import Decision, DecisionLine, Household
from rasoat.web.register.queries import decision_lines_of, state_on, statuses_on
from rasoat.web.register.statuses import newest_in_force

FIRST = date(2026, 1, 1)
TOLD = st.lists(
    st.tuples(
        st.sampled_from(["national_2022", "national_2016"]), st.integers(0, 60),
        st.one_of(st.none(), st.integers(0, 60)), st.sampled_from(["poor", "near_poor", "not_poor"]),
    ),
    max_size=6,
)  # fmt: skip


@given(told=TOLD, day=st.integers(-5, 130))
def test_the_newest_that_has_begun_and_not_run_out_is_in_force(told: list, day: int) -> None:
    lines = [
        DecisionLine(
            id=number, household_class=household_class,
            decision=Decision(
                standard_id=standard, effective_from=FIRST + timedelta(start),
                effective_until=None if length is None else FIRST + timedelta(start + length),
            ),
        )
        for number, (standard, start, length, household_class) in enumerate(told)
    ]  # fmt: skip
    on = FIRST + timedelta(day)

    found = newest_in_force(sorted(lines, key=lambda line: (line.decision.effective_from, line.id), reverse=True), on)

    for standard in {line.decision.standard_id for line in lines}:
        alive = [
            line for line in lines
            if line.decision.standard_id == standard and line.decision.effective_from <= on
            and (line.decision.effective_until or on) >= on
        ]  # fmt: skip
        best = max(alive, key=lambda line: (line.decision.effective_from, line.id), default=None)
        assert found.get(standard) is best


@pytest.mark.django_db
def test_both_ways_agree_on_every_day(officer, home: Household) -> None:
    for start, until, household_class in ((0, None, "poor"), (20, 30, "near_poor"), (25, None, "not_poor")):
        record_decision(
            officer,
            DecisionDraft(
                home.commune, "national_2022", 2026, FIRST + timedelta(start), until and FIRST + timedelta(until)
            ),
            [LineDraft(home, household_class)],
        )
    lines = list(decision_lines_of(home))

    for day in (FIRST + timedelta(each) for each in (-1, 0, 19, 20, 24, 25, 30, 31, 200)):
        assert newest_in_force(lines, day) == statuses_on(home, day)


@pytest.mark.django_db
def test_a_row_just_read_is_not_read_again(home: Household, django_assert_num_queries) -> None:
    row = Household.objects.select_related("village", "commune", "province").get(pk=home.pk)

    with django_assert_num_queries(2):
        found = state_on(row, date(2026, 6, 1), live=row)

    assert found is not None
    assert [member.full_name for member in found.members] == ["Lò Văn Ơn", "Tòng Thị Đào"]
