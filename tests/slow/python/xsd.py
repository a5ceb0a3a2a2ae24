"""Validates XML with Python's xmlschema: a line {"schema": path, "text": document} in, a line {"errors": [message]} out."""

import functools
import json
import sys
from xml.etree import ElementTree

from xmlschema import XMLSchema


schema_of = functools.cache(XMLSchema)

for line in sys.stdin:
    request = json.loads(line)
    document = ElementTree.fromstring(request["text"].encode())
    errors = schema_of(request["schema"]).iter_errors(document)
    print(json.dumps({"errors": [f"{error.path} {error.reason}" for error in errors]}))
