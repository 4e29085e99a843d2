"""When one may retire: gradual retirement age, flexible retirement, minimum months, divisors by month of age."""
