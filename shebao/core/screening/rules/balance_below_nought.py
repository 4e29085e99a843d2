"""R047: an account with less than nothing in it."""

ID, TITLE, SEVERITY = "R047", "个人账户余额为负", "B"
LAW = "社会保险法 第14条"
ADVICE = "核对账户明细，找出记错的一笔，按更正办理。"
NEEDS = {"balances": ("person", "scheme", "balance_fen")}
THRESHOLDS: dict[str, int] = {}
EVIDENCE = "险种"
QUERY = """
SELECT b.person, t.month, b.balance_fen AS fen, b.scheme AS evidence
FROM balances b CROSS JOIN threshold t
WHERE b.balance_fen < 0
"""
EXAMPLE = ({"balances": [(1, 170, -100), (2, 170, 0)]}, [(1, 202406, -100, 170)], 20240615)
