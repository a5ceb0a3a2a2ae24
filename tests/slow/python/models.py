"""
Payloads through the models of datamodel-code-generator: a line {"module", "class", "text"} in; a line {"encoded": text},
or {"error": message} where the model refuses the payload, out.

    python models.py DIRECTORY      the directory of the generated modules
"""

import importlib
import json
import sys

from pydantic import ValidationError

sys.path.insert(0, sys.argv[1])

for line in sys.stdin:
    request = json.loads(line)
    model = getattr(importlib.import_module(request["module"]), request["class"])
    try:
        value = model.model_validate_json(request["text"])
        answer = {"encoded": value.model_dump_json(by_alias=True, exclude_unset=True)}
    except ValidationError as error:
        answer = {"error": str(error)}
    print(json.dumps(answer))
