"""Two people, two keys, one content: anything less is not signed."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rasoat.law.book import LawBook
from rasoat.law.faults import FaultsFoundError
from rasoat.law.point_table.keys import add_signer, new_key, read_key
from rasoat.law.point_table.model import PointTable
from rasoat.law.point_table.signatures import Role, Signature
from rasoat.law.point_table.signing import sign
from rasoat.law.point_table.state import TableState, official_use_faults, state_of, why_not_signed
from rasoat.law.point_table.statement import signature_fault, table_hash
from rasoat.law.point_table.store import table_path, write_table
from rasoat.law.yaml_text import yaml_text

Change = Callable[..., PointTable]
DAY = date(2024, 9, 1)
ONE, TWO = "nguoi.1", "nguoi.2"


class Office:
    """An office directory with a table in it and the keys of its people."""

    def __init__(self, law_dir: Path, table: PointTable) -> None:
        self.law_dir, self.table_id = law_dir, table.table_id
        self.keys: dict[str, Ed25519PrivateKey] = {}
        write_table(table, law_dir, LawBook.load())

    @property
    def book(self) -> LawBook:
        return LawBook.load(self.law_dir)

    @property
    def table(self) -> PointTable:
        return self.book.point_table(self.table_id)

    @property
    def state(self) -> TableState:
        return state_of(self.table, self.book)

    def hire(self, person_id: str) -> None:
        pem, signer = new_key(person_id, f"Người {person_id}")
        add_signer(signer, self.law_dir)
        self.keys[person_id] = read_key(pem)

    def sign(self, person_id: str, role: Role, key_of: str = "", day: date = DAY, table_id: str = "") -> Path:
        book = self.book
        key = self.keys[key_of or person_id]
        return sign(book.point_table(table_id or self.table_id), book, self.law_dir, key, person_id, role, day)

    def why_not(self) -> set[str]:
        return {fault.rule for fault in why_not_signed(self.table, self.book)}


@pytest.fixture(scope="session")
def official(official: PointTable) -> PointTable:
    """Two areas are enough here, and quicker to read and write."""
    content = official.model_dump()
    content["areas"], content["area_of"] = ["NT1", "TT"], {"NT1": "rural", "TT": "urban"}
    for item in content["items"]:
        item["max_points"] = {area: cap for area, cap in item["max_points"].items() if area in content["areas"]}
        for answer in item["answers"]:
            answer["points"] = {area: value for area, value in answer["points"].items() if area in content["areas"]}
    return PointTable.model_validate(content)


@pytest.fixture
def office(law_dir: Path, official: PointTable) -> Office:
    made = Office(law_dir, official)
    made.hire(ONE)
    made.hire(TWO)
    return made


@pytest.fixture
def signed(office: Office) -> Office:
    office.sign(ONE, "loaded_by")
    office.sign(TWO, "checked_by")
    return office


def test_two_people_sign_a_table(office: Office) -> None:
    assert office.state is TableState.COMPLETE

    office.sign(ONE, "loaded_by")
    assert office.state is TableState.COMPLETE

    office.sign(TWO, "checked_by")
    assert office.state is TableState.SIGNED


def test_signing_does_not_change_the_content(office: Office) -> None:
    before = table_path(office.law_dir, office.table_id).read_bytes()

    office.sign(ONE, "loaded_by")

    assert table_path(office.law_dir, office.table_id).read_bytes() == before


def test_one_person_cannot_sign_both_roles(office: Office) -> None:
    office.sign(ONE, "loaded_by")

    with pytest.raises(FaultsFoundError, match="signature-same-person"):
        office.sign(ONE, "checked_by")


def test_one_key_under_two_names_is_not_two_people(office: Office) -> None:
    path = office.law_dir / "signers.yaml"
    shared = office.book.signers[ONE].public_key
    other = office.book.signers[TWO].public_key
    office.sign(ONE, "loaded_by")
    path.write_text(path.read_text(encoding="utf-8").replace(other, shared), encoding="utf-8")

    with pytest.raises(FaultsFoundError, match="public_key appears twice"):
        LawBook.load(office.law_dir)


def test_one_key_under_two_names_in_two_directories_is_not_two_people(signed: Office, tmp_path: Path) -> None:
    upper = tmp_path / "tren"
    upper.mkdir()
    same_key = signed.book.signers[ONE].model_copy(update={"person_id": TWO})
    (upper / "signers.yaml").write_text(
        yaml_text({"signers": [same_key.model_dump(exclude_defaults=True)]}), encoding="utf-8"
    )
    book = LawBook.load(signed.law_dir, upper)

    assert state_of(book.point_table(signed.table_id), book) is TableState.COMPLETE


def test_a_stranger_or_another_key_is_refused(office: Office) -> None:
    office.keys["la"] = Ed25519PrivateKey.generate()

    with pytest.raises(FaultsFoundError, match="signer-unknown"):
        office.sign("la", "loaded_by")
    with pytest.raises(FaultsFoundError, match="signer-other-key"):
        office.sign(ONE, "loaded_by", key_of=TWO)
    assert not (office.law_dir / "signatures").exists()


def test_a_role_is_signed_once(signed: Office) -> None:
    signed.hire("nguoi.3")

    with pytest.raises(FaultsFoundError, match="signature-present"):
        signed.sign("nguoi.3", "checked_by")


def test_a_signer_whose_time_is_over_is_refused(office: Office) -> None:
    path = office.law_dir / "signers.yaml"
    people = [person.model_dump(exclude_defaults=True) for person in office.book.signers.values()]
    people[0]["valid_until"] = date(2024, 1, 1)
    path.write_text(yaml_text({"signers": people}), encoding="utf-8")

    with pytest.raises(FaultsFoundError, match="signer-outside-validity"):
        office.sign(ONE, "loaded_by")


def test_illustrative_table_can_never_be_signed(office: Office, illustrative: PointTable) -> None:
    with pytest.raises(FaultsFoundError, match="minh họa") as caught:
        office.sign(ONE, "loaded_by", table_id=illustrative.table_id)

    assert [fault.rule for fault in caught.value.faults] == ["point-table-illustrative"]
    assert state_of(illustrative, office.book) is TableState.COMPLETE


def test_draft_and_faulty_tables_are_not_signed(law_dir: Path, official: PointTable, changed: Change) -> None:
    office = Office(law_dir, changed(official, table__state="draft", table__page=""))
    office.hire(ONE)

    with pytest.raises(FaultsFoundError) as caught:
        office.sign(ONE, "loaded_by")

    assert {fault.rule for fault in caught.value.faults} == {"point-table-draft", "point-table-source-incomplete"}
    assert office.state is TableState.DRAFT


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
@given(st.data())
def test_any_change_of_points_undoes_the_signatures(signed: Office, data: st.DataObject) -> None:
    book = signed.book
    content = book.point_table(signed.table_id).model_dump()
    answer = data.draw(st.sampled_from([one for item in content["items"] for one in item["answers"]]))
    area = data.draw(st.sampled_from(sorted(answer["points"])))
    answer["points"][area] += data.draw(st.integers(1, 20))
    tampered = PointTable.model_validate(content)

    rules = {fault.rule for fault in why_not_signed(tampered, book)}

    assert "signature-content-changed" in rules
    assert state_of(tampered, book) is TableState.COMPLETE


def test_a_changed_file_is_no_longer_signed_and_may_be_signed_again(signed: Office) -> None:
    path = table_path(signed.law_dir, signed.table_id)
    path.write_text(path.read_text(encoding="utf-8").replace('page: "1-7"', 'page: "1-8"'), encoding="utf-8")
    assert signed.why_not() == {"signature-content-changed", "signature-missing"}

    signed.sign(TWO, "loaded_by")
    signed.sign(ONE, "checked_by")

    assert signed.state is TableState.SIGNED


def test_a_comment_in_the_file_does_not_undo_the_signatures(signed: Office) -> None:
    path = table_path(signed.law_dir, signed.table_id)
    path.write_text("# ghi chú\n" + path.read_text(encoding="utf-8"), encoding="utf-8")

    assert signed.state is TableState.SIGNED


@pytest.mark.parametrize(
    ("part", "value"),
    [("person_id", TWO), ("role", "checked_by"), ("signed_on", date(2023, 1, 1)), ("signature", "00" * 64),
     ("content_hash", "00" * 32)],
)  # fmt: skip
def test_no_part_of_a_signature_can_be_exchanged(office: Office, part: str, value: object) -> None:
    office.sign(ONE, "loaded_by")
    book = office.book
    forged = Signature.model_validate({**book.signatures[0].model_dump(), part: value})

    fault = signature_fault(forged, office.table, book.signers)

    assert fault is not None
    assert fault.rule == "signature-invalid"


def test_a_signature_of_another_table_does_not_serve(signed: Office, official: PointTable) -> None:
    copy = official.model_copy(update={"table_id": "thu-nghiem-2"})
    write_table(copy, signed.law_dir, signed.book)
    for role in ("loaded_by", "checked_by"):
        directory = signed.law_dir / "signatures"
        text = (directory / f"thu-nghiem-1.{role}.yaml").read_text(encoding="utf-8")
        (directory / f"thu-nghiem-2.{role}.yaml").write_text(
            text.replace("thu-nghiem-1", "thu-nghiem-2"), encoding="utf-8"
        )

    assert state_of(copy, signed.book) is TableState.COMPLETE


def test_signed_table_is_not_overwritten(signed: Office) -> None:
    newer = signed.table.model_copy(update={"page": "9"})

    with pytest.raises(FaultsFoundError, match="point-table-signed"):
        write_table(newer, signed.law_dir, signed.book)

    assert signed.state is TableState.SIGNED


def test_a_later_signed_table_supersedes(signed: Office) -> None:
    newer = signed.table.model_copy(update={"table_id": "thu-nghiem-2", "supersedes": signed.table_id})
    write_table(newer, signed.law_dir, signed.book)
    assert signed.state is TableState.SIGNED

    signed.sign(ONE, "loaded_by", table_id="thu-nghiem-2")
    signed.sign(TWO, "checked_by", table_id="thu-nghiem-2")

    assert signed.state is TableState.SUPERSEDED
    assert state_of(newer, signed.book) is TableState.SIGNED
    with pytest.raises(FaultsFoundError, match="point-table-signed"):
        write_table(signed.table, signed.law_dir, signed.book)


def test_only_a_signed_table_in_force_serves_an_official_round(signed: Office, illustrative: PointTable) -> None:
    def rules(table: PointTable, area: str, day: date) -> list[str]:
        return [fault.rule for fault in official_use_faults(table, signed.book, area, day)]

    assert rules(signed.table, "NT1", DAY) == []
    assert rules(signed.table, "NT9", DAY) == ["point-table-area-uncovered"]
    assert rules(signed.table, "NT1", date(2021, 12, 31)) == ["point-table-not-in-force"]
    assert rules(illustrative, "NT1", DAY) == ["point-table-illustrative"]


def test_hash_stays_when_defaults_are_written_out(official: PointTable) -> None:
    spelled_out = PointTable.model_validate({**official.model_dump(), "switches": (), "supersedes": ""})

    assert table_hash(spelled_out) == table_hash(official)


def test_key_opens_only_with_its_passphrase() -> None:
    pem, _ = new_key(ONE, "Người 1", passphrase="mật khẩu")

    read_key(pem, "mật khẩu")
    for wrong in ("", "khác"):
        with pytest.raises(FaultsFoundError, match="key-unreadable"):
            read_key(pem, wrong)
    with pytest.raises(FaultsFoundError, match="key-unreadable"):
        read_key(b"not a key")


def test_a_person_is_added_once(office: Office) -> None:
    _, again = new_key(ONE.upper(), "Người khác")

    with pytest.raises(FaultsFoundError, match="signer-twice"):
        add_signer(again, office.law_dir)


def test_unfit_person_id_is_refused() -> None:
    with pytest.raises(FaultsFoundError, match="signer-unfit"):
        new_key("người 1", "Người 1")
