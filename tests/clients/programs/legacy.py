"""A legacy client with nothing but Python's standard library.

Usage: python3 legacy.py HOST:PORT KEY QUESTIONNAIRE_ID

Prints as JSON what it got. Runs on Python 3.6 and newer.
"""

import http.client
import json
import sys
import urllib.error
import urllib.parse
import urllib.request
import uuid
from datetime import datetime, timezone

authority, key, questionnaire = sys.argv[1:]
headers = {"Authorization": "Bearer " + key}
with_json = dict(headers, **{"Content-Type": "application/json"})
result = {}


def call(connection, method, path, body=None):
    """One call on a connection that stays open. The body of an error is read like that of a success."""
    content = None if body is None else json.dumps(body)
    connection.request(method, "/api/v1" + path, content, headers if body is None else with_json)
    response = connection.getresponse()
    return response.status, json.loads(response.read().decode("utf-8") or "null")


connection = http.client.HTTPConnection(authority, timeout=30)
status, company = call(connection, "POST", "/entities", {"legal_name": "Münchner Rück 雪"})
result["created"] = [status, company["name"]]
socket = connection.sock

status, rejected = call(connection, "POST", "/workflows/send/", {"entity_id": company["id"], "email": "nowhere"})
result["rejected"] = [status, rejected["code"], sorted(rejected["errors"])]

send = {"entity_id": company["id"], "ddq": {"questionnaire_id": int(questionnaire)}, "email": "snow@acme.example"}
status, receipt = call(connection, "POST", "/workflows/send/", send)
result["sent"] = [status, receipt["status"]]
expires = datetime.strptime(receipt["expires_at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)
result["expires_in_hours"] = round((expires - datetime.now(timezone.utc)).total_seconds() / 3600)

status, missing = call(connection, "GET", "/responses/%s" % uuid.uuid4())
result["missing"] = [status, missing["code"]]

# An iterable body has no length, so that http.client sends it in chunks.
content = json.dumps({"legal_name": "In Stücken 雪"}).encode("utf-8")
connection.request("POST", "/api/v1/entities/", iter([content[:5], content[5:]]), with_json)
response = connection.getresponse()
result["chunked"] = [response.status, json.loads(response.read().decode("utf-8"))["name"]]

boundary = uuid.uuid4().hex
form = (
    "--{0}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"register.txt\"\r\n"
    "Content-Type: text/plain\r\n\r\nCompany number: 04812377\r\n--{0}--\r\n"
).format(boundary)
connection.request(
    "POST",
    "/api/v1/entities/%s/documents" % company["id"],
    form.encode("utf-8"),
    dict(headers, **{"Content-Type": "multipart/form-data; boundary=" + boundary}),
)
response = connection.getresponse()
document = json.loads(response.read().decode("utf-8"))
result["uploaded"] = [response.status, document["name"], document["size_bytes"]]

connection.request("GET", "/api/v1/documents/%s/content/" % document["id"], headers=headers)
result["downloaded"] = connection.getresponse().read().decode("utf-8")
result["on_one_connection"] = connection.sock is socket
connection.close()


def read(url):
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as response:
        return json.load(response)


result["names"] = []
url = "http://%s/api/v1/entities/?%s" % (authority, urllib.parse.urlencode({"page_size": 1, "search": "雪"}))
while url:
    page = read(url)
    result["names"] += [entity["name"] for entity in page["results"]]
    url = page["next"]

try:
    # Without a content type, urllib says that the body is a form.
    urllib.request.urlopen(
        urllib.request.Request("http://%s/api/v1/entities/" % authority, b'{"legal_name": "Acme"}', headers)
    )
except urllib.error.HTTPError as error:
    result["without_content_type"] = [error.code, json.load(error)["code"]]

print(json.dumps(result))
