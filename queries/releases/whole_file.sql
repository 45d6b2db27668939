-- Can every value in the file be read?
-- One row, a number for each table that says nothing: damage shows only where a value is read.
SELECT
    (SELECT sum(hash(cases)) FROM cases) AS cases,
    (SELECT sum(hash(facts)) FROM facts) AS facts,
    (SELECT sum(hash(conflicts)) FROM conflicts) AS conflicts,
    (SELECT sum(hash(course)) FROM course) AS course
