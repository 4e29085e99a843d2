"""Each line of work is walked by the right posts: its modules, once each from acceptance to effect, and the way back."""
