"""R015: survivors are paid although the dead person shows signs of life."""

ID, TITLE, SEVERITY = "R015", "供养待遇的死者还有生存迹象", "A"
LAW = "社会保险法 第17条、第38条"
ADVICE = "核实死亡证明；死者在世的，停发并更正。"
NEEDS = {"survivors": ("person", "dead"), "life_events": ("person", "on_day"), "deaths": ("person", "on_day")}
THRESHOLDS: dict[str, int] = {}
EVIDENCE = "生存迹象日期"
QUERY = """
SELECT s.person, MAX(e.on_day) // 100 AS month, CAST(0 AS BIGINT) AS fen, MAX(e.on_day) AS evidence
FROM survivors s JOIN deaths d ON d.person = s.dead JOIN life_events e ON e.person = s.dead
WHERE e.on_day > d.on_day
GROUP BY s.person
"""
EXAMPLE = (
    {"survivors": [(11, 1), (12, 2)], "life_events": [(1, 20240401), (2, 20230101)], "deaths": [(1, 20230601), (2, 20230601)]},
    [(11, 202404, 0, 20240401)],
    20240615,
)
