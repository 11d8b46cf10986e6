//! Where the user wrote what stands in another place of a mended intent.

use crate::diag::{Diagnostic, Place};
use crate::document::pointer::Pointer;

/// The moves that made a mended intent, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moves(Vec<(Pointer, Pointer)>);

impl Moves {
    /// Notes that what stood at `from` now stands at `to`.
    pub(super) fn push(&mut self, from: Pointer, to: Pointer) {
        self.0.push((from, to));
    }

    /// Whether nothing was moved.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Where the user wrote what stands at `place` of the mended intent.
    pub fn home(&self, place: &Pointer) -> Pointer {
        self.0
            .iter()
            .rev()
            .fold(place.clone(), |place, (from, to)| {
                place.rebased(to, from).unwrap_or(place)
            })
    }

    /// Where in the mended intent that stands which the user wrote at `place`.
    pub fn away(&self, place: &Pointer) -> Pointer {
        self.0.iter().fold(place.clone(), |place, (from, to)| {
            // What is now an item of a list in its own place is still what the user wrote there.
            if place == *from && to.is_within(from) {
                return place;
            }
            place.rebased(from, to).unwrap_or(place)
        })
    }

    /// The diagnostic about the mended intent with the places of the user.
    pub fn send_home(&self, mut diagnostic: Diagnostic) -> Diagnostic {
        diagnostic.place = self.place(diagnostic.place);
        for (place, _) in &mut diagnostic.related {
            *place = self.place(place.clone());
        }
        diagnostic
    }

    fn place(&self, place: Place) -> Place {
        match place {
            Place::Value(at) => Place::Value(self.home(&at)),
            Place::Key(at) => Place::Key(self.home(&at)),
            Place::Inside(at, range) => Place::Inside(self.home(&at), range),
            Place::Span(_) | Place::File => place,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn home_and_away() {
        let mut moves = Moves::default();
        let at = Pointer::parse;
        moves.push(at("/routng"), at("/routing"));
        moves.push(at("/routing/endpoints/cold"), at("/routing/endpoints/0"));
        for (home, away) in [
            ("/routng", "/routing"),
            (
                "/routng/endpoints/cold/target",
                "/routing/endpoints/0/target",
            ),
            ("/routng/routes/0", "/routing/routes/0"),
            ("/hub", "/hub"),
        ] {
            assert_eq!(moves.home(&at(away)), at(home));
            assert_eq!(moves.away(&at(home)), at(away));
        }
    }
}
