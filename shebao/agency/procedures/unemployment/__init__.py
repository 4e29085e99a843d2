"""Unemployment (失业待遇): claims month by month, subsidies to people, refunds to employers."""

TITLE, ORDER = "失业待遇", 18
