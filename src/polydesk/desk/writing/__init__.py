"""What agents write on tickets: answers, forwards, new mail, notes and calls, from the first letter to the article."""
