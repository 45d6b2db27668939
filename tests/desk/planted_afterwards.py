"""100 more texts with something that identifies a patient, written once the rules stood and not looked at for them.

The rules were written by somebody who knew the texts of tests/desk/planted.py, so that the share found of these says
more of what a hospital may expect.
"""

from __future__ import annotations

FURTHER: dict[str, tuple[str, ...]] = {
    "dates": (
        *("seen again 07/11/23", "CT 14-FEB-2023 stable", "discharged on the 2nd of June", "bronchoscopy am 4.9.2022"),
        *(
            "fever since mid-April",
            "first dose 2021-08-30",
            "relapse in November",
            "lavage on 11.X.2020",
            "25/12 at home",
        ),
        *("vu le 3 avril", "Aufnahme 17.02.", "since the end of August", "on 5 Sept", "9.9.19", "from Jan to Mar"),
    ),
    "days that people know": (
        *("dyspnea began on Easter Monday", "worse since the weekend", "fell ill on her name day", "on Thursday night"),
        *(
            "the night of the storm",
            "at the end of Ramadan",
            "on his 70th birthday",
            "during the strike",
            "last autumn",
        ),
        *("after the carnival", "on the eve of St. John", "the week before Pentecost"),
    ),
    "names": (
        *("Mr Okonkwo improved", "Frau Schäfer-Lenz called", "Sra. Ibáñez has cough", "Prof. Lindqvist advised it"),
        *("as told by Marlene", "Krüger, Anna", "signed: Bastien", "Zdenka was short of breath", "Herr v. Stetten"),
        *(
            "her son Tariq smokes",
            "his wife Oluchi said so",
            "Ms. d'Angelo",
            "Dr Petrov's patient",
            "Hayashi died at home",
        ),
        *("referred by Dr. Nwosu", "biopsy read by Kowalczyk", "MARTINEZ, 61 y", "the case of little Finn"),
        *("Beatrix and her sister", "Ólafur stopped smoking"),
    ),
    "initials": (
        *(
            "T.K. stopped the drug",
            "pt. GH",
            "(RW)",
            "A B-C, female",
            "case HJ",
            "patient WT improved",
            "K. was admitted",
        ),
        *("S.-J. P. had fever",),
    ),
    "numbers": (
        *("chart 20-33817", "call 030 4501 7788", "+44 20 7946 0958", "case file B/7781/22", "PIN 4482", "ID: 88-1204"),
        *("room 12a", "bed no. 5", "bus line 42", "policy KX 99 12 07", "parking lot 17", "house 9"),
    ),
    "places": (
        *(
            "lives in Ljungby",
            "flew in from Osaka",
            "a farmer near Aurillac",
            "transferred from Sankt Gallen",
            "from Cork",
        ),
        *(
            "treated at the Charité",
            "born in Trieste",
            "her home in the Black Forest",
            "works at the port of Rotterdam",
        ),
        *("resident of Hilltop House", "Rue des Lilas", "the care home on Elm Street", "EC1A 1BB", "8010 Graz"),
    ),
    "people and callings": (
        *("a retired judge", "the village baker", "goalkeeper of the first league", "sister-in-law of the head nurse"),
        *(
            "a well-known pianist",
            "our porter's mother",
            "the only beekeeper of the valley",
            "teaches at the local school",
        ),
        *("his twin has myeloma, too", "member of the town council", "an astronaut"),
    ),
    "ages": (
        "94-year-old woman",
        "aged 91",
        "a man of 97",
        "in her nineties",
        "92 ans",
        "turned one hundred",
        "90 y/o",
        "95 yo",
    ),
}
