"""The law of this site: what the program brings, with the office's own directory laid over it. Knows no table."""

from rasoat.web.law.site import SiteLaw, book, law_version, site_law

__all__ = ["SiteLaw", "book", "law_version", "site_law"]
