"""What an office has published, and what its public site offers."""

from rasoat.web.public.models.publication import Publication
from rasoat.web.public.models.site import NamesBasis, PublicSite

__all__ = ["NamesBasis", "PublicSite", "Publication"]
