import type { GenericMessageEvent, KnownBlock } from "@slack/types";

export function lines(message: GenericMessageEvent): string[] {
  return ((message.blocks ?? []) as KnownBlock[]).map((block) => {
    switch (block.type) {
      case "rich_text":
        return `${block.elements.length} elements`;
      case "section":
        return block.text?.text ?? "";
      case "image":
        return block.alt_text;
      default:
        return `unknown: ${block.type}`;
    }
  });
}
