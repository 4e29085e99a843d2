"""R023: the birth date an award used is not the one in the citizen number."""

ID, TITLE, SEVERITY = "R023", "出生日期与证件号码不一致", "B"
LAW = "社会保险经办条例（国令第765号）第18条"
ADVICE = "核对档案和户籍；以档案最早记载认定的，补上依据，其他的更正。"
NEEDS = {"people": ("person", "birth", "number_birth")}
THRESHOLDS: dict[str, int] = {}
EVIDENCE = "证件上的出生日期"
QUERY = """
SELECT p.person, t.month, CAST(0 AS BIGINT) AS fen, p.number_birth AS evidence
FROM people p CROSS JOIN threshold t
WHERE p.number_birth > 0 AND p.birth <> p.number_birth
"""
EXAMPLE = ({"people": [(1, 19500101, 19520101), (2, 19500101, 19500101)]}, [(1, 202406, 0, 19520101)], 20240615)
