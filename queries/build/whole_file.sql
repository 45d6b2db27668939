-- Can every value in the file be read? Damage shows only where it is read.
-- One row, with a number for each table that no one looks at.
SELECT
    (SELECT sum(hash(cases)) FROM cases) AS cases,
    (SELECT sum(hash(facts)) FROM facts) AS facts,
    (SELECT sum(hash(conflicts)) FROM conflicts) AS conflicts,
    (SELECT sum(hash(course)) FROM course) AS course
