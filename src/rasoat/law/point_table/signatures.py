"""The signing records of an office as they stand in its files: who may sign, and who signed which table."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from rasoat.law.loading import LawModel

Role = Literal["loaded_by", "checked_by"]
ROLES: tuple[Role, ...] = ("loaded_by", "checked_by")
PersonId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._@-]*$")]


class Signer(LawModel):
    """A person whom the office trusts to sign, with the public half of the key (Ed25519, 32 bytes as hex)."""

    person_id: PersonId
    name: Annotated[str, Field(min_length=1)]
    position: str = ""
    public_key: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    valid_from: date | None = None
    valid_until: date | None = None

    def may_sign_on(self, day: date) -> bool:
        """True when the day is inside the time in which the person is trusted."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


class Signers(LawModel):
    """`signers.yaml` of an office directory."""

    signers: tuple[Signer, ...] = ()

    @model_validator(mode="after")
    def _each_once(self) -> "Signers":
        for what, values in (
            ("person_id", [signer.person_id.casefold() for signer in self.signers]),
            ("public_key", [signer.public_key for signer in self.signers]),
        ):
            if len(set(values)) != len(values):
                raise ValueError(f"a {what} appears twice")
        return self


class Signature(LawModel):
    """`signatures/<table_id>.<role>.yaml`: a detached signature over the content of one table."""

    table_id: str
    content_hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    person_id: PersonId
    role: Role
    signed_on: date
    signature: Annotated[str, Field(pattern=r"^[0-9a-f]{128}$")]
