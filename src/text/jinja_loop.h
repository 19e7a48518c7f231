// The loop variable: where a for loop stands. Looks ahead only when asked (last, length, nextitem),
// because a filtered loop's condition may depend on what the body has done so far.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <vector>

#include "text/jinja_runtime.h"

namespace tinybrain::jinja {

class Loop : public Object, public std::enable_shared_from_this<Loop> {
 public:
  explicit Loop(std::vector<Value> items) : items_(std::move(items)) {}

  std::function<bool(const Value&)> accept;  // null: every item

  // Goes to the next item, false at the end.
  bool advance(Runtime& rt);
  const Value& current() const { return current_; }

  std::optional<Value> attribute(Runtime& rt, std::string_view name) override;
  std::string_view type_name() const override { return "loop"; }
  void clear() override;

 private:
  bool fetch(Runtime& rt);  // one more accepted item into ahead_
  int64_t count(Runtime& rt);
  Value changed(Runtime& rt, const Arguments& arguments);

  std::vector<Value> items_;
  size_t next_ = 0;
  std::deque<Value> ahead_;
  Value current_, previous_;
  int64_t index_ = -1;  // from 0
  std::vector<Value> last_changed_;
  bool has_changed_ = false;
};

}  // namespace tinybrain::jinja
