//! The real seal: the `age` format.

use std::io::{Read as _, Write as _};
use std::iter;

use age::armor::{ArmoredReader, ArmoredWriter, Format};
use age::secrecy::{ExposeSecret as _, SecretString};
use age::x25519::Identity;
use age::{DecryptError, Decryptor, Encryptor};
use zeroize::Zeroizing;

use super::padding::{pad, unpad};
use super::{Passphrase, UnwrapFault, Work};

/// The key of a data folder. Whoever holds it reads and writes everything there. Wiped from memory when dropped.
#[derive(Clone)]
pub(crate) struct Key(Identity);

impl Key {
    /// A new key. `None` only in a program built without sealing.
    #[expect(clippy::unnecessary_wraps, reason = "a program built without sealing has none")]
    pub(crate) fn random() -> Option<Self> {
        Some(Self(Identity::generate()))
    }

    /// Whether both are the same key.
    pub(crate) fn same(&self, other: &Self) -> bool {
        self.0.to_public() == other.0.to_public()
    }

    /// The key sealed under a passphrase, as text: an armoured age file that holds an age identity.
    pub(crate) fn wrap(&self, passphrase: &Passphrase, work: Work) -> Option<Vec<u8>> {
        let mut recipient = age::scrypt::Recipient::new(secret(passphrase));
        recipient.set_work_factor(work.power());
        let identity = self.0.to_string();
        let mut plain = Zeroizing::new(String::with_capacity(identity.expose_secret().len() + 1));
        plain.push_str(identity.expose_secret());
        plain.push('\n');
        encrypt(&recipient, plain.as_bytes(), Format::AsciiArmor)
    }

    /// Opens a sealed key.
    pub(crate) fn unwrap(bytes: &[u8], passphrase: &Passphrase) -> Result<Self, UnwrapFault> {
        let mut identity = age::scrypt::Identity::new(secret(passphrase));
        identity.set_max_work_factor(Work::MOST.power());
        let plain = decrypt(&identity, bytes).map_err(|fault| match fault {
            DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed | DecryptError::NoMatchingKeys => {
                UnwrapFault::DoesNotOpen
            }
            DecryptError::ExcessiveWork { .. } => UnwrapFault::TooMuchWork,
            _ => UnwrapFault::Damaged,
        })?;
        let text = std::str::from_utf8(&plain).map_err(|_| UnwrapFault::Damaged)?;
        let line = text.lines().find(|line| !line.starts_with('#')).ok_or(UnwrapFault::Damaged)?;
        line.trim().parse().map(Self).map_err(|_| UnwrapFault::Damaged)
    }

    /// Seals the contents of a file.
    pub(crate) fn seal(&self, bytes: Vec<u8>) -> Option<Vec<u8>> {
        encrypt(&self.0.to_public(), &pad(bytes), Format::Binary)
    }

    /// Opens a sealed file. `None` when not every byte of it is as it was sealed, or it was sealed with another key.
    pub(crate) fn open(&self, bytes: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let mut plain = decrypt(&self.0, bytes).ok()?;
        let end = unpad(&plain).len();
        plain.truncate(end);
        Some(plain)
    }
}

fn secret(passphrase: &Passphrase) -> SecretString {
    SecretString::from(passphrase.text().to_owned())
}

fn encrypt(to: &dyn age::Recipient, plain: &[u8], format: Format) -> Option<Vec<u8>> {
    let mut sealed = Vec::with_capacity(plain.len() + 1024);
    let encryptor = Encryptor::with_recipients(iter::once(to)).ok()?;
    let armor = ArmoredWriter::wrap_output(&mut sealed, format).ok()?;
    let mut writer = encryptor.wrap_output(armor).ok()?;
    writer.write_all(plain).ok()?;
    writer.finish().and_then(ArmoredWriter::finish).ok()?;
    Some(sealed)
}

fn decrypt(with: &dyn age::Identity, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, DecryptError> {
    let decryptor = Decryptor::new(ArmoredReader::new(sealed))?;
    let mut reader = decryptor.decrypt(iter::once(with))?;
    let mut plain = Zeroizing::new(Vec::with_capacity(sealed.len()));
    reader.read_to_end(&mut plain).map_err(DecryptError::Io)?;
    Ok(plain)
}
