"""Quarters drawn as small tables, written in the FDA's layout."""

from pathlib import Path

FAERS = {
    "DEMO": "primaryid$caseid$caseversion$i_f_code$event_dt$init_fda_dt$fda_dt$rept_cod$age$age_cod$sex$occp_cod$"
    "reporter_country$occr_country",
    "DRUG": "primaryid$caseid$drug_seq$role_cod$drugname$prod_ai$dechal$rechal",
    "REAC": "primaryid$caseid$pt$drug_rec_act",
    "OUTC": "primaryid$caseid$outc_cod",
    "RPSR": "primaryid$caseid$rpsr_cod",
    "THER": "primaryid$caseid$dsg_drug_seq$start_dt$end_dt",
    "INDI": "primaryid$caseid$indi_drug_seq$indi_pt",
}
AERS = {
    "DEMO": "ISR$CASE$I_F_COD$FOLL_SEQ$EVENT_DT$FDA_DT$REPT_COD$AGE$AGE_COD$GNDR_COD$OCCP_COD",
    "DRUG": "ISR$DRUG_SEQ$ROLE_COD$DRUGNAME$DECHAL$RECHAL",
    "REAC": "ISR$PT",
    "OUTC": "ISR$OUTC_COD",
    "RPSR": "ISR$RPSR_COD",
    "THER": "ISR$DRUG_SEQ$START_DT$END_DT",
    "INDI": "ISR$DRUG_SEQ$INDI_PT",
}


def names_of(header: str) -> list[str]:
    """Give the columns of a header in small letters."""
    return header.lower().split("$")


def rows_in(drawing: str) -> list[dict[str, str]]:
    """Read a table drawn with bars; the first line names the columns."""
    lines = [[cell.strip() for cell in line.split("|")] for line in drawing.strip().splitlines()]
    return [dict(zip(lines[0], cells, strict=True)) for cells in lines[1:]]


def write_quarter(folder: Path, label: str, drawings: dict[str, str], *, deleted: tuple[str, ...] = ()) -> Path:
    """Write a quarter (2022Q4) from drawn tables; a table that is not drawn has a header alone.

    Up to 2012Q3 the layout is that of AERS, whose rows end in one more dollar sign than the header. Drawn columns bear
    the names of the files; columns that are not drawn are empty.
    """
    layout = AERS if label < "2012Q4" else FAERS
    tail = "$" if layout is AERS else ""
    home = folder / label / "ascii"
    home.mkdir(parents=True)
    for table, header in layout.items():
        lines = [header]
        for row in rows_in(drawings[table]) if table in drawings else []:
            assert set(row) <= set(names_of(header)), f"{set(row)} is not in {header}"
            lines.append("$".join(row.get(name, "") for name in names_of(header)) + tail)
        (home / f"{table}{label[2:]}.txt").write_text("\n".join(lines) + "\n", encoding="latin-1")
    if deleted:
        lists = folder / label / "deleted"
        lists.mkdir()
        (lists / f"DELETE{label[2:]}.txt").write_text(
            " \n" + "".join(f"{case}\n" for case in deleted), encoding="ascii"
        )
    return folder / label


def reports(*rows: tuple[str, str, str, str]) -> dict[str, str]:
    """Draw FAERS reports of one drug and one term each: (primaryid, caseid, caseversion, fda_dt)."""
    return {
        "DEMO": "primaryid|caseid|caseversion|fda_dt\n" + "\n".join("|".join(row) for row in rows),
        "DRUG": "primaryid|drug_seq|role_cod|drugname|prod_ai\n"
        + "\n".join(f"{row[0]}|1|PS|REVLIMID|LENALIDOMIDE" for row in rows),
        "REAC": "primaryid|pt\n" + "\n".join(f"{row[0]}|Pneumonitis" for row in rows),
    }
