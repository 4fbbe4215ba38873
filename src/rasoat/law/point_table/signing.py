"""Sign a point table: a detached file, so that signing never changes what is signed."""

from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rasoat.law.book import LawBook
from rasoat.law.faults import Fault, Place, refuse_if_any
from rasoat.law.point_table.finding import finding
from rasoat.law.point_table.keys import public_hex
from rasoat.law.point_table.model import PointTable
from rasoat.law.point_table.signatures import Role, Signature
from rasoat.law.point_table.state import same_hand, unfit_faults, valid_signatures
from rasoat.law.point_table.statement import ROLE_VI, statement, table_hash
from rasoat.law.whole_file import write_whole
from rasoat.law.yaml_text import yaml_text


def sign(
    table: PointTable,
    book: LawBook,
    law_dir: Path,
    key: Ed25519PrivateKey,
    person_id: str,
    role: Role,
    signed_on: date,
) -> Path:
    """Sign the present content in a role and write `signatures/<table_id>.<role>.yaml`; returns its path.

    Raises `FaultsFoundError` when the table is illustrative, a draft or faulty, when the person is not a signer of
    the office or holds another key, when the role is signed already, or when the other role was signed by the same
    person or key.
    """
    refuse_if_any(unfit_faults(table, book))
    refuse_if_any(_person_faults(book, key, person_id, signed_on))
    hashed = table_hash(table)
    made = Signature(
        table_id=table.table_id,
        content_hash=hashed,
        person_id=person_id,
        role=role,
        signed_on=signed_on,
        signature=key.sign(statement(table.table_id, hashed, person_id, role, signed_on)).hex(),
    )
    refuse_if_any(_role_faults(made, table, book))
    path = law_dir / "signatures" / f"{table.table_id}.{role}.yaml"
    write_whole(path, yaml_text(made.model_dump()).encode())
    return path


def _person_faults(book: LawBook, key: Ed25519PrivateKey, person_id: str, day: date) -> list[Fault]:
    place = Place(file="signers.yaml")
    signer = book.signers.get(person_id)
    if signer is None:
        what = (f"“{person_id}” không phải người ký của đơn vị", f"“{person_id}” is not a signer of the office")
        remedy = ("thêm người ký bằng `rasoat law points key`", "add the person with `rasoat law points key`")
        return [finding("signer-unknown", place, what, remedy, person_id)]
    if signer.public_key != public_hex(key):
        what = (f"khóa ký không phải của “{person_id}”", f"the key is not that of “{person_id}”")
        return [finding("signer-other-key", place, what, ("dùng đúng tệp khóa", "use the right key file"), person_id)]
    if not signer.may_sign_on(day):
        what = (f"“{person_id}” không được ký vào ngày {day:%d/%m/%Y}", f"“{person_id}” may not sign on {day}")
        return [finding("signer-outside-validity", place, what, ("để người khác ký", "let another person sign"))]
    return []


def _role_faults(made: Signature, table: PointTable, book: LawBook) -> list[Fault]:
    found: list[Fault] = []
    for other in valid_signatures(table, book):
        place = Place(file=f"signatures/{table.table_id}.{other.role}.yaml")
        if other.role == made.role:
            what = (
                f"{ROLE_VI[made.role]} “{other.person_id}” đã ký nội dung này",
                f"{made.role} is already signed by “{other.person_id}”",
            )
            remedy = ("không cần ký lại", "nothing to do")
            found.append(finding("signature-present", place, what, remedy, other.person_id))
        elif same_hand(made, other, book):
            what = (
                f"người nhập và người kiểm tra phải là hai người khác nhau, “{other.person_id}” đã ký vai kia",
                f"the two roles need two different people, “{other.person_id}” signed the other one",
            )
            remedy = ("để người thứ hai ký bằng khóa của mình", "let a second person sign with their own key")
            found.append(finding("signature-same-person", place, what, remedy, made.person_id))
    return found
