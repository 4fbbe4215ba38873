"""Forms of receivers, profiles and deliveries. Rules live in the actions; forms turn text into values."""
