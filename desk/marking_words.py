"""Words with a capital that are of medicine, and no name of somebody in a case; and units of what is measured."""

from __future__ import annotations

SECTIONS = (
    "Abstract Appendix Article Background Case Cases Caption Column Conclusion Discussion Figure Fig Footnote History "
    "Introduction Legend Lessons Methods Page Para Paragraph Paras Presentation Report Result Results Row Section "
    "Sentence Supplement Local Table Text Title Cycle Day Week Month Grade Stage Record"
)
"""What begins a locator, and the headings of a record and a paper."""

CAPITALS = (
    r"ACE|AM|AP|APTT|ARB|BC|BIPAP|BMI|BNP|BP|CC|CK|CMR|COPD|COV|COVID|CSF|CTCAE|CTPA|DEX|DNA|DNR|DOE|ECMO|EGFR|ENT|"
    r"ESBL|FENO|FISH|FU|GCSF|GFR|GI|GOLD|GP|GU|HFNC|HHV|HR|HRT|IE|IGRA|IL|IMIDS?|INR|IPSS|IU|KD|KL|KRD|LAD|LD|LEN|"
    r"LFT|LL|LLL|LUL|MIP|MIPI|MMHG|MMRC|MMSE|MRSA|MSSA|MWD|MYC|MYD|NGS|NKDA|NSAID|NT|NYHA|PA|PEEP|PM|PND|POEMS|POM|"
    r"PAWP|PCWP|MPAP|VCD|KCD|VTD|PAD|DARA|PPD|PPI|PR|PROBNP|PVR|QTC|RISS|RLL|RML|RNA|RR|RUCAM|RUL|RVSP|SARS|SOB|SPO|SUV|SUVMAX|TAPSE|THAL|TNF|TR|TTF|"
    r"UL|UMC|VEGF|VMAX|VQ|VRD|WHO-UMC|WU|µL"
)
"""Capitals that are no initials of a person, beside those that the check for identifiers leaves alone."""

ENDINGS = (
    *("ed", "ing", "ly", "tion", "sion", "ment", "ness", "ity", "osis", "itis", "emia", "aemia", "pathy", "scopy"),
    *("graphy", "gram", "graph", "logy", "logist", "ectomy", "otomy", "plasty", "ous", "ical", "ive", "able", "ible"),
    *("mab", "mib", "nib", "mycin", "cillin", "azole", "floxacin", "domide", "pril", "olol", "sone", "olone", "statin"),
    *(
        "cyte",
        "cytes",
        "cytosis",
        "penia",
        "philia",
        "idine",
        "abine",
        "rubicin",
        "platin",
        "trophy",
        "uria",
        "algia",
        "ency",
        "ance",
        "ence",
        "ism",
        "less",
    ),
)
"""Endings of ordinary and of medical words, such as begin a sentence."""

EPONYMS = (
    r"African|Alzheimer|Asian|Aspergillus|Borg|Camus|Candida|Castleman|Caucasian|Charcot|Chlamydia|Chlamydophila|"
    r"Clostridioides|Congo|Coombs|Covid|Crohn|Cryptococcus|Cushing|Doppler|Durie|English|Enterococcus|Escherichia|"
    r"Fleischner|French|German|Giemsa|Golde|Goodpasture|Gram|Grocott|Haemophilus|Hashimoto|Hispanic|Histoplasma|"
    r"Hodgkin|Holter|Horowitz|Hounsfield|Japanese|Kaposi|Karch|Karnofsky|Kerley|Klebsiella|Kubo|Langerhans|"
    r"Langhans|Lasagna|Legionella|Leyden|Likert|Mycobacterium|Mycoplasma|Naranjo|Neelsen|Nocardia|Papanicolaou|"
    r"Perls|Pneumocystis|Pneumotox|Pseudomonas|QuantiFERON|Raynaud|Sars|Sjogren|Sjögren|Staphylococcus|"
    r"Streptococcus|Strongyloides|Toxoplasma|Waldenstrom|Waldenström|Wegener|Ziehl|"
    r"Bence[ -]Jones|Swan-Ganz|Oil Red|Clinical Frailty Scale|Churg-Strauss|Stevens-Johnson|Epstein-Barr|Kaplan-Meier|"
    r"Lambert-Eaton|Child-Pugh|Salmon-Durie|Durie-Salmon|American Thoracic Society|European Respiratory Society|"
    r"International Staging System|"
    r"(?:Berlin|Charlson|Parkinson|Graves|Addison|Evans|Wright|Masson|Cox)"
    r"(?= (?:definition|criteria|index|score|disease|syndrome|stain|regression))"
)
"""Names of diseases, signs, stains, scores and organisms, and what a report says of descent."""

MEASURED = (
    r"mg|µg|ug|mcg|g|kg|ml|l|dl|cells?|mmhg|cmh2o|iu|ie|u|units?|hu|m|cm|mm|copies|ppm|pg|ng|nmol|µmol|mmol|hours?|h|days?|"
    r"weeks?|months?|minutes?|min|metres?|meters?|lobes?|fields?|cycles?|doses?|points?|times|x|lpm|g/l|kpa|gy|per|pack|"
    r"years|bpm|beats|of"
)
"""What a number measures."""
