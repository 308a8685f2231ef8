"""A pipeline from scanned texts to booked invoices."""
