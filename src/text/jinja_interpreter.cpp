// The tree walker: statements write to the current output, expressions give values. A scope is a
// list of names over the scope it stands in; loops and macros open one, `if` does not.
#include "text/jinja_interpreter.h"

#include <algorithm>
#include <memory>

#include "text/jinja_loop.h"
#include "text/jinja_runtime.h"

namespace tinybrain::jinja {
namespace {

struct Scope {
  std::shared_ptr<Scope> outer;
  std::vector<std::pair<std::string, Value>> names;
};
using ScopePtr = std::shared_ptr<Scope>;

enum class Flow { onward, break_loop, continue_loop };

class Interpreter {
 public:
  explicit Interpreter(std::vector<std::pair<std::string, Value>> variables)
      : scope_(std::make_shared<Scope>()) {
    scope_->names = std::move(variables);
    scope_ = inner(scope_);  // the template's own names do not replace the context's
  }
  // Macros hold their scope and scopes hold their macros: cut here.
  ~Interpreter() {
    for (const ScopePtr& scope : captured_) {
      scope->names.clear();
      scope->outer.reset();
    }
  }
  Interpreter(const Interpreter&) = delete;
  Interpreter& operator=(const Interpreter&) = delete;

  MarkedText run(const Body& body) { return captured(body, scope_); }

 private:
  static ScopePtr inner(ScopePtr outer) {
    auto scope = std::make_shared<Scope>();
    scope->outer = std::move(outer);
    return scope;
  }

  // Runs `f` with another scope in place.
  template <class F>
  auto within(ScopePtr scope, F f) {
    struct Restore {
      Interpreter& self;
      ScopePtr before;
      ~Restore() { self.scope_ = std::move(before); }
    } restore{*this, std::exchange(scope_, std::move(scope))};
    return f();
  }

  // The output of a body, in a scope.
  MarkedText captured(const Body& body, ScopePtr scope) {
    MarkedText output;
    struct Restore {
      Interpreter& self;
      MarkedText* before;
      ~Restore() { self.output_ = before; }
    } restore{*this, std::exchange(output_, &output)};
    within(std::move(scope), [&] { return execute(body); });
    return output;
  }

  // --- names
  Value look_up(const std::string& name) {
    for (const Scope* scope = scope_.get(); scope; scope = scope->outer.get()) {
      rt_.step(scope->names.size() / 16);
      for (const auto& [key, value] : scope->names)
        if (key == name) return value;
    }
    return global(rt_, name);
  }

  void set(const std::string& name, Value value) {
    for (auto& [key, old] : scope_->names) {
      if (key != name) continue;
      old = std::move(value);
      return;
    }
    scope_->names.emplace_back(name, std::move(value));
  }

  void assign(const Expression& target, const Value& value) {
    rt_.line = target.line;
    if (target.kind == ExpressionKind::name) return set(target.text, value);
    if (target.kind == ExpressionKind::attribute) {
      const Value object = evaluate(*target.children[0]);
      if (!object.is_object() || !object.object().set_attribute(target.text, value))
        rt_.fail(fmt::format("cannot assign to '.{}' of {}", target.text, object.type_name()));
      return;
    }
    const std::vector<Value> parts = iterate(rt_, value);
    if (parts.size() != target.children.size())
      rt_.fail(
          fmt::format("cannot take {} values apart into {}", parts.size(), target.children.size()));
    for (size_t i = 0; i < parts.size(); ++i) assign(*target.children[i], parts[i]);
  }

  // --- statements
  Flow execute(const Body& body) {
    for (const auto& statement : body) {
      const Flow flow = execute(*statement);
      if (flow != Flow::onward) return flow;
    }
    return Flow::onward;
  }

  void write(const MarkedText& text) {
    rt_.charge(text.size());
    if (output_->size() + text.size() > kMaxOutput) rt_.charge(SIZE_MAX);
    output_->append(text);
  }

  Flow execute(const Statement& s) {
    const Runtime::Level level(rt_);
    rt_.line = s.line;
    rt_.step();
    switch (s.kind) {
      case StatementKind::data: write(MarkedText(s.text, true)); break;
      case StatementKind::output: write(to_text(rt_, evaluate(*s.value))); break;
      case StatementKind::conditional: return conditional(s);
      case StatementKind::loop: return loop(s);
      case StatementKind::assign: assign(*s.target, evaluate(*s.value)); break;
      case StatementKind::assign_block: {
        Value text = captured(s.body, inner(scope_));
        if (s.value) text = evaluate_filter(*s.value, &text);
        assign(*s.target, text);
        break;
      }
      case StatementKind::macro: set(s.text, make_macro(s)); break;
      case StatementKind::call_block: call_block(s); break;
      case StatementKind::filter_block: {
        const Value text = captured(s.body, inner(scope_));
        write(to_text(rt_, evaluate_filter(*s.value, &text)));
        break;
      }
      case StatementKind::with: {
        std::vector<Value> values;
        for (const auto& [target, value] : s.assignments) values.push_back(evaluate(*value));
        return within(inner(scope_), [&] {
          for (size_t i = 0; i < values.size(); ++i) assign(*s.assignments[i].first, values[i]);
          return execute(s.body);
        });
      }
      case StatementKind::scope: return within(inner(scope_), [&] { return execute(s.body); });
      case StatementKind::break_loop: return Flow::break_loop;
      case StatementKind::continue_loop: return Flow::continue_loop;
    }
    return Flow::onward;
  }

