"""Write synthetic spontaneous reports in the FDA's layout, for measuring time and memory.

There are 5,000 drugs and 15,000 terms, whose frequency falls with their rank (Zipf), repeats within a report allowed;
200 pairs are planted: a report whose first drug is one of them names its term in one of twenty cases. A drug named
twice in a report is two rows there, as in real files. The same seed gives the same reports. A million reports make one
quarter, so that ten million make ten. There are two shapes (SHAPES).

`faers`: two drugs and three terms a report, as in the genuine quarters that come with the project. The steepness is
that of the genuine listing of 2022 Q3, by maximum likelihood: exponents 0.94 (3,880 drugs) and 0.98 (973 terms). Its
496,307 drug-term rows are 111,118 pairs; drawn apart they would be 195,000. So 76 % of the terms are drawn among 40
that belong to the drug, by which as many rows are 111,000 pairs.

`peers`: three drugs and three terms, exponents 1, drawn apart, as other programs were measured with.

The other benches call `written_reports` and `loaded_reports`, which keep what they make in bench/out.
"""

import argparse
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from bench.signals_timing import said, timed
from signals.store import schema_hash

OUT = Path(__file__).parent / "out"
MILLION = 1_000_000

DRUGS, TERMS, TERMS_A_REPORT, PLANTED, REPORTS_A_QUARTER = 5_000, 15_000, 3, 200, MILLION
OWN_TERMS = 40
FIRST_YEAR, QUARTERS_A_YEAR = 2019, 4
SEED = 42


@dataclass(frozen=True)
class Shape:
    """How reports are drawn: drugs in each, exponents of the frequencies, share of terms that belong to the drug."""

    drugs: int
    drug_steepness: float
    term_steepness: float
    own: float


SHAPES = {"faers": Shape(2, 0.94, 0.98, 0.76), "peers": Shape(3, 1, 1, 0)}

# Real names at middling ranks, so that the pages have something to count.
NAMED_DRUGS = {
    30: "LENALIDOMIDE",
    90: "POMALIDOMIDE",
    200: "THALIDOMIDE",
    20: "DEXAMETHASONE",
    60: "BORTEZOMIB",
    120: "CARFILZOMIB",
    130: "DARATUMUMAB",
    45: "CYCLOPHOSPHAMIDE",
    150: "MELPHALAN",
}
NAMED_TERMS = {
    40: "Dyspnoea",
    55: "Pneumonia",
    150: "Pulmonary embolism",
    300: "Interstitial lung disease",
    400: "Pneumonitis",
    500: "Pulmonary fibrosis",
    900: "Organising pneumonia",
}


def cumulative(names: int, steepness: float) -> np.ndarray:
    """Give the cumulative shares of ranks whose frequency falls with the rank to this power."""
    weight = np.arange(1, names + 1) ** -float(steepness)
    return np.cumsum(weight) / weight.sum()


