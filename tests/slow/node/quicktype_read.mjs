/**
 * Payloads through compiled code of quicktype: a line {"module": path, "text": payload} in; a line {"encoded": text}, or
 * {"error": message} where the code refuses the payload, out.
 */

import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

for await (const line of createInterface({ input: process.stdin })) {
  const { module, text } = JSON.parse(line);
  const { Convert } = await import(pathToFileURL(module).href);
  console.log(JSON.stringify(read(Convert, text)));
}

function read(Convert, text) {
  try {
    return { encoded: Convert.payloadToJson(Convert.toPayload(text)) };
  } catch (error) {
    return { error: String(error) };
  }
}
