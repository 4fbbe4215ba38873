"""Lists that other bodies wait for, and what their systems want as data."""
