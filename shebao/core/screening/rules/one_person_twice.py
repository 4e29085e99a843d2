"""R065: two records that may be one human being; beyond the catalogue of sixty-four."""

ID, TITLE, SEVERITY = "R065", "两条登记疑似同一人", "B"
LAW = "国发〔2014〕8号：一人一个账户；本系统的疑点线，不是法定值"
ADVICE = "核对两条登记的身份证和档案；同一人的，办理合并重复登记，不是的写明结论，以后不再提示这一对。"
NEEDS = {"pairs": ("person", "other", "kind")}
THRESHOLDS: dict[str, int] = {"digit": 1}
EVIDENCE = "另一条登记的人员编号"
QUERY = """
SELECT p.person, t.month, CAST(0 AS BIGINT) AS fen, MIN(p.other) AS evidence
FROM pairs p CROSS JOIN threshold t
WHERE p.kind >= t.digit
GROUP BY p.person, t.month
"""
EXAMPLE = ({"pairs": [(1, 8, 1), (1, 9, 3), (2, 7, 0)]}, [(1, 202406, 0, 8)], 20240615)
