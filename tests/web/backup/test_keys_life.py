"""Rotation without a gap, retirement, and the day the keys are lost."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from rasoat.web.accounts.acting import Acting, installer
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.areas.models import Unit
from rasoat.web.backup.actions.abandon_keys import abandon_keys, give_up_lost
from rasoat.web.backup.actions.retire_keys import retire_keys
from rasoat.web.backup.actions.rotate_keys import add_key_version, reseal_everything
from rasoat.web.ledger.findings import FindingKind
from rasoat.web.ledger.models import Entry
from rasoat.web.ledger.verify import verify
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.identity import reveal
from rasoat.web.register.models import Household, Member, MemberHealth, PersonalNumber, ToDo
from rasoat.web.vault.files import open_sealed, store
from rasoat.web.vault.keyring import KeysMissingError, forget_ring, read_ring, write_ring
from rasoat.web.vault.sealed_columns import reseal_batch, sealed_columns
from rasoat.web.vault.usage import key_usage

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF\n"


def kinds() -> set[FindingKind]:
    """Faults of the register's rows and of all chains (accounts of the tests were made without actions)."""
    return {finding.kind for finding in verify() if finding.is_fault and not finding.row.startswith("accounts.")}


def plain_numbers() -> list[str]:
    return sorted(reveal(row) for row in PersonalNumber.objects.select_related("member"))


def test_everything_stays_readable_at_every_step_of_a_rotation(homes: list[Household]) -> None:
    file = store(SimpleUploadedFile("a.pdf", PDF), media_type="pdf")
    before = plain_numbers()
    versions = add_key_version(installer(), ["seal", "blind"], reason="thử")
    assert versions == {"seal": 2, "blind": 2}

    for progress in reseal_everything(size=1):
        assert progress.broken == 0
        assert plain_numbers() == before
        assert b"".join(open_sealed(file)) == PDF
        assert kinds() == set()

    usage = key_usage()
    assert usage.versions("seal") == {2}
    assert usage.versions("blind") == {2}
    assert Entry.objects.filter(action="keys.rotated").count() == 1


def test_a_rotation_goes_on_where_it_stopped(homes: list[Household]) -> None:
    add_key_version(installer(), ["seal"])
    column = next(column for column in sealed_columns() if column.name == "register.personalnumber.sealed")
    first = reseal_batch(column, None, 1)
    assert (first.read, first.changed) == (1, 1)

    totals = {progress.what: progress.changed for progress in reseal_everything(size=2)}

    assert totals[column.name] == PersonalNumber.objects.count() - 1
    assert sum(progress.changed for progress in reseal_everything()) == 0


def test_old_keys_go_only_when_unused_and_not_too_soon(homes: list[Household]) -> None:
    add_key_version(installer(), ["seal"])
    with pytest.raises(RefusedError, match="Vừa đổi khóa"):
        retire_keys(installer())
    assert retire_keys(installer(), wait=-1) == []
    list(reseal_everything())

    assert retire_keys(installer(), wait=-1) == [("seal", 1)]

    assert read_ring(settings.KEYS_PATH).versions("seal") == [2]
    assert len(plain_numbers()) == 3
    assert kinds() == set()


def test_only_the_technical_administrator_rotates(officer: Acting) -> None:
    for work in (
        lambda: add_key_version(officer, ["seal"]),
        lambda: retire_keys(officer),
        lambda: abandon_keys(officer, reason="x"),
    ):
        with pytest.raises(NotAllowedError):
            work()


def test_without_keys_the_register_lives_and_the_chains_still_link(
    homes: list[Household], communes: list[Unit]
) -> None:
    settings.KEYS_PATH.unlink()
    forget_ring(settings.KEYS_PATH)

    assert Member.objects.filter(household=homes[0]).count() == 2
    assert kinds() == {FindingKind.KEY_LOST}
    with pytest.raises(KeysMissingError):
        plain_numbers()


def test_giving_up_lost_keys_asks_again_and_leaves_a_sound_ledger(homes: list[Household], communes: list[Unit]) -> None:
    numbers, tails = PersonalNumber.objects.count(), set(PersonalNumber.objects.values_list("tail", flat=True))
    settings.KEYS_PATH.unlink()
    forget_ring(settings.KEYS_PATH)

    ring = abandon_keys(installer(), reason="Hỏng ổ đĩa, không có bản sao lưu")
    done = dict(give_up_lost(installer(), reason="Hỏng ổ đĩa"))

    assert ring.current("seal") == 2
    assert ring.current("digest") == 2
    assert done[communes[0]] == numbers + 1
    to_dos = ToDo.objects.filter(kind="number_lost")
    assert to_dos.count() == numbers
    assert all(any(tail in to_do.note for tail in tails) for to_do in to_dos)
    assert not PersonalNumber.objects.exclude(sealed=b"").exists()
    assert not MemberHealth.objects.exclude(sealed=b"").exists()
    assert kinds() == {FindingKind.KEY_LOST}
    assert {finding.row for finding in verify() if finding.kind == FindingKind.KEY_LOST} == {"ledger.payload"}


def test_giving_up_can_be_repeated_and_is_refused_when_nothing_is_lost(homes: list[Household]) -> None:
    with pytest.raises(RefusedError, match="Không thiếu khóa"):
        abandon_keys(installer(), reason="x")
    settings.KEYS_PATH.unlink()
    forget_ring(settings.KEYS_PATH)
    abandon_keys(installer(), reason="x")
    list(give_up_lost(installer(), reason="x"))

    again = dict(give_up_lost(installer(), reason="x"))

    assert set(again.values()) == {0}


def test_keys_found_again_open_what_was_not_given_up(homes: list[Household]) -> None:
    ring = read_ring(settings.KEYS_PATH)
    settings.KEYS_PATH.unlink()
    forget_ring(settings.KEYS_PATH)

    write_ring(settings.KEYS_PATH, ring)

    assert len(plain_numbers()) == 3
    assert kinds() == set()
