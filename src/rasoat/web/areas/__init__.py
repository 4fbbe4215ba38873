"""Administrative units with dates and lineage; no permissions, no pages."""
