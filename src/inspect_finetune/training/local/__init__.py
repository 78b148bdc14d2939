"""Fine-tuning on the own machine, with torch and transformers (extra ``[local]``)."""
