//! The program itself: instructions, and what their operands are computed of.

use super::{At, Code, Emitter, constants};
use crate::action::{Action, Data};
use crate::constant::ConstId;
use crate::program::{Instruction, Value};

impl Emitter<'_> {
    /// A fitted constant as a `u64`.
    pub(super) fn constant(&self, code: &mut Code, id: ConstId) {
        match self.policy.constants.get(id).known {
            Some(value) => code.suffixed(format!("{value}u64")),
            None => constants::name(code, id),
        }
    }

    /// A set in order. That it is in order is asserted, as the proof builds on it.
    pub(super) fn set(&self, code: &mut Code, index: usize, set: &[Value]) {
        let length = set.len();
        code.put("const");
        set_name(code, index);
        code.put(":");
        array_of(code, length);
        code.put("= { const VALUES:");
        array_of(code, length);
        code.put("= [");
        for (index, value) in set.iter().enumerate() {
            if index > 0 {
                code.put(",");
            }
            self.value(code, value);
        }
        code.put("]; const SORTED:");
        array_of(code, length);
        code.put("= $::sorted(VALUES); $::assume($::in_order(&SORTED, &VALUES),");
        code.text("internal error: the values of a set are not in order".to_owned());
        code.put(",); SORTED };");
    }

    pub(super) fn instruction(&self, code: &mut Code, instruction: &Instruction) {
        code.put("$::SockFilter { code:");
        code.number(instruction.code);
        code.put(", jt:");
        code.number(instruction.jt);
        code.put(", jf:");
        code.number(instruction.jf);
        code.put(", k:");
        self.value(code, &instruction.k);
        code.put("}");
    }

    pub(super) fn value(&self, code: &mut Code, value: &Value) {
        match value {
            Value::Known(number) => code.number(*number),
            Value::Low(id) => {
                code.put("$::low(");
                self.constant(code, *id);
                code.put(")");
            }
            Value::High(id) => {
                code.put("$::high(");
                self.constant(code, *id);
                code.put(")");
            }
            Value::Or(parts) => {
                code.put("(");
                for (index, part) in parts.iter().enumerate() {
                    if index > 0 {
                        code.put("|");
                    }
                    self.value(code, part);
                }
                code.put(")");
            }
            Value::Not(inner) => {
                code.put("!");
                self.value(code, inner);
            }
            Value::Flip(inner) => {
                code.put("(");
                self.value(code, inner);
                code.put("^ 0x8000_0000)");
            }
            Value::Data(base, id) => {
                code.put("(");
                code.number(*base);
                code.put("| $::low(");
                self.constant(code, *id);
                code.put("))");
            }
            Value::Sorted(set, index) => {
                set_name(code, usize::from(set.0));
                code.put("[");
                code.number(*index);
                code.put("]");
            }
        }
    }

    pub(super) fn answer(&self, code: &mut Code, action: Action) {
        let value = match action.data {
            Data::Known(data) => Value::Known(action.kind.ret() | u32::from(data)),
            Data::Constant(id) => Value::Data(action.kind.ret(), id),
        };
        self.value(code, &value);
    }
}

/// The type of an array of operands.
fn array_of(code: &mut Code, length: usize) {
    code.put("[$::core::primitive::u32;");
    code.suffixed(format!("{length}usize"));
    code.put("]");
}

fn set_name(code: &mut Code, index: usize) {
    code.word(format!("SET_{index}"), At::Call);
}
