"""Evidence as people look at it: the inbox, demand, the market, and who is to be told what."""
