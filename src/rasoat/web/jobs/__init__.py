"""Background work: the Job table is the truth, a worker leases from it."""