  Flow conditional(const Statement& s) {
    for (const Branch& branch : s.branches)
      if (truth(rt_, evaluate(*branch.condition))) return execute(branch.body);
    return execute(s.otherwise);
  }

  Flow loop(const Statement& s) {
    auto state = std::make_shared<Loop>(iterate(rt_, evaluate(*s.value)));
    if (s.condition) {
      state->accept = [this, &s, scope = scope_](const Value& item) {
        return within(inner(scope), [&] {
          assign(*s.target, item);
          return truth(rt_, evaluate(*s.condition));
        });
      };
    }
    bool any = false;
    while (state->advance(rt_)) {
      any = true;
      const Flow flow = within(inner(scope_), [&] {
        scope_->names.emplace_back("loop", std::shared_ptr<Object>(state));
        assign(*s.target, state->current());
        return execute(s.body);
      });
      rt_.step();
      if (flow == Flow::break_loop) break;
    }
    state->accept = nullptr;
    if (state.use_count() > 1) rt_.own(state);  // someone kept `loop`
    if (!any) return execute(s.otherwise);
    return Flow::onward;
  }

  // A macro: its text is that of its body, in a scope inside the one it was defined in.
  Value make_macro(const Statement& s) {
    rt_.step();
    captured_.push_back(scope_);
    return Value::function(s.text,
                           [this, &s, scope = scope_](Runtime& rt, const Arguments& a) -> Value {
                             const ScopePtr own = inner(scope);
                             bind(s, a, own);
                             rt.step();
                             return captured(s.body, own);
                           });
  }

  // Gives the parameters of a macro their values; the rest are `varargs` and `kwargs`.
  void bind(const Statement& s, const Arguments& a, const ScopePtr& scope) {
    std::vector<Value> rest(a.positional.begin() + static_cast<ptrdiff_t>(std::min(
                                                       a.positional.size(), s.parameters.size())),
                            a.positional.end());
    std::vector<std::pair<Value, Value>> others;
    for (const auto& [name, value] : a.named) {
      const bool known = std::any_of(s.parameters.begin(), s.parameters.end(),
                                     [&, &n = name](const Parameter& p) { return p.name == n; });
      if (name == "caller")
        scope->names.emplace_back(name, value);
      else if (!known)
        put(rt_, others, MarkedText(name, a.trusted_names), value);
    }
    within(scope, [&] {
      for (size_t i = 0; i < s.parameters.size(); ++i) {
        const Parameter& p = s.parameters[i];
        if (const Value* v = argument(a, i, p.name))
          set(p.name, *v);
        else if (p.otherwise)
          set(p.name, evaluate(*p.otherwise));
        else
          set(p.name, Value::undefined(fmt::format("parameter '{}' was not provided", p.name)));
      }
      set("varargs", rt_.list(ListKind::tuple, std::move(rest)));
      set("kwargs", rt_.dict(std::move(others)));
      return 0;
    });
  }

  void call_block(const Statement& s) {
    const Expression& e = *s.value;
    const Value callee = evaluate(*e.children[0]);
    Arguments a = arguments(e);
    a.named.emplace_back("caller", make_macro(s));
    write(to_text(rt_, call(rt_, callee, a)));
  }

