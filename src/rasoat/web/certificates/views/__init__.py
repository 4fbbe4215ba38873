"""Pages of certificates and confirmations."""
