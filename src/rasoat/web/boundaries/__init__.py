"""Changes of units: merge, split, rename, villages, totals, attributes loaded by an office."""
