//! From SQL text to a typed [`Condition`]: every name is looked up, every comparison has two sides of one type, and a
//! mistake is shown at its place in the file.

use sqlparser::ast::{
    BinaryOperator, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments, Spanned, UnaryOperator, Value,
};
use sqlparser::dialect::GenericDialect;
use sqlparser::parser::{Parser, ParserError};
use sqlparser::tokenizer::Token;

use crate::dossiers::{ColumnId, ColumnKind, Schema};
use crate::matching::nearest;
use crate::period::Day;
use crate::texts::Message;

use super::expression::{Condition, DayValue, Order};

/// What a name in an expression may stand for besides columns: the terms of the rules, already compiled.
pub(super) struct Scope<'a> {
    pub(super) schema: &'a Schema,
    pub(super) terms: &'a [(String, Compiled)],
}

/// A compiled expression: a condition, or a day.
#[derive(Debug, Clone)]
pub(super) enum Compiled {
    Condition(Condition),
    Day(DayValue),
}

/// What is wrong with an expression, and at which character (from 1; line breaks count as characters).
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) said: Message,
    pub(super) at: usize,
}

/// One side of a comparison.
enum Operand {
    Day(DayValue),
    Word(ColumnId),
    Text(ColumnId),
    Amount(ColumnId),
    Condition(Condition),
    Quoted(String),
    Number(i64),
}

/// Longest expression, in bytes: the parser and the evaluation go as deep as an expression is long.
const MOST_SQL: usize = 4000;

pub(super) fn compile(sql: &str, scope: &Scope<'_>) -> Result<Compiled, Fault> {
    if sql.len() > MOST_SQL {
        return Err(Fault { said: Message::new("indicators.too_long").with("most", MOST_SQL), at: 1 });
    }
    let compiler = Compiler { sql, scope };
    let expression = compiler.parse()?;
    match compiler.operand(&expression)? {
        Operand::Condition(condition) => Ok(Compiled::Condition(condition)),
        Operand::Day(day) => Ok(Compiled::Day(day)),
        _ => Err(compiler.fault(&expression, Message::new("indicators.not_a_condition"))),
    }
}

struct Compiler<'a> {
    sql: &'a str,
    scope: &'a Scope<'a>,
}

