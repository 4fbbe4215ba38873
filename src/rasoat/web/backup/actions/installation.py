"""What entries about the installation itself are about: no record, but the site."""

from rasoat.web.ledger.models import Chain

INSTALLATION = Chain(pk=0)
"""Stands as the subject of entries about keys and backups (`ledger.chain 0`)."""
