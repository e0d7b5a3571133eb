"""The download page."""
