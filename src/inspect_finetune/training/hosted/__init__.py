"""Fine-tuning at a service that speaks OpenAI's API: one file, one job, one record.

`train` goes through the steps; `service` asks the service and tries again what may pass;
`asked` is what is paid for, `plan` what is known before; `faults` says what went wrong.
"""
