//! The codes of what can be wrong with a condition.

use super::Level;

macro_rules! codes {
    ($($name:ident $text:literal $level:ident $sentence:literal;)*) => {
        /// What is wrong with a condition.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Code { $(#[doc = $sentence] $name,)* }

        impl Code {
            /// Its name in messages, and how bad it is.
            pub(super) fn named(self) -> (&'static str, Level) {
                match self { $(Code::$name => ($text, Level::$level),)* }
            }
        }

        pub(super) const LIST: &[(&str, Level, &str)] = &[$(($text, Level::$level, $sentence),)*];
    };
}

codes! {
    Syntax "condition-syntax" Error "The condition cannot be parsed.";
    Sql "condition-sql-statement" Error "A whole SQL statement stands where only its condition belongs.";
    UnknownOperator "condition-unknown-operator" Error "An operator is written that the routing language does not have.";
    Parenthesis "condition-parenthesis" Error "A parenthesis has no partner.";
    Text "condition-unterminated-text" Error "A text has no closing quote, or holds an escape that does not exist.";
    Blank "condition-blank" Error "The condition is blank: quotes with nothing in them.";
    TooDeep "condition-too-deep" Error "The condition is nested too deeply to be judged.";
    UnknownFunction "condition-unknown-function" Error "The routing language has no such function.";
    ArgumentCount "condition-argument-count" Error "A function is called with too few or too many arguments.";
    ArgumentType "condition-argument-type" Error "A function is called with an argument of a type that it does not take.";
    Mismatch "condition-type-mismatch" Error "An operator stands between values that it cannot take.";
    Path "condition-path" Error "A `$body` or `$twin` path is not one that can be looked up.";
    BasicTwin "condition-twin-on-basic" Error "A Basic hub has no twins, so a `$twin` condition never matches.";
    Never "condition-never-matches" Warning "The condition, or one side of its `OR`, can never be true.";
    Constant "condition-constant" Warning "The condition, or a part of it, does not depend on the message.";
    BareWord "condition-bare-word" Warning "A word without quotes is the name of another property, not a text.";
    TextOrder "condition-text-order" Warning "A number in quotes is compared letter by letter, so that `'100'` comes before `'30'`.";
    Quotes "condition-quotes" Warning "Quotes are part of a name instead of enclosing a text.";
    Glued "condition-operator-in-name" Warning "An operator without blanks around it is part of a name.";
    Invisible "condition-invisible-character" Warning "A character that one cannot see is part of a name.";
    SystemProperty "condition-unknown-system-property" Warning "No system property has this name.";
    MissingDollar "condition-missing-dollar" Warning "A system property is named without its `$`.";
    MissingRoot "condition-missing-root" Warning "A body or twin path is written without `$body` or `$twin`.";
    TwinPath "condition-twin-path" Warning "A twin path leads neither into tags nor into properties.";
    List "condition-list" Warning "A list stands in the condition, which is documented for queries only.";
    Undocumented "condition-undocumented-function" Warning "The function is not documented for IoT Hub.";
}
