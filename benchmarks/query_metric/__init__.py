"""How many keys does an inverted file score, and how many fewer in the metric of the queries?"""
