"""Let vigipy 3.5.1 compute PRR, ROR, BCPNN and GPS of counted pairs (name,AE,count), those in three reports or more."""

import sys

import pandas as pd
import vigipy  # ty: ignore[import-not-found]  from an environment of its own

table = vigipy.convert(pd.read_csv(sys.argv[1]))
ranked = {"min_events": 3, "decision_metric": "signals"}
for measure, options in (
    (vigipy.prr, {"ranking_statistic": "CI"}),
    (vigipy.ror, {"ranking_statistic": "CI"}),
    (vigipy.bcpnn, {"ranking_statistic": "quantile"}),
    (vigipy.gps, {"ranking_statistic": "quantile", "decision_thres": 2, "truncate": True}),
):
    print(measure.__name__, len(measure(table, **ranked, **options).all_signals))
