"""Run notebooks: engine, warm processes, pools, batches and the ledger. Knows nothing of migration."""
