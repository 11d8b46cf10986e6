//! Text with holes in its normal form, so that both printers see the same pieces.

use crate::plan::{Expr, Piece};

/// What text with holes comes to.
#[derive(Debug, PartialEq)]
pub(super) enum Pieces<'a> {
    /// It has no hole.
    Text(String),
    /// Texts and holes in turn.
    Mixed {
        /// The text before the first hole.
        first: String,
        /// Each hole with the text behind it.
        rest: Vec<(&'a Expr, String)>,
    },
}

/// Joins neighbouring texts. Holes stay as they are, also those that hold text: the compiler folds none.
pub(super) fn pieces(pieces: &[Piece]) -> Pieces<'_> {
    let mut first = String::new();
    let mut rest: Vec<(&Expr, String)> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => rest
                .last_mut()
                .map_or(&mut first, |(_, behind)| behind)
                .push_str(text),
            Piece::Hole(hole) => rest.push((hole, String::new())),
        }
    }
    if rest.is_empty() {
        Pieces::Text(first)
    } else {
        Pieces::Mixed { first, rest }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_joined() {
        let hole = Expr::Int(1);
        let given = [
            Piece::Text("$".to_owned()),
            Piece::Text("{".to_owned()),
            Piece::Hole(hole.clone()),
            Piece::Hole(hole.clone()),
            Piece::Text("a".to_owned()),
            Piece::Text("b".to_owned()),
        ];
        assert_eq!(
            pieces(&given),
            Pieces::Mixed {
                first: "${".to_owned(),
                rest: vec![(&hole, String::new()), (&hole, "ab".to_owned())],
            }
        );
        assert_eq!(pieces(&given[..2]), Pieces::Text("${".to_owned()));
        assert_eq!(pieces(&[]), Pieces::Text(String::new()));
    }
}
