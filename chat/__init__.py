"""The words that handlers and platforms share; knows nothing of OKRs and does no I/O."""
