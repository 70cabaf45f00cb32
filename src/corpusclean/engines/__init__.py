"""How a pipeline meets many documents: in one process or several, and the rounds of corpus rules."""
