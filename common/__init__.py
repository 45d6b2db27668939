"""What both rooms stand on and neither owns: paths, database, files, tables, HTML, theme, parts of charts."""
