"""The service hall: numbers, counters, appointments, and how long people waited."""
