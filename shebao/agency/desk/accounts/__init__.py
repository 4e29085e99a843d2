"""Pages of a person's account, award and yearly statement."""
