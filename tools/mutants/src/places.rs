//! Where in a file a choice between the code and its mutant can stand.

use std::collections::BTreeMap;
use std::ops::Range;

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::visit::{Visit, visit_arm, visit_expr, visit_expr_struct};
use syn::{Arm, Expr, ExprStruct, Pat};

/// All in bytes, by the first byte of what a mutant changes.
#[derive(Default)]
pub(crate) struct Places {
    /// Operators: the whole of the expression that they are of. A new operator may bind otherwise than the old one, so that it is
    /// all that no parentheses part: of `a + b * c` becomes `a + b + c`, which is not `a + (b + c)`.
    /// None where a `let` is of it, of which no other expression can be made.
    pub(crate) operators: BTreeMap<usize, Option<Range<usize>>>,
    /// Fields: the expression that makes the struct.
    pub(crate) fields: BTreeMap<usize, Range<usize>>,
    /// Arms of matches.
    pub(crate) arms: BTreeMap<usize, Place>,
}

/// How an arm can be switched off.
#[derive(Clone)]
pub(crate) enum Place {
    /// By its guard.
    Guard(Range<usize>),
    /// By a guard that comes behind the pattern.
    Behind(usize),
}

impl Places {
    pub(crate) fn of(text: &str) -> syn::Result<Places> {
        let mut places = Places::default();
        places.visit_file(&syn::parse_file(text)?);
        Ok(places)
    }

    fn operator(&mut self, operator: Span, whole: Option<&Range<usize>>) {
        let start = operator.byte_range().start;
        self.operators.insert(start, whole.cloned());
    }

    /// The operators of an expression that are of the whole, too.
    fn chain(&mut self, expr: &Expr, whole: &Range<usize>) {
        match expr {
            Expr::Binary(binary) => {
                let binds = binds(expr);
                self.operator(binary.op.span(), (!binds).then_some(whole));
                for side in [&binary.left, &binary.right] {
                    if binds {
                        self.visit_expr(side);
                    } else {
                        self.chain(side, whole);
                    }
                }
            }
            Expr::Unary(unary) => {
                self.operator(unary.op.span(), Some(whole));
                self.chain(&unary.expr, whole);
            }
            Expr::Cast(cast) => self.chain(&cast.expr, whole),
            other => self.visit_expr(other),
        }
    }
}

/// Whether it is a condition that binds names.
fn binds(expr: &Expr) -> bool {
    match expr {
        Expr::Let(_) => true,
        Expr::Binary(binary) => binds(&binary.left) || binds(&binary.right),
        _ => false,
    }
}

impl<'ast> Visit<'ast> for Places {
    fn visit_expr(&mut self, expr: &'ast Expr) {
        match expr {
            Expr::Binary(_) | Expr::Unary(_) | Expr::Cast(_) => {
                self.chain(expr, &expr.span().byte_range());
            }
            _ => visit_expr(self, expr),
        }
    }

    fn visit_expr_struct(&mut self, made: &'ast ExprStruct) {
        for field in &made.fields {
            let start = field.span().byte_range().start;
            self.fields.insert(start, made.span().byte_range());
        }
        visit_expr_struct(self, made);
    }

    fn visit_arm(&mut self, arm: &'ast Arm) {
        let place = match &arm.pat {
            Pat::Guard(guarded) => Place::Guard(guarded.guard.span().byte_range()),
            pattern => Place::Behind(pattern.span().byte_range().end),
        };
        self.arms.insert(arm.span().byte_range().start, place);
        visit_arm(self, arm);
    }
}
