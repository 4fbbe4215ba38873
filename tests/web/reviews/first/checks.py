"""What every test of an action may ask afterwards: does the ledger speak of every row as it stands?"""

from rasoat.web.ledger.findings import FindingKind
from rasoat.web.ledger.verify import verify

OURS = {
    "reviews.case", "reviews.result", "reviews.application", "reviews.submission", "reviews.assessment",
    "reviews.unlock", "reviews.attempt", "reviews.dismissedprompt", "reviews.reviewer", "reviews.wording",
    "reviews.signedlist", "reviews.quickanswers",
}  # fmt: skip


def unrecorded(*, made_as_rows: bool = True) -> set[str]:
    """Faults about rows of the first steps; rows that tests made without an action have no entry at all."""
    ours = (finding for finding in verify() if finding.is_fault and finding.row.partition(" ")[0] in OURS)
    return {finding.text() for finding in ours if not (made_as_rows and finding.kind is FindingKind.ROW_APPEARED)}
