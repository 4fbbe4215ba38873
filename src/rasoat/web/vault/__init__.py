"""Keys, sealing of personal data and files, blind indexes."""
