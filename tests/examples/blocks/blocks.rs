use chat_events::types::{Block, Message};

pub fn lines(message: &Message<'_>) -> Vec<String> {
    let line = |block| match block {
        Block::RichText(block) => format!("{} elements", block.elements().value().map_or(0, |it| it.len())),
        Block::Section(block) => block.text().value().and_then(|it| it.text().value()).unwrap_or_default().into(),
        Block::Image(block) => block.alt_text().value().unwrap_or_default().into(),
        Block::Other(json) => {
            let tag = json.members().find(|(key, _)| key == "type").and_then(|(_, tag)| tag.string());
            format!("unknown: {}", tag.unwrap_or_default())
        }
        _ => "added in a later version".into(),
    };
    let blocks = message.blocks().value();
    blocks.iter().flat_map(|blocks| blocks.iter()).filter_map(|block| block.value()).map(line).collect()
}
