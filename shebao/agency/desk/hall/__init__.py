"""Pages of the service hall: numbers and appointments, a counter, the screen on the wall, how long people waited."""
