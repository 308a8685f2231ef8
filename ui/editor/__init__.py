"""The code editor: Monaco in a shut-in page, and a plain one behind the same interface; start at `factory`."""
