"""Registers of what an agency does besides money: findings of audits, petitions, campaigns, visits, archives, its own budget."""
