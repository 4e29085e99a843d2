"""R039: a skill subsidy twice for one occupation and grade, or more than three in a year."""

ID, TITLE, SEVERITY = "R039", "同一职业等级重复领取技能补贴", "B"
LAW = "人社部发〔2017〕40号：同一职业（工种）同一等级只能申请一次；每年不超过三次的规定未核实"
ADVICE = "核对证书编号和发证系统；重复的，追回。"
NEEDS = {"certificates": ("person", "occupation", "grade", "month", "fen")}
THRESHOLDS: dict[str, int] = {"most": 3}
EVIDENCE = "次数"
COUNTER = True
QUERY = """
SELECT c.person, MAX(c.month) AS month, CAST(SUM(c.fen) - MAX(c.fen) AS BIGINT) AS fen, COUNT(*) AS evidence
FROM certificates c
GROUP BY c.person, c.occupation, c.grade
HAVING COUNT(*) > 1
UNION ALL
SELECT y.person, MAX(y.month) AS month, MIN(y.fen) AS fen, COUNT(*) AS evidence
FROM certificates y CROSS JOIN threshold t
GROUP BY y.person, y.month // 100, t.most
HAVING COUNT(*) > t.most
"""
EXAMPLE = (
    {
        "certificates": [
            (1, 5, 4, 202401, 150_000),
            (1, 5, 4, 202403, 150_000),
            (2, 5, 4, 202401, 150_000),
            (2, 5, 3, 202402, 200_000),
            *((3, i, 4, 202400 + i, 150_000) for i in range(1, 5)),
        ]
    },
    [(1, 202403, 150_000, 2), (3, 202404, 150_000, 4)],
    20240615,
)
