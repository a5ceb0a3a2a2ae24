import type { Message } from "chat-events";

export function lines(message: Message): string[] {
  return (message.blocks ?? []).map((block) => {
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
