"""What the demonstration adds to the staff pages: published accounts at the door, a bank that answers, a day in the year it lives."""
