"""How the signature block of a paper reads."""

from typing import Final

from rasoat.web.reviews.models import RoundDecision, SignerForm

CHAIR: Final = "CHỦ TỊCH"
_BEFORE = {SignerForm.KT: "KT.", SignerForm.TL: "TL.", SignerForm.TUQ: "TUQ."}


def title_lines(form: str, post: str) -> str:
    """The title above the signature, a line each: `KT. CHỦ TỊCH` and the post of who signs.

    >>> title_lines("kt", "Phó Chủ tịch")
    'KT. CHỦ TỊCH\\nPHÓ CHỦ TỊCH'
    >>> title_lines("self", "")
    'CHỦ TỊCH'
    """
    before = _BEFORE.get(SignerForm(form))
    if before is None:
        return CHAIR
    return "\n".join(line for line in (f"{before} {CHAIR}", post.strip().upper()) if line)


def signer_of(decision: RoundDecision) -> dict[str, str]:
    """Name and title of who signed a decision, for the papers that go with it."""
    return {
        "signer": decision.signer, "signer_title": title_lines(decision.signer_form, decision.signer_post),
    }  # fmt: skip
