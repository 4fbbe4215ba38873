"""Certificates of households (Mẫu 03), their hand-out and verification, and single confirmations."""
