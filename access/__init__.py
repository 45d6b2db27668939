"""Who may ask for what: what stands between a request and the pages. For app.py and for what pages are made of."""
