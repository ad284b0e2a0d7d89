"""A client in Python that does what a box's does at the least: makes a key, asks for a certificate, keeps both, serves a page.

For deploy/bench footprint, to compare with. Written to be small, not to be used: it renews nothing and survives nothing.
"""

import http.server
import json
import os
import ssl
import sys
import threading
import urllib.request
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

state = {"code": "STARTING"}


class Page(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        body = json.dumps(state, separators=(",", ":")).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


def serve(port, tls=None):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Page)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()


def ask(data):
    key = ec.generate_private_key(ec.SECP256R1())
    request = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([])).sign(key, hashes.SHA256())
    body = {
        "databaseUuid": os.environ["PADLOCK_BOX_DATABASE_UUID"],
        "enterpriseCode": os.environ["PADLOCK_BOX_ENTERPRISE_CODE"],
        "signingRequest": request.public_bytes(serialization.Encoding.PEM).decode(),
    }
    question = urllib.request.Request(
        os.environ["PADLOCK_BOX_SERVER"] + "/v1/certificates",
        json.dumps(body).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(question, timeout=60) as answer:
        chain = json.load(answer)["certificateChain"]
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (data / "key.pem").write_bytes(pem)
    (data / "chain.pem").write_text(chain)


def main():
    data = Path(os.environ["PADLOCK_BOX_DATA"])
    data.mkdir(parents=True, exist_ok=True)
    serve(int(sys.argv[1]))
    ask(data)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(data / "chain.pem", data / "key.pem")
    serve(int(os.environ["PADLOCK_BOX_HTTPS_PORT"]), tls)
    state["code"] = "OK"
    threading.Event().wait()


main()
