"""Forms of certificates and confirmations. Rules live in the actions; forms turn text into values."""
