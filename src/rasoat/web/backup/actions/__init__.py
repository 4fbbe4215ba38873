"""What the person at the server does with keys: rotate, retire, give up. Each is in the ledger."""
