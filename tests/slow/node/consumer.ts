/** A receiver of events that has nothing but the published package: compiled, and run over every sample. */

import { decode, type Event } from "PACKAGE";
import { samples } from "./samples.js";

for (const [name, text] of samples) {
  const result = decode(name, text);
  if (!result.ok) throw new Error(`${name}: ${result.error.message}`);
  const event: Event = result.event;
  if (!event.known || event.raw !== text) throw new Error(`${name} is not what was sent`);
}
console.log(`${samples.length} samples`);
