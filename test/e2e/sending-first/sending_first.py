"""Posts a file of lines as http.client does: all of it is sent before any of the answer is read. Prints the last line."""
import http.client
import sys
from urllib.parse import urlsplit

url, key, path = sys.argv[1:]
target = urlsplit(url)
connection = http.client.HTTPConnection(target.hostname, target.port)
with open(path, "rb") as file:
    body = file.read()
headers = {"Authorization": "Bearer " + key, "Content-Type": "application/x-ndjson"}
connection.request("POST", target.path, body, headers)
lines = connection.getresponse().read().decode().splitlines()
print(len(lines))
print(lines[-1])
