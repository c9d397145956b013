"""What happens by itself: a fact is seen, and what follows is recorded for people to decide on.

A policy never changes the plan: it only records that a risk's trigger fired. Each follows from one
fact, whose id makes it happen once.
"""
