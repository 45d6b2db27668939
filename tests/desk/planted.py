"""200 texts with something that identifies a patient, by kind; some of a kind that no pattern can find."""

from __future__ import annotations

from itertools import product

_NAMES = ("Smith", "Müller", "Öztürk", "Dupont", "García", "Kowalska", "de Vries", "von Berg", "O'Neill", "Tanaka")
_DATES = (
    *("12.03.2024", "3.4.24", "12/03/2024", "3/12/24", "2024-03-12", "2024/03/12", "12-03-2024", "12. 3. 2024"),
    *("3 March 2024", "March 3, 2024", "March 2024", "12 mars", "3. März", "Jan 5", "5th of May", "03/2024", "2024-03"),
    *("21. Oktober", "1er juillet", "Dec 24"),
)
PLANTED: dict[str, list[str]] = {
    "dates": [text.format(date) for text, date in product(("Admitted on {}.", "CT ({}): ground-glass"), _DATES)],
    "years": [
        f"{words} {year}"
        for words, year in product(("Myeloma since", "Transplant in", "Retired"), (1987, 1999, 2008, 2021))
    ],
    "long numbers": [
        text.format(number)
        for text, number in product(
            ("No. {} in the archive", "called {} twice", "{}"),
            ("4711234", "0049 89 4140 22", "12-34-56", "123456789", "01 42 34 56 78", "555 12 34 56"),
        )
    ],
    "titles with names": [
        f"{title} {name} reported dyspnea" for title, name in product(("Mrs.", "Herr", "Dr.", "Patient"), _NAMES)
    ],
    "initials": [
        f"{words} {initials}"
        for words in ("The patient", "Case of", "Seen:", "Told")
        for initials in ("J.D.", "A. B.", "M.-L. K.")
    ],
    "words": [
        *("born in the war", "DOB withheld", "MRN A7", "record no. A-7", "Patient ID X9", "geb. im Krieg", "née Smith"),
        *("Fallnummer A7", "named Anna", "insurance number 7", "case no 12", "lives at Bahnhofstraße 4"),
        *("12 Baker Street", "anna@example.org", "surname withheld", "initials withheld"),
    ],
    "names without a title": [
        text.format(name)
        for text, name in product(
            ("{} was admitted", "seen by her daughter {}", "CT of {}"),
            ("Anna Smith", "Karl Müller", "Ann", "J Doe", "Ivy", "Zoe", "Mia", "Smith"),
        )
    ],
    "initials without dots": [
        *(
            "JD improved",
            "patient jd",
            "case of AB",
            "M L K was seen",
            "CT of KM",
            "AB, 72 years",
            "jd",
            "seen with KL",
        ),
    ],
    "places and people": [
        *("from the village of Oberried", "the mayor of her town", "a nun", "the only thoracic surgeon of the county"),
        *("treated in Freiburg", "wife of our radiologist", "a former national coach", "referred by the Klinik am See"),
        *("of the Danish embassy", "sister of case 3", "plays in our orchestra", "keeps the inn at the lake"),
    ],
    "dates in words": [
        *("on Christmas Eve", "the day after her wedding", "two days before the election", "on Good Friday"),
        *("last spring", "on her eightieth birthday", "in the summer of the floods", "during the first lockdown"),
        *("the week of the eclipse", "when the new wing opened"),
    ],
    "parts of numbers": [
        "room 412",
        "bed 7, ward 3",
        "ext. 4711",
        "locker 99",
        "row 3, seat 4",
        "badge 77",
        "box 12 b",
        "shelf 9",
    ],
}
HARMLESS = (
    *("Abstract, sentence 2", "Case presentation, paragraph 1", "25 mg daily for 21 of 28 days", "72-year-old man"),
    *(
        "dexamethasone 20-40 mg weekly",
        "PaO2 54 mmHg on 2 l/min",
        "CD4/CD8 ratio 1.2",
        "leukocytes 4.5 G/l",
        "grade 3-4",
    ),
    *("CT on day 12: ground-glass opacities", "improved within 2 weeks", "FEV1 2.1 l, DLCO 54 %", "500 mg/m² on day 1"),
    *("methylprednisolone 1000 mg for 3 days", "2000 mg daily", "lymphocytes 46 %, macrophages 48 %", "record, day 30"),
    *(
        *("CT of the chest", "hepatitis B surface antigen", "Hodgkin lymphoma", "CR after 3 years", "MM, 5 years ago"),
        *(
            "NSIP pattern",
            "Fever denied",
            "tidal volume 6 ml/kg",
            "BAL sample 2 was bloody",
            "AV block 2",
            "may improve",
        ),
        *("Biopsy was referred to pathology", "the patient told of dyspnea", "Max dose 25 mg", "HP was suspected"),
        *(
            "treated with lenalidomide",
            "admitted to intensive care",
            "her mother had asthma",
            "Major depression",
            "Q-T interval",
            "an L-R shunt",
            "P. jirovecii",
            "E. coli",
            "Kerley B lines",
            "T cells",
            "ICU for 2 days",
        ),
        "ECOG 1",
        "IgG kappa myeloma, ISS II",
        "no infection was found",
        "may have begun before day 5",
        "4 cycles of VRd",
    ),
)
