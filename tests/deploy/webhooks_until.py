"""Posts signed webhooks through Nginx, one after the other, until a file is there; then says how often each answer came.
Runs on the server that is tested, with nothing but Python: `python3 - FILE SECRET`."""

import hashlib
import hmac
import http.client
import json
import socket
import ssl
import sys
import time
from collections import Counter
from pathlib import Path

NAME = "wa.example.in"
until, secret = Path(sys.argv[1]), sys.argv[2]
tls = ssl.create_default_context()
tls.check_hostname, tls.verify_mode = False, ssl.CERT_NONE  # a certificate of our own making
answers: Counter[str] = Counter()
number = 0
while not until.exists():
    number += 1
    message = {"from": "919812345678", "id": f"wamid.{number}", "timestamp": str(int(time.time())), "type": "text"}
    value = {"messaging_product": "whatsapp", "metadata": {"phone_number_id": "1"}, "messages": [message]}
    body = json.dumps({"object": "x", "entry": [{"id": "1", "changes": [{"field": "messages", "value": value}]}]})
    mark = hmac.new(secret.encode(), body.encode(), hashlib.sha256).hexdigest()
    headers = {"X-Hub-Signature-256": f"sha256={mark}", "Content-Type": "application/json"}
    try:
        connection = http.client.HTTPConnection(NAME)
        connection.sock = tls.wrap_socket(socket.create_connection(("127.0.0.1", 443), 20), server_hostname=NAME)
        connection.request("POST", "/webhooks/whatsapp", body, headers)
        answers[str(connection.getresponse().status)] += 1
        connection.close()
    except OSError as error:
        answers[repr(error)] += 1
    time.sleep(0.02)  # noqa: TID251 - a pause between posts, on the server that is tested
sys.stdout.write(json.dumps(answers))
