"""The two schemes of working people as drawn before the first day: heads, people, wages, pensions and claims, by the law of the place."""
