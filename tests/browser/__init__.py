"""Tests that drive a real browser against the product as a county would run it."""
