//! A program built without sealing: it has no keys, and says so.

use zeroize::Zeroizing;

use super::{Passphrase, UnwrapFault, Work};

/// A key that is never made.
#[derive(Clone)]
pub(crate) struct Key(());

#[expect(clippy::unused_self, reason = "the real key has the same shape")]
impl Key {
    pub(crate) fn random() -> Option<Self> {
        None
    }

    pub(crate) fn same(&self, _other: &Self) -> bool {
        false
    }

    pub(crate) fn wrap(&self, _passphrase: &Passphrase, _work: Work) -> Option<Vec<u8>> {
        None
    }

    pub(crate) fn unwrap(_bytes: &[u8], _passphrase: &Passphrase) -> Result<Self, UnwrapFault> {
        Err(UnwrapFault::NotBuilt)
    }

    pub(crate) fn seal(&self, _bytes: Vec<u8>) -> Option<Vec<u8>> {
        None
    }

    pub(crate) fn open(&self, _bytes: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        None
    }
}
