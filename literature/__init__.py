"""The literature watch: what was published since, read from exported files, and which of it reports a patient.

Nothing is fetched. A person searches PubMed and Embase outside and drops the files in; each record is screened by a
person, and each decision is an event of the registry that can be taken back and is never removed.
"""
