"""The house rules that no general tool knows: sizes, money, purity, doors, furniture, words, pages, documents."""
