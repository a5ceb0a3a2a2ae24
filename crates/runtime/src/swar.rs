//! Bytes, many at a time, in safe Rust: a word holds eight, and the compiler may make vectors of it.

/// The first quote, backslash or control character of a block; 16 if it has none.
///
/// With branches: vendors send the same field with the same length again and again, and processors learn that.
#[inline(always)]
pub(crate) fn first_special(block: &[u8; 16]) -> usize {
    let special = |word: Option<&[u8; 8]>| word.map_or(0, |word| in_word(u64::from_le_bytes(*word)));
    let (first, second) = (special(block.first_chunk()), special(block.last_chunk()));
    if first != 0 {
        (first.trailing_zeros() / 8) as usize
    } else if second != 0 {
        8 + (second.trailing_zeros() / 8) as usize
    } else {
        16
    }
}

/// How many digits come before the first of eight bytes that is not one.
#[inline(always)]
pub(crate) fn digits(block: [u8; 8]) -> usize {
    let word = u64::from_le_bytes(block) ^ all(b'0');
    // The high bit of each byte above 9; right for the lowest such byte.
    let others = (word.wrapping_add(all(0x7f - 9)) | word) & all(0x80);
    (others.trailing_zeros() / 8) as usize
}

/// Whether two texts of one length are the same.
#[inline]
pub(crate) fn same(a: &[u8], b: &[u8]) -> bool {
    // Both ends, which overlap in the middle: no loop and no call for keys of 8 to 32 bytes.
    let ends = |a: Option<&[u8; 16]>, b: Option<&[u8; 16]>| Some(u128::from_ne_bytes(*a?) ^ u128::from_ne_bytes(*b?));
    if let (Some(first), Some(last)) = (ends(a.first_chunk(), b.first_chunk()), ends(a.last_chunk(), b.last_chunk())) {
        return first | last == 0 && (a.len() <= 32 || a == b);
    }
    let ends = |a: Option<&[u8; 8]>, b: Option<&[u8; 8]>| Some(u64::from_ne_bytes(*a?) ^ u64::from_ne_bytes(*b?));
    match (ends(a.first_chunk(), b.first_chunk()), ends(a.last_chunk(), b.last_chunk())) {
        (Some(first), Some(last)) => first | last == 0,
        _ => a == b,
    }
}

/// Whether two texts are the same.
#[inline]
pub(crate) fn equal(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && same(a, b)
}

const fn all(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// The high bit of each byte that is special; right for the lowest such byte.
#[inline]
fn in_word(word: u64) -> u64 {
    // Exchanging 0x20 and 0x22 puts the quote below the space: one test for quote and control characters.
    let quote_or_control = (word ^ all(0x02)).wrapping_sub(all(0x21));
    let backslash = (word ^ all(b'\\')).wrapping_sub(all(0x01));
    (quote_or_control | backslash) & !word & all(0x80)
}

#[cfg(test)]
mod tests {
    use super::{digits, first_special, same};

    #[test]
    fn special_bytes_are_found_beside_any_other() {
        for byte in 0..=u8::MAX {
            for other in [0x00, 0x1f, b' ', b'!', b'"', b'#', b'\\', b'a', 0x7f, 0x80, 0xa2, 0xdc, 0xff] {
                for at in 0..15 {
                    let mut block = [b'a'; 16];
                    (block[at], block[at + 1]) = (byte, other);
                    let is_special = |byte: &u8| matches!(byte, 0..=0x1f | b'"' | b'\\');
                    let expected = block.iter().position(is_special).unwrap_or(16);
                    assert_eq!(first_special(&block), expected, "{block:?}");
                }
            }
        }
    }

    #[test]
    fn digits_end_at_any_other_byte() {
        for byte in 0..=u8::MAX {
            for other in [0x00, b'/', b'0', b'9', b':', 0x80, 0xb0, 0xff] {
                for at in 0..7 {
                    let mut block = *b"01234589";
                    (block[at], block[at + 1]) = (byte, other);
                    let expected = block.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(8);
                    assert_eq!(digits(block), expected, "{block:?}");
                }
            }
        }
    }

    #[test]
    fn same_is_equality() {
        for length in 0..70 {
            let a: Vec<u8> = (0..length).collect();
            assert!(same(&a, &a.clone()));
            for at in 0..a.len() {
                let mut b = a.clone();
                b[at] ^= 0x80;
                assert!(!same(&a, &b), "{length} {at}");
            }
        }
    }
}
