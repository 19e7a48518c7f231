// The loop variable's attributes.
#include "text/jinja_loop.h"

#include <algorithm>

namespace tinybrain::jinja {

bool Loop::fetch(Runtime& rt) {
  while (next_ < items_.size()) {
    rt.step();
    const Value item = items_[next_++];
    if (accept && !accept(item)) continue;
    ahead_.push_back(item);
    return true;
  }
  return false;
}

bool Loop::advance(Runtime& rt) {
  if (ahead_.empty() && !fetch(rt)) return false;
  previous_ = std::move(current_);
  current_ = std::move(ahead_.front());
  ahead_.pop_front();
  ++index_;
  return true;
}

int64_t Loop::count(Runtime& rt) {
  while (fetch(rt)) {
  }
  return index_ + 1 + static_cast<int64_t>(ahead_.size());
}

Value Loop::changed(Runtime& rt, const Arguments& arguments) {
  const auto& now = arguments.positional;
  const bool same = has_changed_ && now.size() == last_changed_.size() &&
                    std::equal(now.begin(), now.end(), last_changed_.begin(),
                               [&](const Value& a, const Value& b) { return equal(rt, a, b); });
  has_changed_ = true;
  last_changed_ = now;
  return !same;
}

std::optional<Value> Loop::attribute(Runtime& rt, std::string_view name) {
  if (name == "index") return Value(index_ + 1);
  if (name == "index0") return Value(index_);
  if (name == "first") return Value(index_ == 0);
  if (name == "last") return Value(ahead_.empty() && !fetch(rt));
  if (name == "length") return Value(count(rt));
  if (name == "revindex") return Value(count(rt) - index_);
  if (name == "revindex0") return Value(count(rt) - index_ - 1);
  if (name == "depth") return Value(int64_t{1});
  if (name == "depth0") return Value(int64_t{0});
  if (name == "previtem")
    return index_ == 0 ? Value::undefined("there is no previous item") : previous_;
  if (name == "nextitem") {
    if (ahead_.empty() && !fetch(rt)) return Value::undefined("there is no next item");
    return ahead_.front();
  }
  if (name == "cycle") {
    const int64_t index = index_;
    return Value::function("cycle", [index](Runtime& runtime, const Arguments& a) {
      if (a.positional.empty()) runtime.fail("cycle needs something to go through");
      return a.positional[static_cast<size_t>(index) % a.positional.size()];
    });
  }
  if (name == "changed") {
    rt.own(shared_from_this());  // the function may come to lie in last_changed_
    return Value::function("changed",
                           [self = shared_from_this()](Runtime& runtime, const Arguments& a) {
                             return self->changed(runtime, a);
                           });
  }
  return std::nullopt;
}

void Loop::clear() {
  items_.clear();
  ahead_.clear();
  last_changed_.clear();
  current_ = previous_ = Value();
  next_ = 0;
  accept = nullptr;
}

}  // namespace tinybrain::jinja
