"""Transfers (关系转移接续): cases in and out, the packets two agencies exchange, and the years that came with a person."""
