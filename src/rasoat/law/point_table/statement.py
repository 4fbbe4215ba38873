"""What a signature says, byte for byte, and whether it holds."""

from datetime import date

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from rasoat.law.canonical import canonical_json, content_hash
from rasoat.law.faults import Fault, Place
from rasoat.law.point_table.finding import finding
from rasoat.law.point_table.model import PointTable
from rasoat.law.point_table.signatures import Role, Signature, Signer

ROLE_VI: dict[Role, str] = {"loaded_by": "người nhập", "checked_by": "người kiểm tra"}
_SAYS = "rasoat-point-table-signature-1"


def table_hash(table: PointTable) -> str:
    """SHA-256 of the canonical JSON of the table, without what has its default value.

    Defaults stay out so that a later version of the software, which may know more fields, finds the same hash.
    """
    return content_hash(canonical_json(table.model_dump(exclude_defaults=True)))


def statement(table_id: str, hashed: str, person_id: str, role: Role, signed_on: date) -> bytes:
    """The bytes that are signed: table, content, person, role and date cannot be exchanged afterwards."""
    return canonical_json(
        {
            "says": _SAYS,
            "table_id": table_id,
            "content_hash": hashed,
            "person_id": person_id,
            "role": role,
            "signed_on": signed_on,
        }
    )


def signature_fault(signature: Signature, table: PointTable, signers: dict[str, Signer]) -> Fault | None:
    """Why a signature does not hold for the present content of the table; None when it holds."""
    signer = signers.get(signature.person_id)
    who = f"{ROLE_VI[signature.role]} “{signature.person_id}”"
    if signer is None:
        rule, vi, en = "signature-unknown-person", f"{who} không có trong signers.yaml", "signer not in signers.yaml"
    elif not signer.may_sign_on(signature.signed_on):
        rule, vi, en = (
            "signature-outside-validity",
            f"{who} không được ký vào ngày đã ghi",
            "signer not valid on that day",
        )
    elif not _holds(signature, signer):
        rule, vi, en = "signature-invalid", f"chữ ký của {who} không khớp khóa công khai", "signature does not verify"
    elif signature.content_hash != table_hash(table):
        rule, vi = "signature-content-changed", f"nội dung bảng đã thay đổi sau khi {who} ký"
        en = "the table was changed after signing"
    else:
        return None
    place = Place(file=f"signatures/{signature.table_id}.{signature.role}.yaml")
    return finding(rule, place, (vi, en), ("kiểm tra lại bảng rồi ký lại", "check the table and sign again"))


def _holds(signature: Signature, signer: Signer) -> bool:
    said = statement(
        signature.table_id, signature.content_hash, signature.person_id, signature.role, signature.signed_on
    )
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(signer.public_key)).verify(
            bytes.fromhex(signature.signature), said
        )
    except (InvalidSignature, ValueError):
        return False
    return True
