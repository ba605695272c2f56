"""The control API under `/sandbox/`: what tests, benchmarks and curious newcomers do to the stand-in. No sign-in.

GET     state                   WABAs, numbers, behaviour, faults, count of accepted messages
GET     ledger                  accepted messages; ?callback_prefix &phone_number_id &after (sequence) &limit
GET     ledger/summary          accepted, distinct, doubled, first, last, fullest second; same filters
GET     webhooks                delivery figures; `planned` statuses are still to happen
POST    webhooks/verify         Meta's handshake with the callback URL
POST    config                  some members of config.Behaviour
POST    faults                  one faults.Fault            DELETE faults    all of them
POST    inbound                 an inbound.Inbound: a customer's message
POST    templates/{id or name}  an events.TemplateChange    DELETE           the template is gone
POST    templates               a steer.NewTemplate
POST    numbers/{id}            an events.NumberChange
POST    numbers, wabas          one more, {waba_id?}
POST    events                  a webhook of any field, {field, value?, waba_id?}
POST    reset                   as after a fresh start, ledger emptied
"""
