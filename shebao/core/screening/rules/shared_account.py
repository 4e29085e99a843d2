"""R040: one account receives for three people or more."""

ID, TITLE, SEVERITY = "R040", "一个账户收三人以上的待遇", "A"
LAW = "社会保险经办条例（国令第765号）第28条；本系统的疑点线，不是法定值"
ADVICE = "逐人核实是不是本人意愿、有没有委托；不属实的，换成本人账户。"
NEEDS = {"accounts": ("person", "account"), "benefits": ("person", "scheme", "region", "from_month", "to_month")}
THRESHOLDS: dict[str, int] = {"least": 3}
EVIDENCE = "共用人数"
COUNTER = True
ACROSS = True
QUERY = """
SELECT a.person, t.month, CAST(0 AS BIGINT) AS fen, s.people AS evidence
FROM accounts a
JOIN (SELECT x.account, COUNT(DISTINCT x.person) AS people FROM accounts x
      JOIN (SELECT y.account FROM accounts y CROSS JOIN threshold z GROUP BY y.account HAVING COUNT(*) >= MAX(z.least)) m ON m.account = x.account
      GROUP BY x.account) s ON s.account = a.account
CROSS JOIN threshold t
WHERE s.people >= t.least AND EXISTS (SELECT 1 FROM benefits b WHERE b.person = a.person AND b.region = 0 AND b.to_month = 0)
"""
EXAMPLE = (
    {
        "accounts": [(1, 9), (2, 9), (3, 9), (4, 8), (5, 8)],
        "benefits": [(1, 170, 0, 202001, 0), (2, 170, 0, 202001, 0), (3, 170, 0, 202001, 0), (4, 170, 0, 202001, 0)],
    },
    [(1, 202406, 0, 3), (2, 202406, 0, 3), (3, 202406, 0, 3)],
    20240615,
)
