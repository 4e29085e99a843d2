"""Worked cases of Chinese social-insurance law, and a runner that puts them to any program that answers JSON."""

__version__ = "0.1.0"
