"""Unemployment, injury and what a county pays by its own document: published, drawn and lived for one year through the real counters."""
