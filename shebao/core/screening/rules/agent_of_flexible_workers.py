"""R037: one account stands for ten people or more who insure themselves."""

ID, TITLE, SEVERITY = "R037", "一个账户对应十名以上灵活就业人员", "B"
LAW = "本系统的疑点线，不是法定值"
ADVICE = "逐人核实是不是本人参保；代办的查明有没有委托和收费。"
NEEDS = {"contributions": ("person", "scheme", "month", "employer"), "accounts": ("person", "account")}
THRESHOLDS: dict[str, int] = {"least": 10, "employee": 110}
EVIDENCE = "同一账户人数"
ACROSS = True
QUERY = """
SELECT c.person, MAX(c.month) AS month, CAST(0 AS BIGINT) AS fen, MAX(s.people) AS evidence
FROM contributions c
JOIN accounts a ON a.person = c.person
JOIN (SELECT x.account, COUNT(DISTINCT x.person) AS people
      FROM accounts x JOIN contributions d ON d.person = x.person CROSS JOIN threshold y
      WHERE d.employer = 0 AND d.scheme = y.employee GROUP BY x.account) s ON s.account = a.account
CROSS JOIN threshold t
WHERE c.employer = 0 AND c.scheme = t.employee AND s.people >= t.least
GROUP BY c.person
"""
EXAMPLE = (
    {
        "contributions": [*((i, 110, 202405, 0) for i in range(1, 12)), (12, 110, 202405, 7)],
        "accounts": [*((i, 9) for i in range(1, 11)), (11, 8), (12, 9)],
    },
    [(i, 202405, 0, 10) for i in range(1, 11)],
    20240615,
)
