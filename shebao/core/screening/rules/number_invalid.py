"""R027: a citizen number that cannot be one."""

ID, TITLE, SEVERITY = "R027", "证件号码不符合编码规则", "B"
LAW = "GB 11643-1999"
ADVICE = "核对身份证原件；录错的，更正证件号码。"
NEEDS = {"people": ("person", "number_birth", "number_ok")}
THRESHOLDS: dict[str, int] = {"oldest": 18800101}
EVIDENCE = "号码里的出生日期"
QUERY = """
SELECT p.person, t.month, CAST(0 AS BIGINT) AS fen, p.number_birth AS evidence
FROM people p CROSS JOIN threshold t
WHERE p.number_birth > 0 AND (p.number_ok = 0 OR p.number_birth > t.today OR p.number_birth < t.oldest)
"""
EXAMPLE = (
    {"people": [(1, 19500101, 0), (2, 19500101, 1), (3, 20300101, 1)]},
    [(1, 202406, 0, 19500101), (3, 202406, 0, 20300101)],
    20240615,
)
