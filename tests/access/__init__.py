"""Who may ask for what: headers, hosts, sign-in, roles and downloads."""
