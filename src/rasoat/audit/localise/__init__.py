"""Error localisation: the fewest printed counts whose change makes every rule hold.

I. P. Fellegi, D. Holt (1976), A Systematic Approach to Automatic Edit and Imputation, JASA 71(353), 17-35.
Solved by implicit hitting sets: E. Moreno-Centeno, R. M. Karp (2013), The Implicit Hitting Set Approach to Solve
Combinatorial Optimization Problems, Operations Research 61(2), 453-468. No big-M anywhere: a count that may not change
is a constant.
"""
