"""The employee's personal account: crediting, interest by both legal methods, retirement, inheritance, exit, merging."""
