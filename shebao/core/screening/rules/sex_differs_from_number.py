"""R026: the sex is not the one the citizen number tells."""

ID, TITLE, SEVERITY = "R026", "性别与证件号码不一致", "C"
LAW = "GB 11643-1999"
ADVICE = "核对身份证；录错的，更正个人信息。"
NEEDS = {"people": ("person", "sex", "number_sex")}
THRESHOLDS: dict[str, int] = {}
EVIDENCE = "证件上的性别"
QUERY = """
SELECT p.person, t.month, CAST(0 AS BIGINT) AS fen, p.number_sex AS evidence
FROM people p CROSS JOIN threshold t
WHERE p.number_sex > 0 AND p.sex <> p.number_sex
"""
EXAMPLE = ({"people": [(1, 1, 2), (2, 2, 2)]}, [(1, 202406, 0, 2)], 20240615)