impl Compiler<'_> {
    fn parse(&self) -> Result<Expr, Fault> {
        let said = |error: &ParserError| {
            let text = match error {
                ParserError::TokenizerError(text) | ParserError::ParserError(text) => text.clone(),
                ParserError::RecursionLimitExceeded => "recursion limit".to_owned(),
            };
            let (reason, line, column) = split_location(&text);
            Fault { said: Message::new("indicators.sql").with("reason", reason), at: self.character(line, column) }
        };
        let mut parser = Parser::new(&GenericDialect {}).try_with_sql(self.sql).map_err(|error| said(&error))?;
        let expression = parser.parse_expr().map_err(|error| said(&error))?;
        let rest = parser.peek_token();
        if rest.token != Token::EOF {
            let reason = format!("{} ?", rest.token);
            let at = self.character(rest.span.start.line, rest.span.start.column);
            return Err(Fault { said: Message::new("indicators.sql").with("reason", reason), at });
        }
        Ok(expression)
    }

    /// The character (from 1) of a line and column of the expression.
    fn character(&self, line: u64, column: u64) -> usize {
        let line = usize::try_from(line).unwrap_or(1).max(1);
        let before: usize = self.sql.split('\n').take(line - 1).map(|text| text.chars().count() + 1).sum();
        before + usize::try_from(column).unwrap_or(1).max(1)
    }

    fn fault(&self, expression: &Expr, said: Message) -> Fault {
        let start = expression.span().start;
        Fault { said, at: self.character(start.line, start.column) }
    }

    fn condition(&self, expression: &Expr) -> Result<Condition, Fault> {
        match self.operand(expression)? {
            Operand::Condition(condition) => Ok(condition),
            _ => Err(self.fault(expression, Message::new("indicators.not_a_condition"))),
        }
    }

    fn operand(&self, expression: &Expr) -> Result<Operand, Fault> {
        match expression {
            Expr::Nested(inner) => self.operand(inner),
            Expr::Identifier(name) => self.name(expression, &name.value),
            Expr::Value(value) => match &value.value {
                Value::Boolean(constant) => Ok(Operand::Condition(Condition::Constant(*constant))),
                Value::SingleQuotedString(text) => Ok(Operand::Quoted(text.clone())),
                Value::Number(number, _) => match number.parse() {
                    Ok(number) => Ok(Operand::Number(number)),
                    Err(_) => Err(self.unsupported(expression)),
                },
                _ => Err(self.unsupported(expression)),
            },
            Expr::Function(function) => self.function(expression, function),
            Expr::UnaryOp { op: UnaryOperator::Not, expr } => {
                Ok(Operand::Condition(Condition::Not(Box::new(self.condition(expr)?))))
            }
            Expr::BinaryOp { left, op: BinaryOperator::And, right } => {
                Ok(Operand::Condition(Condition::All(vec![self.condition(left)?, self.condition(right)?])))
            }
            Expr::BinaryOp { left, op: BinaryOperator::Or, right } => {
                Ok(Operand::Condition(Condition::Any(vec![self.condition(left)?, self.condition(right)?])))
            }
            Expr::BinaryOp { left, op, right } => match order(op) {
                Some(order) => self.compare(expression, left, order, right).map(Operand::Condition),
                None => Err(self.unsupported(expression)),
            },
            Expr::Between { expr, negated, low, high } => {
                let within = Condition::All(vec![
                    self.compare(expression, expr, Order::AtLeast, low)?,
                    self.compare(expression, expr, Order::AtMost, high)?,
                ]);
                Ok(Operand::Condition(negate_if(*negated, within)))
            }
            Expr::InList { expr, list, negated } => {
                let found = self.in_list(expr, list)?;
                Ok(Operand::Condition(negate_if(*negated, found)))
            }
            Expr::IsNull(inner) => self.is_null(inner).map(Operand::Condition),
            Expr::IsNotNull(inner) => Ok(Operand::Condition(Condition::Not(Box::new(self.is_null(inner)?)))),
            _ => Err(self.unsupported(expression)),
        }
    }

    fn unsupported(&self, expression: &Expr) -> Fault {
        self.fault(expression, Message::new("indicators.unsupported").with("what", expression))
    }

    fn name(&self, expression: &Expr, name: &str) -> Result<Operand, Fault> {
        match name {
            "period_start" => return Ok(Operand::Day(DayValue::PeriodStart)),
            "period_end" => return Ok(Operand::Day(DayValue::PeriodEnd)),
            _ => {}
        }
        if let Some((_, term)) = self.scope.terms.iter().find(|(id, _)| id == name) {
            return Ok(match term {
                Compiled::Condition(condition) => Operand::Condition(condition.clone()),
                Compiled::Day(day) => Operand::Day(day.clone()),
            });
        }
        let schema = self.scope.schema;
        let operand = schema.find(name).and_then(|id| match schema.column(id).kind {
            ColumnKind::Day | ColumnKind::CodeDay => Some(Operand::Day(DayValue::Column(id))),
            ColumnKind::Word => Some(Operand::Word(id)),
            ColumnKind::Amount => Some(Operand::Amount(id)),
            ColumnKind::ProcedureCode | ColumnKind::Field => Some(Operand::Text(id)),
            // Units are what figures are told apart by, and codes tell dossiers apart: neither is a condition. Numbers and
            // times of day are for durations.
            ColumnKind::Code
            | ColumnKind::Number
            | ColumnKind::Minute
            | ColumnKind::Unit
            | ColumnKind::UnitCode
            | ColumnKind::ProcedureName
            | ColumnKind::Personal => None,
        });
        operand.ok_or_else(|| {
            let columns = schema.columns().map(|(_, column)| column.name.as_str());
            let known =
                columns.chain(self.scope.terms.iter().map(|(id, _)| id.as_str())).chain(["period_start", "period_end"]);
            let near = nearest(name, known).unwrap_or("?").to_owned();
            self.fault(expression, Message::new("indicators.unknown_column").with("name", name).with("near", near))
        })
    }

    fn function(&self, expression: &Expr, function: &Function) -> Result<Operand, Fault> {
        let name = function.name.to_string();
        let FunctionArguments::List(list) = &function.args else {
            return Err(self.unsupported(expression));
        };
        let plain = function.filter.is_none() && function.over.is_none() && list.clauses.is_empty();
        if !(name.eq_ignore_ascii_case("coalesce") && plain && !list.args.is_empty()) {
            return Err(self.fault(expression, Message::new("indicators.unknown_function").with("name", name)));
        }
        let mut days = Vec::new();
        for argument in &list.args {
            match argument {
                FunctionArg::Unnamed(FunctionArgExpr::Expr(inner)) => days.push(self.day(inner)?),
                _ => return Err(self.unsupported(expression)),
            }
        }
        Ok(Operand::Day(DayValue::FirstOf(days)))
    }

    fn day(&self, expression: &Expr) -> Result<DayValue, Fault> {
        let wrong = || self.fault(expression, Message::new("indicators.not_a_day").with("what", expression));
        match self.operand(expression)? {
            Operand::Day(day) => Ok(day),
            Operand::Quoted(text) => Day::parse_iso(&text).map(DayValue::Literal).ok_or_else(wrong),
            _ => Err(wrong()),
        }
    }

    fn compare(&self, whole: &Expr, left: &Expr, order: Order, right: &Expr) -> Result<Condition, Fault> {
        match (self.operand(left)?, self.operand(right)?) {
            (Operand::Day(day), _) => Ok(Condition::Days(day, order, self.day(right)?)),
            (_, Operand::Day(day)) => Ok(Condition::Days(self.day(left)?, order, day)),
            (Operand::Word(column), Operand::Quoted(word)) if is_equality(order) => {
                let found = Condition::Word(column, vec![self.word(right, column, &word)?]);
                Ok(negate_if(order == Order::Different, found))
            }
            (Operand::Text(column), Operand::Quoted(text)) if is_equality(order) => {
                Ok(negate_if(order == Order::Different, Condition::Text(column, vec![text])))
            }
            (Operand::Amount(column), Operand::Number(number)) => Ok(Condition::Amount(column, order, number)),
            _ => Err(self.fault(whole, Message::new("indicators.types").with("what", whole))),
        }
    }

    fn in_list(&self, expression: &Expr, list: &[Expr]) -> Result<Condition, Fault> {
        let operand = self.operand(expression)?;
        let mut words = Vec::new();
        let mut texts = Vec::new();
        for item in list {
            match (&operand, self.operand(item)?) {
                (Operand::Word(column), Operand::Quoted(word)) => words.push(self.word(item, *column, &word)?),
                (Operand::Text(_), Operand::Quoted(text)) => texts.push(text),
                _ => return Err(self.fault(item, Message::new("indicators.types").with("what", item))),
            }
        }
        words.sort_unstable();
        match operand {
            Operand::Word(column) => Ok(Condition::Word(column, words)),
            Operand::Text(column) => Ok(Condition::Text(column, texts)),
            _ => Err(self.fault(expression, Message::new("indicators.types").with("what", expression))),
        }
    }

    fn is_null(&self, expression: &Expr) -> Result<Condition, Fault> {
        match self.operand(expression)? {
            Operand::Day(day) => Ok(Condition::NoDay(day)),
            Operand::Word(column) => Ok(Condition::NoWord(column)),
            Operand::Text(column) => Ok(Condition::NoText(column)),
            Operand::Amount(column) => Ok(Condition::NoAmount(column)),
            _ => Err(self.fault(expression, Message::new("indicators.types").with("what", expression))),
        }
    }

    fn word(&self, expression: &Expr, column: ColumnId, word: &str) -> Result<u8, Fault> {
        let vocabulary = self.scope.schema.vocabulary(column);
        vocabulary.and_then(|vocabulary| vocabulary.word(word)).ok_or_else(|| {
            let known =
                vocabulary.map(|vocabulary| vocabulary.ids().collect::<Vec<_>>().join(", ")).unwrap_or_default();
            let said = Message::new("indicators.unknown_word")
                .with("word", word)
                .with("column", &self.scope.schema.column(column).name)
                .with("known", known);
            self.fault(expression, said)
        })
    }
}

fn is_equality(order: Order) -> bool {
    matches!(order, Order::Equal | Order::Different)
}

fn negate_if(negated: bool, condition: Condition) -> Condition {
    if negated { Condition::Not(Box::new(condition)) } else { condition }
}

fn order(operator: &BinaryOperator) -> Option<Order> {
    match operator {
        BinaryOperator::Eq => Some(Order::Equal),
        BinaryOperator::NotEq => Some(Order::Different),
        BinaryOperator::Lt => Some(Order::Less),
        BinaryOperator::LtEq => Some(Order::AtMost),
        BinaryOperator::Gt => Some(Order::Greater),
        BinaryOperator::GtEq => Some(Order::AtLeast),
        _ => None,
    }
}

/// The parser tells the place inside its sentence: `… at Line: 1, Column: 5`.
fn split_location(text: &str) -> (&str, u64, u64) {
    let located = text.rsplit_once(" at Line: ").and_then(|(reason, place)| {
        let (line, column) = place.split_once(", Column: ")?;
        Some((reason, line.trim().parse().ok()?, column.trim().parse().ok()?))
    });
    located.unwrap_or((text, 1, 1))
}
