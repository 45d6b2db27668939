"""What pages ask of the casebook, by subject: the chart, sentence, table and axes of each question in one record.

Each record stands in the module of its subject under the name of its question, that of queries/<folder>/<question>.sql.
Its test is named test_<question>_....
"""
