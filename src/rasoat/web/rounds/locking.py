"""Take a round for writing."""

from rasoat.web.rounds.models import Round


def locked_round(row: Round) -> Round:
    """The round as it stands now, locked until the transaction ends, with its units. The chain is locked before."""
    return Round.objects.select_for_update(of=("self",)).select_related("province", "commune").get(pk=row.pk)