def drawn(rng: np.random.Generator, shape: Shape, reports: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw the ranks of the drugs (reports, drugs of the shape) and of the terms (reports, 3), from 0."""
    of_drugs, of_terms = cumulative(DRUGS, shape.drug_steepness), cumulative(TERMS, shape.term_steepness)
    drug = np.searchsorted(of_drugs, rng.random((reports, shape.drugs))).clip(max=DRUGS - 1)
    place = rng.random((reports, TERMS_A_REPORT))
    if shape.own:
        places = np.random.default_rng(SEED).random((DRUGS, OWN_TERMS))
        which = np.searchsorted(cumulative(OWN_TERMS, 1), rng.random(place.shape)).clip(max=OWN_TERMS - 1)
        place = np.where(rng.random(place.shape) < shape.own, places[drug[:, :1], which], place)
    return drug, np.searchsorted(of_terms, place).clip(max=TERMS - 1)


def names(stem: str, count: int, known: dict[int, str]) -> pl.Series:
    """Name every rank: a real name where one is given, else the stem and the rank."""
    return pl.Series([known.get(rank, f"{stem}{rank:05d}") for rank in range(count)])


def write_table(rows: pl.DataFrame, folder: Path, table: str, label: str) -> None:
    """Write one of the quarter's files as the FDA does: no quotes, the dollar sign between fields."""
    path = folder / f"{table}{label[2:]}.txt"
    rows.write_csv(path, separator="$", quote_style="never", line_terminator="\n")


def write_quarter(folder: Path, label: str, drug: np.ndarray, term: np.ndarray, first: int) -> None:
    """Write the seven files of one quarter; `first` is the number of its first case."""
    folder.mkdir(parents=True)
    reports = len(drug)
    number = np.arange(first, first + reports)
    case = pl.Series("caseid", number).cast(pl.String)
    report = (case + "1").alias("primaryid")
    drug_names, term_names = names("DRUG", DRUGS, NAMED_DRUGS), names("Event ", TERMS, NAMED_TERMS)
    day = pl.Series("day", number % 28 + 1).cast(pl.String).str.zfill(2)
    month = f"{label[:4]}{3 * int(label[5]):02d}"
    blank = pl.lit("")
    write_table(
        pl.DataFrame({"primaryid": report, "caseid": case, "number": number, "day": day}).select(
            "primaryid",
            "caseid",
            pl.lit(1).alias("caseversion"),
            pl.lit("I").alias("i_f_code"),
            (pl.lit(month) + pl.col("day")).alias("event_dt"),
            pl.lit(f"{month}05").alias("mfr_dt"),
            pl.lit(f"{month}07").alias("init_fda_dt"),
            pl.lit(f"{month}09").alias("fda_dt"),
            pl.lit("EXP").alias("rept_cod"),
            blank.alias("auth_num"),
            (pl.lit("US-MADEUP-") + pl.col("caseid")).alias("mfr_num"),
            pl.lit("MADEUP").alias("mfr_sndr"),
            blank.alias("lit_ref"),
            (pl.col("number") % 90 + 1).alias("age"),
            pl.lit("YR").alias("age_cod"),
            pl.lit("A").alias("age_grp"),
            pl.when(pl.col("number") % 2 == 0).then(pl.lit("F")).otherwise(pl.lit("M")).alias("sex"),
            pl.lit("Y").alias("e_sub"),
            blank.alias("wt"),
            blank.alias("wt_cod"),
            pl.lit(f"{month}09").alias("rept_dt"),
            blank.alias("to_mfr"),
            pl.lit("MD").alias("occp_cod"),
            pl.when(pl.col("number") % 3 == 0).then(pl.lit("JP")).otherwise(pl.lit("US")).alias("reporter_country"),
            pl.lit("US").alias("occr_country"),
        ),
        folder,
        "DEMO",
        label,
    )
    drugs = drug.shape[1]
    sequence = np.tile(np.arange(1, drugs + 1), reports)
    drug_rows = pl.DataFrame(
        {
            "primaryid": np.repeat(report, drugs),
            "caseid": np.repeat(case, drugs),
            "drug_seq": sequence,
            "role_cod": np.tile(np.array(["PS", "SS", "C"])[:drugs], reports),
            "drugname": drug_names.gather(drug.ravel()),
        }
    )
    write_table(
        drug_rows.with_columns(
            pl.col("drugname").alias("prod_ai"),
            pl.lit(1).alias("val_vbm"),
            pl.lit("Oral").alias("route"),
            pl.lit("10 mg, daily").alias("dose_vbm"),
            *(blank.alias(name) for name in ("cum_dose_chr", "cum_dose_unit")),
            pl.lit("U").alias("dechal"),
            *(blank.alias(name) for name in ("rechal", "lot_num", "exp_dt")),
            pl.lit("021880").alias("nda_num"),
            pl.lit("10").alias("dose_amt"),
            pl.lit("MG").alias("dose_unit"),
            pl.lit("CAPSULE").alias("dose_form"),
            pl.lit("QD").alias("dose_freq"),
        ),
        folder,
        "DRUG",
        label,
    )
    term_rows = pl.DataFrame(
        {
            "primaryid": np.repeat(report, TERMS_A_REPORT),
            "caseid": np.repeat(case, TERMS_A_REPORT),
            "pt": term_names.gather(term.ravel()),
        }
    )
    write_table(term_rows.with_columns(blank.alias("drug_rec_act")), folder, "REAC", label)
    ids = pl.DataFrame({"primaryid": report, "caseid": case, "number": number, "day": day})
    write_table(ids.select("primaryid", "caseid", pl.lit("OT").alias("outc_cod")), folder, "OUTC", label)
    write_table(
        ids.filter(pl.col("number") % 20 == 0).select("primaryid", "caseid", pl.lit("HP").alias("rpsr_cod")),
        folder,
        "RPSR",
        label,
    )
    write_table(
        ids.select(
            "primaryid",
            "caseid",
            pl.lit(1).alias("dsg_drug_seq"),
            (pl.lit(f"{int(label[:4]) - 1}12") + pl.col("day")).alias("start_dt"),
            *(blank.alias(name) for name in ("end_dt", "dur", "dur_cod")),
        ),
        folder,
        "THER",
        label,
    )
    write_table(
        ids.select(
            "primaryid",
            "caseid",
            pl.lit(1).alias("indi_drug_seq"),
            pl.when(pl.col("number") % 50 == 0)
            .then(pl.lit("Plasma cell myeloma"))
            .otherwise(pl.lit("Product used for unknown indication"))
            .alias("indi_pt"),
        ),
        folder,
        "INDI",
        label,
    )


def written_reports(count: int, shape: str = "faers") -> Path:
    """Give the folder of so many reports, seed 42, below bench/out; they are written the first time."""
    folder = OUT / f"{shape}-{count}"
    if not folder.exists():
        unfinished = folder.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        write_reports(count, unfinished, SEED, SHAPES[shape])
        unfinished.rename(folder)
    return folder


def loaded_reports(count: int, shape: str = "faers") -> Path:
    """Give the database of so many reports; they are written the first time, and loaded once for a schema."""
    folder = written_reports(count, shape)
    database = folder / f"reports-{schema_hash()[:8]}.duckdb"
    if not database.exists():
        for older in folder.glob("*.duckdb"):
            older.unlink()
        unfinished = folder / "unfinished.duckdb"
        quarters = sorted((folder / "quarters").iterdir())
        print(said("load", timed([sys.executable, "-m", "signals.load", *quarters, "--into", unfinished])))
        unfinished.rename(database)
    return database


def write_reports(count: int, folder: Path, seed: int, shape: Shape) -> None:
    """Write `count` reports below `folder`: quarters/<label>/ and, of all of them together, counts.csv (name,AE,count).

    counts.csv is what tools that take counted pairs read: reports per pair, each report counted once.
    """
    rng = np.random.default_rng(seed)
    planted = dict(
        zip(
            rng.integers(0, 500, PLANTED).tolist(),
            rng.integers(50, 3_000, PLANTED).tolist(),
            strict=True,
        )
    )
    counted: list[pl.DataFrame] = []
    for part, first in enumerate(range(0, count, REPORTS_A_QUARTER)):
        reports = min(REPORTS_A_QUARTER, count - first)
        drug, term = drawn(rng, shape, reports)
        hit = np.isin(drug[:, 0], list(planted)) & (rng.random(reports) < 1 / 20)
        term[hit, 0] = [planted[rank] for rank in drug[hit, 0].tolist()]
        label = f"{FIRST_YEAR + part // QUARTERS_A_YEAR}Q{part % QUARTERS_A_YEAR + 1}"
        write_quarter(folder / "quarters" / label, label, drug, term, 10_000_000 + first)
        report = np.repeat(np.arange(reports), shape.drugs * TERMS_A_REPORT)
        pairs = pl.DataFrame(
            {
                "report": report,
                "drug": np.repeat(drug.ravel(), TERMS_A_REPORT),
                "term": np.repeat(term, shape.drugs, axis=0).ravel(),
            }
        )
        counted = [pl.concat([*counted, pairs.unique().group_by("drug", "term").len()])]
        counted = [counted[0].group_by("drug", "term").agg(pl.col("len").sum())]
    counts = counted[0].sort("drug", "term")
    counts.select(
        names("DRUG", DRUGS, NAMED_DRUGS).gather(counts["drug"]).alias("name"),
        names("Event ", TERMS, NAMED_TERMS).gather(counts["term"]).alias("AE"),
        pl.col("len").alias("count"),
    ).write_csv(folder / "counts.csv")
    print(f"{count} reports, {len(counts)} pairs, {counts['len'].ge(3).sum()} of them in 3 reports or more")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("count", type=int, help="how many reports")
    arguments.add_argument("folder", type=Path, help="a folder that does not exist yet")
    arguments.add_argument("--seed", type=int, default=SEED)
    arguments.add_argument("--shape", choices=SHAPES, default="faers")
    given = arguments.parse_args()
    write_reports(given.count, given.folder, given.seed, SHAPES[given.shape])
