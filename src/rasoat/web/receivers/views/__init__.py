"""Pages of receivers, their profiles and deliveries."""
