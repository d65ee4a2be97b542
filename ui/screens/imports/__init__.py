"""Where records come in from elsewhere: look at what came, answer for it, bring it in."""
