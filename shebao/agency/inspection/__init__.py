"""Inspection (稽核): plans, cases of employers and recipients, special campaigns, and the agency's own files."""
