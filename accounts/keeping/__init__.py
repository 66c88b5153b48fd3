"""Nothing is lost: whose a form is, how long a session lives, the way back, and what was posted too late."""
