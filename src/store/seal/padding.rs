//! Padding: what is sealed grows to steps of 4 KiB, so that a file's size says little.

use zeroize::{Zeroize as _, Zeroizing};

/// Sealed contents grow to a multiple of this many bytes.
const STEP: usize = 4096;

/// Adds spaces and a line end, up to a multiple of 4 KiB. TOML reads the same with them.
pub(super) fn pad(mut bytes: Vec<u8>) -> Zeroizing<Vec<u8>> {
    let padded = (bytes.len() + 1).next_multiple_of(STEP);
    let mut out = Zeroizing::new(Vec::with_capacity(padded));
    out.extend_from_slice(&bytes);
    bytes.zeroize();
    out.resize(padded - 1, b' ');
    out.push(b'\n');
    out
}

/// Takes the padding off again.
pub(super) fn unpad(bytes: &[u8]) -> &[u8] {
    let Some(body) = bytes.strip_suffix(b"\n").filter(|_| bytes.len().is_multiple_of(STEP)) else {
        return bytes;
    };
    let end = body.iter().rposition(|byte| *byte != b' ').map_or(0, |last| last + 1);
    body.get(..end).unwrap_or(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_comes_off_as_it_went_on() {
        for len in [0, 1, 4094, 4095, 4096, 4097, 10_000] {
            let bytes = vec![b'x'; len];
            let padded = pad(bytes.clone());
            assert_eq!(padded.len() % STEP, 0);
            assert_eq!(unpad(&padded), bytes);
        }
        assert_eq!(unpad(b"not padded \n"), b"not padded \n");
    }
}
