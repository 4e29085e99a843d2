"""R020: an injury pension in full beside an old-age pension."""

ID, TITLE, SEVERITY = "R020", "养老金和伤残津贴同时全额发放", "B"
LAW = "工伤保险条例 第三十五条：伤残津贴实际金额低于养老金的，由工伤保险基金补足差额"
ADVICE = "核对两项待遇；只应补差的，更正伤残津贴并追回多发。"
NEEDS = {"injuries": ("person", "grade", "monthly_fen", "full_fen"), "awards": ("person", "scheme", "fen")}
THRESHOLDS: dict[str, int] = {"gravest": 4, "work_injury": 410, "unemployment": 210}
EVIDENCE = "养老金（分）"
QUERY = """
SELECT i.person, t.month, i.monthly_fen - CASE WHEN i.full_fen > a.fen THEN i.full_fen - a.fen ELSE 0 END AS fen, a.fen AS evidence
FROM injuries i
JOIN (SELECT w.person, MAX(w.fen) AS fen FROM awards w CROSS JOIN threshold x
      WHERE w.scheme <> x.work_injury AND w.scheme <> x.unemployment AND w.fen > 0 GROUP BY w.person) a ON a.person = i.person
CROSS JOIN threshold t
WHERE i.grade BETWEEN 1 AND t.gravest AND i.full_fen > 0
  AND i.monthly_fen > CASE WHEN i.full_fen > a.fen THEN i.full_fen - a.fen ELSE 0 END
"""
EXAMPLE = (
    {"injuries": [(1, 3, 400_000, 400_000), (2, 3, 100_000, 400_000)], "awards": [(1, 110, 300_000), (2, 110, 300_000)]},
    [(1, 202406, 300_000, 300_000)],
    20240615,
)
