"""R019: a monthly allowance for grades that get none."""

ID, TITLE, SEVERITY = "R019", "七至十级发了按月伤残津贴", "A"
LAW = "工伤保险条例 第三十七条"
ADVICE = "核对劳动能力鉴定结论；属实的，停发并更正。"
NEEDS = {"injuries": ("person", "grade", "monthly_fen")}
THRESHOLDS: dict[str, int] = {"heaviest": 6}
EVIDENCE = "伤残等级"
QUERY = """
SELECT i.person, t.month, i.monthly_fen AS fen, i.grade AS evidence
FROM injuries i CROSS JOIN threshold t
WHERE i.grade > t.heaviest AND i.monthly_fen > 0
"""
EXAMPLE = ({"injuries": [(1, 7, 200_000), (2, 7, 0), (3, 4, 200_000)]}, [(1, 202406, 200_000, 7)], 20240615)
