//! A Bicep expression as a tree: everything that the layout has to know about.

/// A Bicep expression.
///
/// Text is always text: how it is escaped is the layout's business.
#[derive(Clone, Debug, PartialEq)]
pub enum Syntax {
    /// A string literal.
    Text(String),
    /// A whole number.
    Int(i64),
    /// `true` or `false`.
    Bool(bool),
    /// `null`.
    Null,
    /// A name, printed as it is.
    Name(String),
    /// A string with holes.
    Join(Join),
    /// `name(args)` or `on.name(args)`.
    Call {
        /// What the method is called on.
        on: Option<Box<Syntax>>,
        /// The function, with its namespace where it needs one.
        name: String,
        /// The arguments.
        args: Vec<Syntax>,
        /// A comment behind the last argument; nothing where there is no argument.
        comment: Option<String>,
    },
    /// `of.name`, or `of['name']` where the name is no identifier.
    Property {
        /// The whole.
        of: Box<Syntax>,
        /// The part.
        name: String,
    },
    /// `of[index]`.
    Index {
        /// The whole.
        of: Box<Syntax>,
        /// The part.
        index: Box<Syntax>,
    },
    /// `[…]`.
    Array {
        /// The items.
        items: Vec<Syntax>,
        /// How it is written.
        shape: Shape,
    },
    /// `{…}`.
    Object {
        /// The properties.
        entries: Vec<(Key, Syntax)>,
        /// How it is written.
        shape: Shape,
    },
    /// `condition ? yes : no`.
    If {
        /// What decides.
        condition: Box<Syntax>,
        /// The value if so.
        yes: Box<Syntax>,
        /// The value if not.
        no: Box<Syntax>,
    },
    /// `left operator right`.
    Operation {
        /// The operator.
        operator: String,
        /// Its left side.
        left: Box<Syntax>,
        /// Its right side.
        right: Box<Syntax>,
    },
    /// `!value`.
    Not(Box<Syntax>),
    /// `(value)`.
    Paren(Box<Syntax>),
}

/// A string with holes.
#[derive(Clone, Debug, PartialEq)]
pub struct Join {
    /// The text before the first hole.
    pub first: String,
    /// Each hole with the text behind it; never empty.
    pub rest: Vec<(Syntax, String)>,
}

/// A key of an object.
#[derive(Clone, Debug, PartialEq)]
pub enum Key {
    /// Fixed text; quoted only where it must be.
    Text(String),
    /// A string with holes.
    Join(Join),
}

/// How a literal with content is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A newline behind the opening bracket: one item a line, always.
    Tall,
    /// On one line where it fits.
    Flat,
}

impl Syntax {
    /// A tall object with fixed keys.
    pub fn object(entries: Vec<(Key, Self)>) -> Self {
        Self::Object {
            entries,
            shape: Shape::Tall,
        }
    }

    /// A call without receiver and comment.
    pub fn call(name: impl Into<String>, args: Vec<Self>) -> Self {
        Self::Call {
            on: None,
            name: name.into(),
            args,
            comment: None,
        }
    }

    /// A property of this expression.
    #[must_use]
    pub fn property(self, name: impl Into<String>) -> Self {
        Self::Property {
            of: Box::new(self),
            name: name.into(),
        }
    }
}
