"""Tests of shebao; the folders mirror the package."""
