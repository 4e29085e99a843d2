"""R018: a child goes on as a dependant past eighteen."""

ID, TITLE, SEVERITY = "R018", "供养子女已满十八周岁", "B"
LAW = "因工死亡职工供养亲属范围规定（令第18号）"
ADVICE = "核对年龄、残疾和婚姻就业；不再符合的，停发供养抚恤金。"
NEEDS = {"survivors": ("person", "dead", "birth", "kind", "disabled")}
THRESHOLDS: dict[str, int] = {"child": 1, "years": 18}
EVIDENCE = "出生日期"
QUERY = """
SELECT s.person, t.month, CAST(0 AS BIGINT) AS fen, s.birth AS evidence
FROM survivors s CROSS JOIN threshold t
WHERE s.kind = t.child AND s.disabled = 0 AND t.today - s.birth >= t.years * 10000
"""
EXAMPLE = ({"survivors": [(1, 9, 20060101, 1, 0), (2, 9, 20060101, 1, 1), (3, 9, 20100101, 1, 0)]}, [(1, 202406, 0, 20060101)], 20240615)
