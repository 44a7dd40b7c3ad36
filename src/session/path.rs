//! The way as it stands: which steps are on it, derived from the answers, never stored.

use serde::{Deserialize, Serialize};

use crate::guide::StepId;
use crate::prompt::ItemId;

/// One stop on the way: a step, and the item it is about where a step is asked for each item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", from = "String")]
pub struct Place {
    /// The step.
    pub step: StepId,
    /// The item.
    pub item: Option<ItemId>,
}

impl From<&StepId> for Place {
    fn from(step: &StepId) -> Self {
        Self { step: step.clone(), item: None }
    }
}

impl From<Place> for String {
    fn from(place: Place) -> Self {
        place.to_string()
    }
}

impl From<String> for Place {
    /// Reads `step` and `step#item`; anything odd behind the `#` belongs to the step's name and matches nothing.
    fn from(text: String) -> Self {
        if let Some((step, item)) = text.rsplit_once('#')
            && let Ok(item) = item.parse()
        {
            return Self { step: StepId(step.to_owned()), item: Some(ItemId(item)) };
        }
        Self { step: StepId(text), item: None }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.item {
            Some(item) => write!(f, "{}#{}", self.step, item.0),
            None => write!(f, "{}", self.step),
        }
    }
}
