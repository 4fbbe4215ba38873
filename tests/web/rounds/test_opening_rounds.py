"""Opening, closing, taking up again: what an official round needs, what begins, what the ledger keeps."""

from collections.abc import Callable, Iterator, Sequence

import pytest
from tests.web.rounds.conftest import TRAINED, draft_of, settle_all

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.verify import verify
from rasoat.web.look.refusals import RefusedError
from rasoat.web.rounds import opening_hooks
from rasoat.web.rounds.actions.close_round import close_round
from rasoat.web.rounds.actions.create_round import create_round
from rasoat.web.rounds.actions.edit_round import edit_round
from rasoat.web.rounds.actions.open_round import open_round
from rasoat.web.rounds.actions.reopen_round import reopen_round
from rasoat.web.rounds.models import InternalDay, Round, RoundCommune
from rasoat.web.rounds.opening_hooks import register_opening

pytestmark = pytest.mark.django_db


@pytest.fixture
def seen_communes() -> Iterator[list[str]]:
    """Names of the communes that a hook of this test was given; the hook is taken away afterwards."""
    names: list[str] = []

    def hook(acting: Acting, row: Round, communes: Sequence[RoundCommune]) -> list[RoundCommune]:
        names.extend(each.commune.name for each in communes)
        return []

    register_opening(hook)
    register_opening(hook)
    yield names
    opening_hooks._HOOKS.remove(hook)


def test_living_communes_begin_and_the_hooks_run(admin: Acting, training: Round, communes, seen_communes) -> None:
    Unit.objects.filter(pk=communes[1].pk).update(valid_until="2026-01-01")

    row = open_round(admin, training)

    assert (row.state, row.opened_by) == ("open", admin.user)
    assert [each.commune for each in row.communes.all()] == [communes[0]]
    assert seen_communes == ["Đồng Trám"]


def test_every_row_of_an_opening_is_in_the_ledger(admin: Acting, training: Round, communes, province) -> None:
    open_round(admin, training)

    assert [finding for finding in verify([province, *communes], []) if finding.is_fault] == []


def test_an_official_round_names_what_the_province_has_not_settled(admin: Acting, province, villages) -> None:
    row = create_round(admin, draft_of(province))

    with pytest.raises(RefusedError) as refused:
        open_round(admin, row)

    assert refused.value.code == "parameters-unconfirmed"
    assert "số ngày niêm yết" in refused.value.message
    assert "ai cho ý kiến trước khi xã quyết định" in refused.value.message
    row.refresh_from_db()
    assert row.state == "draft"


def test_an_official_round_opens_once_all_is_settled(admin: Acting, official: Round) -> None:
    assert open_round(admin, official).state == "open"


def test_a_round_in_a_time_without_instrument_names_its_basis(admin: Acting, official: Round, province) -> None:
    edit_round(admin, official, draft_of(province, document=""), version=1)

    with pytest.raises(RefusedError) as refused:
        open_round(admin, official)

    assert refused.value.code == "basis-missing"


def test_a_training_round_needs_no_word_of_the_province(admin: Acting, training: Round) -> None:
    assert open_round(admin, training).state == "open"


def test_a_round_of_one_commune_has_that_commune_only(admin: Acting, province, communes, villages) -> None:
    settle_all(admin, province, "regular")
    row = create_round(admin, draft_of(province, kind="regular", month=9, commune=communes[1]))

    assert [each.commune for each in open_round(admin, row).communes.all()] == [communes[1]]


def test_a_province_without_communes_is_refused(admin: Acting, province: Unit) -> None:
    row = create_round(admin, draft_of(province, purpose="demo", standards=[TRAINED]))

    with pytest.raises(RefusedError) as refused:
        open_round(admin, row)

    assert refused.value.code == "no-communes"


def test_close_and_take_up_again_for_a_reason(admin: Acting, training: Round, province, communes) -> None:
    row = close_round(admin, open_round(admin, training))
    assert (row.state, row.closed_at is not None) == ("closed", True)

    with pytest.raises(RefusedError, match="lý do"):
        reopen_round(admin, row, reason=" ")
    row = reopen_round(admin, row, reason="Còn một xã chưa nộp")

    assert (row.state, row.closed_at) == ("open", None)
    assert [finding for finding in verify([province, *communes], []) if finding.is_fault] == []


def test_a_closed_training_round_gives_way_and_cannot_come_back(admin: Acting, training: Round, province) -> None:
    closed = close_round(admin, open_round(admin, training))
    create_round(admin, draft_of(province, purpose="training", standards=[TRAINED]))

    with pytest.raises(RefusedError) as refused:
        reopen_round(admin, closed, reason="Thử lại")

    assert refused.value.code == "round-overlaps"


def test_opening_asks_a_bounded_number_of_queries_a_commune(
    admin: Acting, training: Round, province: Unit, django_assert_max_num_queries: Callable[..., object]
) -> None:
    from web.conftest import make_unit

    for number in range(20):
        make_unit(f"TT1{number:03}", f"Xã {number}", "commune", province, kind="Xã", area="rural")

    with django_assert_max_num_queries(80 + 22 * 9):
        open_round(admin, training)

    assert RoundCommune.objects.filter(round=training).count() == 22


def test_a_draft_with_internal_days_is_dropped_whole(admin: Acting, training: Round) -> None:
    from rasoat.web.rounds.actions.drop_round import drop_round
    from rasoat.web.rounds.actions.set_internal_days import set_internal_days

    set_internal_days(admin, training, {"survey": training.ends_on})

    drop_round(admin, training, version=1)

    assert not InternalDay.objects.exists()
