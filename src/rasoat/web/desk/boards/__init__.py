"""What waits for a person, a board for each kind of work; each makes what its template shows, or None."""
