"""Validates JSON with Python's jsonschema: a line {"schema": path, "text": document} in, a line {"errors": [message]} out."""

import functools
import json
import sys

from jsonschema.validators import validator_for


@functools.cache
def validator_of(path):
    with open(path, encoding="utf-8") as file:
        schema = json.load(file)
    validator = validator_for(schema)
    validator.check_schema(schema)
    return validator(schema, format_checker=validator.FORMAT_CHECKER)


for line in sys.stdin:
    request = json.loads(line)
    errors = validator_of(request["schema"]).iter_errors(json.loads(request["text"]))
    print(json.dumps({"errors": [f"{error.json_path} {error.message}" for error in errors]}))