  // --- expressions
  Value evaluate(const Expression& e) {
    const Runtime::Level level(rt_);
    rt_.line = e.line;
    rt_.step();
    switch (e.kind) {
      case ExpressionKind::constant: return e.value;
      case ExpressionKind::name: return look_up(e.text);
      case ExpressionKind::tuple: return rt_.list(ListKind::tuple, values(e.children));
      case ExpressionKind::list: return rt_.list(values(e.children));
      case ExpressionKind::dict: return evaluate_dict(e);
      case ExpressionKind::attribute: return attribute(rt_, evaluate(*e.children[0]), e.text);
      case ExpressionKind::item: {
        const Value object = evaluate(*e.children[0]);
        return item(rt_, object, evaluate(*e.children[1]));
      }
      case ExpressionKind::slice: return evaluate_slice(e);
      case ExpressionKind::call: {
        const Value callee = evaluate(*e.children[0]);
        return call(rt_, callee, arguments(e));
      }
      case ExpressionKind::filter: return evaluate_filter(e, nullptr);
      case ExpressionKind::test: {
        const Value asked = evaluate(*e.children[0]);
        return test(rt_, e.text, asked, arguments(e));
      }
      case ExpressionKind::negate: return negate(rt_, evaluate(*e.children[0]));
      case ExpressionKind::plus: return binary(rt_, "-", evaluate(*e.children[0]), int64_t{0});
      case ExpressionKind::logical_not: return !truth(rt_, evaluate(*e.children[0]));
      case ExpressionKind::logical_and:
      case ExpressionKind::logical_or: {
        Value left = evaluate(*e.children[0]);
        const bool decided = truth(rt_, left) == (e.kind == ExpressionKind::logical_or);
        return decided ? left : evaluate(*e.children[1]);
      }
      case ExpressionKind::binary: {
        const Value left = evaluate(*e.children[0]);
        return binary(rt_, e.text, left, evaluate(*e.children[1]));
      }
      case ExpressionKind::compare: return evaluate_compare(e);
      case ExpressionKind::condition: {
        if (truth(rt_, evaluate(*e.children[1]))) return evaluate(*e.children[0]);
        if (e.children[2]) return evaluate(*e.children[2]);
        return Value::undefined("an 'if' without an 'else' gave no value");
      }
    }
    return {};
  }

  std::vector<Value> values(const std::vector<ExpressionPtr>& expressions) {
    std::vector<Value> out;
    for (const ExpressionPtr& e : expressions) out.push_back(evaluate(*e));
    return out;
  }

  Value evaluate_dict(const Expression& e) {
    std::vector<std::pair<Value, Value>> items;
    for (size_t i = 0; i < e.children.size(); i += 2) {
      const Value key = evaluate(*e.children[i]);
      put(rt_, items, key, evaluate(*e.children[i + 1]));
    }
    return rt_.dict(std::move(items));
  }

  Value evaluate_slice(const Expression& e) {
    const Value object = evaluate(*e.children[0]);
    Value bounds[3];
    const Value* given[3] = {};
    for (size_t i = 0; i < 3; ++i) {
      if (!e.children[i + 1]) continue;
      bounds[i] = evaluate(*e.children[i + 1]);
      given[i] = &bounds[i];
    }
    return slice(rt_, object, given[0], given[1], given[2]);
  }

  Value evaluate_compare(const Expression& e) {
    Value left = evaluate(*e.children[0]);
    for (size_t i = 0; i < e.operators.size(); ++i) {
      Value right = evaluate(*e.children[i + 1]);
      if (!compare(e.operators[i], left, right)) return false;
      left = std::move(right);
    }
    return true;
  }

  bool compare(const std::string& op, const Value& a, const Value& b) {
    if (op == "==") return equal(rt_, a, b);
    if (op == "!=") return !equal(rt_, a, b);
    if (op == "in") return contains(rt_, b, a);
    if (op == "not in") return !contains(rt_, b, a);
    if (op == "<") return less(rt_, a, b);
    if (op == ">") return less(rt_, b, a);
    if (op == "<=") return less(rt_, a, b) || equal(rt_, a, b);
    return less(rt_, b, a) || equal(rt_, a, b);
  }

  // A chain of filters; where its innermost value is null it starts from `start`.
  Value evaluate_filter(const Expression& e, const Value* start) {
    const Runtime::Level level(rt_);
    Value value;
    if (!e.children[0])
      value = *start;
    else if (start && e.children[0]->kind == ExpressionKind::filter)
      value = evaluate_filter(*e.children[0], start);
    else
      value = evaluate(*e.children[0]);
    const Arguments a = arguments(e);
    rt_.line = e.line;
    return filter(rt_, e.text, value, a);
  }

  Arguments arguments(const Expression& e) {
    Arguments out;
    for (size_t i = 1; i < e.children.size(); ++i)
      out.positional.push_back(evaluate(*e.children[i]));
    if (e.star)
      for (Value& v : iterate(rt_, evaluate(*e.star))) out.positional.push_back(std::move(v));
    for (const auto& [name, value] : e.named) out.named.emplace_back(name, evaluate(*value));
    if (e.star_star) {
      const Value more = evaluate(*e.star_star);
      if (!more.is_dict()) rt_.fail(fmt::format("'**' takes a dict, not {}", more.type_name()));
      for (const auto& [key, value] : more.dict().items) {
        if (!key.is_text()) rt_.fail("'**' takes a dict of names");
        out.trusted_names = out.trusted_names && key.text().all_trusted();
        out.named.emplace_back(key.text().text(), value);
      }
    }
    return out;
  }

  static constexpr size_t kMaxOutput = 16u << 20;  // bytes

  Runtime rt_;
  ScopePtr scope_;
  MarkedText* output_ = nullptr;
  std::vector<ScopePtr> captured_;  // scopes that a macro holds
};

}  // namespace

MarkedText run(const Body& body, std::vector<std::pair<std::string, Value>> variables) {
  return Interpreter(std::move(variables)).run(body);
}

}  // namespace tinybrain::jinja
