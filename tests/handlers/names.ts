// Compiled with the handlers: the part of an event's name that is in its payload is a literal there, so that a `switch` narrows.
import type { Event } from "code-host-events";

export function state(event: Event): string {
  if (!event.conforms) return "";
  const { payload } = event;
  switch (payload.action) {
    case "closed": {
      const closed: "closed" = payload.issue.state;
      return closed;
    }
    case "edited":
      return Object.keys(payload.changes).join();
    case "labeled":
      return payload.label.name;
    case "opened":
    case "reopened":
      return payload.issue.state;
    default: {
      const none: never = payload;
      return none;
    }
  }
}
