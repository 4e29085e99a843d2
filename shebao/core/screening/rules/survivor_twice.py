"""R016: one dependant of one dead person stands twice."""

ID, TITLE, SEVERITY = "R016", "同一供养亲属登记了两次", "A"
LAW = "社会保险法 第38条"
ADVICE = "核对两次登记；重复的，停发一份并追回。"
NEEDS = {"survivors": ("person", "dead")}
THRESHOLDS: dict[str, int] = {}
EVIDENCE = "次数"
QUERY = """
SELECT s.person, MAX(t.month) AS month, CAST(0 AS BIGINT) AS fen, COUNT(*) AS evidence
FROM survivors s CROSS JOIN threshold t
GROUP BY s.person, s.dead
HAVING COUNT(*) > 1
"""
EXAMPLE = ({"survivors": [(1, 9), (1, 9), (2, 9), (2, 8)]}, [(1, 202406, 0, 2)], 20240615)
