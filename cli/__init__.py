"""The kivijalka command."""
