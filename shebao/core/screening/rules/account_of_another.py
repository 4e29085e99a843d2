"""R041: the account is in another person's name."""

ID, TITLE, SEVERITY = "R041", "账户户名不是本人", "A"
LAW = "社会保险经办条例（国令第765号）第28条"
ADVICE = "核实有无监护或委托；没有的，换成本人账户。"
NEEDS = {"accounts": ("person", "account", "own_name")}
THRESHOLDS: dict[str, int] = {}
EVIDENCE = "本人户名"
QUERY = """
SELECT a.person, t.month, CAST(0 AS BIGINT) AS fen, a.own_name AS evidence
FROM accounts a CROSS JOIN threshold t
WHERE a.own_name = 0
"""
EXAMPLE = ({"accounts": [(1, 9, 0), (2, 8, 1)]}, [(1, 202406, 0, 0)], 20240615)
