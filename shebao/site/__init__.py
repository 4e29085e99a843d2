"""Roof: settings, addresses, theme."""
