"""Signing keys of people (Ed25519): made once, the private half kept by the person, the public half by the office."""

from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from pydantic import ValidationError

from rasoat.law.faults import FaultsFoundError, Place
from rasoat.law.loading import load_or_refuse
from rasoat.law.point_table.finding import Words, finding
from rasoat.law.point_table.signatures import Signer, Signers
from rasoat.law.whole_file import write_whole
from rasoat.law.yaml_text import yaml_text


def new_key(person_id: str, name: str, position: str = "", passphrase: str = "") -> tuple[bytes, Signer]:
    """A new private key (PEM, encrypted when a passphrase is given) and the entry for the office's `signers.yaml`.

    Raises `FaultsFoundError` for a person id or name that cannot stand there.
    """
    key = Ed25519PrivateKey.generate()
    locked: KeySerializationEncryption = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked)
    try:
        return pem, Signer(person_id=person_id, name=name, position=position, public_key=public_hex(key))
    except ValidationError as error:
        what = ("mã hoặc tên người ký không hợp lệ", "the person id or name does not fit")
        remedy = ("mã gồm chữ không dấu, số, . _ @ -; tên không để trống", "use letters, digits, . _ @ - and a name")
        raise FaultsFoundError([finding("signer-unfit", Place(), what, remedy, person_id)]) from error


def public_hex(key: Ed25519PrivateKey) -> str:
    """The public half as it stands in `signers.yaml`."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def read_key(pem: bytes, passphrase: str = "", file: str = "") -> Ed25519PrivateKey:
    """The private key of a PEM file. Raises `FaultsFoundError` for a wrong passphrase or another kind of key."""
    try:
        key = load_pem_private_key(pem, passphrase.encode() if passphrase else None)
    except (TypeError, ValueError, UnsupportedAlgorithm) as error:
        what = (f"không mở được khóa ký: {error}", f"cannot open the signing key: {error}")
        raise _refusal("key-unreadable", file, what) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _refusal("key-other-kind", file, ("khóa không phải loại Ed25519", "not an Ed25519 key"))
    return key


def add_signer(signer: Signer, law_dir: Path) -> Path:
    """Add a person to `signers.yaml` of an office directory. Raises `FaultsFoundError` when the id or key is there."""
    path = law_dir / "signers.yaml"
    known = load_or_refuse(path, Signers).signers if path.exists() else ()
    if any(signer.person_id.casefold() == other.person_id.casefold() for other in known):
        what = (f"đã có người ký mang mã “{signer.person_id}”", f"signer “{signer.person_id}” is already there")
        remedy = ("dùng mã khác, hoặc gỡ người ký cũ khỏi tệp", "use another id, or take the old entry out")
        raise FaultsFoundError([finding("signer-twice", Place(file=str(path)), what, remedy, signer.person_id)])
    people = [person.model_dump(exclude_defaults=True) for person in (*known, signer)]
    write_whole(path, yaml_text({"signers": people}, heading="Người được tin cậy ký bảng điểm của đơn vị").encode())
    return path


def _refusal(rule: str, file: str, what: Words) -> FaultsFoundError:
    remedy = (
        "dùng tệp khóa tạo bằng `rasoat law points key` và đúng mật khẩu",
        "use a key file made by `rasoat law points key` and its passphrase",
    )
    return FaultsFoundError([finding(rule, Place(file=file), what, remedy)])
