// What every operation of a running template needs: the line it is at, its bounds on work, and the
// way to fail. Operations on values, as Python defines them, are declared here too; they are in
// jinja_operations.cpp, jinja_access.cpp, jinja_methods.cpp, jinja_print.cpp, jinja_format.cpp.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/format.h"
#include "text/jinja_value.h"

namespace tinybrain::jinja {

class Runtime {
 public:
  Runtime() = default;
  ~Runtime();
  Runtime(const Runtime&) = delete;
  Runtime& operator=(const Runtime&) = delete;

  int line = 1;

  // Counts work; Error{bad_file} when there has been too much.
  void step(size_t n = 1);
  // Before a text of that many bytes is made.
  void charge(size_t bytes);
  // Error{bad_argument}: these data do not go with this template.
  [[noreturn]] void fail(std::string_view why) const;

  // One more level of nested evaluation.
  class Level {
   public:
    explicit Level(Runtime& rt);
    ~Level() { --rt_.level_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;

   private:
    Runtime& rt_;
  };

  Value list(ListKind kind, std::vector<Value> items);
  Value list(std::vector<Value> items) { return list(ListKind::list, std::move(items)); }
  Value dict(std::vector<std::pair<Value, Value>> items);  // keys already differ
  // Keeps an object until the end, when it is emptied: objects are what cycles go through.
  void own(std::shared_ptr<Object> object);

 private:
  [[noreturn]] void too_much(std::string_view what) const;

  size_t steps_ = 0;
  unsigned level_ = 0;
  std::vector<std::shared_ptr<Object>> owned_;
};

// --- operations (jinja_operations.cpp)
bool truth(Runtime& rt, const Value& v);
bool equal(Runtime& rt, const Value& a, const Value& b);
bool less(Runtime& rt, const Value& a, const Value& b);
bool contains(Runtime& rt, const Value& container, const Value& item);
size_t length(Runtime& rt, const Value& v);
std::vector<Value> iterate(Runtime& rt, const Value& v);
bool is_iterable(const Value& v);
Value binary(Runtime& rt, std::string_view op, const Value& a, const Value& b);
Value negate(Runtime& rt, const Value& v);
// Puts a pair into a dict under construction: the value under an equal key is replaced.
void put(Runtime& rt, std::vector<std::pair<Value, Value>>& items, const Value& key,
         const Value& value);

// --- parts of values (jinja_access.cpp, jinja_methods.cpp)
Value attribute(Runtime& rt, const Value& v, std::string_view name);
Value item(Runtime& rt, const Value& v, const Value& key);
// Null pointers for the parts that a[b:c:d] leaves out.
Value slice(Runtime& rt, const Value& v, const Value* begin, const Value* end, const Value* step);
std::optional<Value> method(Runtime& rt, const Value& v, std::string_view name);
Value call(Runtime& rt, const Value& callee, const Arguments& arguments);

// --- text of values (jinja_print.cpp, jinja_format.cpp)
MarkedText to_text(Runtime& rt, const Value& v);  // str()
MarkedText repr(Runtime& rt, const Value& v);
struct JsonStyle {
  std::optional<std::string> indent;
  std::string item_separator = ", ", key_separator = ": ";
  bool ascii = false, sort_keys = false;
  bool trusted = true;  // the indent and the separators
};
MarkedText to_json(Runtime& rt, const Value& v, const JsonStyle& style);
MarkedText format_percent(Runtime& rt, const MarkedText& format, const Value& values);
MarkedText format_braces(Runtime& rt, const MarkedText& format, const Arguments& arguments);

// --- operations on text (jinja_strings.cpp)
enum class Side { both, left, right };
// Strips white space, or the characters of `characters` when it is not null.
MarkedText strip(const MarkedText& text, Side side, const MarkedText* characters);
MarkedText escape_html(Runtime& rt, const MarkedText& text);
MarkedText upper(const MarkedText& text);
MarkedText lower(const MarkedText& text);
MarkedText capitalize(const MarkedText& text);
MarkedText title(const MarkedText& text, bool python);  // str.title(), or Jinja's filter
// limit < 0: all of them.
MarkedText replace(Runtime& rt, const MarkedText& text, const MarkedText& from,
                   const MarkedText& to, int64_t limit);
MarkedText join(Runtime& rt, const std::vector<Value>& items, const MarkedText& separator);

// --- filters, tests and functions by name (jinja_filters.cpp, jinja_predicates.cpp)
Value filter(Runtime& rt, std::string_view name, const Value& v, const Arguments& arguments);
bool test(Runtime& rt, std::string_view name, const Value& v, const Arguments& arguments);
// range, dict, namespace, ...; undefined when there is none of that name (jinja_globals.cpp).
Value global(Runtime& rt, const std::string& name);

// --- reading arguments
// The argument at that position or of that name, or nullptr.
const Value* argument(const Arguments& arguments, size_t position, std::string_view name);
const Value& required(Runtime& rt, const Arguments& arguments, size_t position,
                      std::string_view name);
int64_t integer_argument(Runtime& rt, const Arguments& arguments, size_t position,
                         std::string_view name, int64_t otherwise);
const MarkedText& text_argument(Runtime& rt, const Arguments& arguments, size_t position,
                                std::string_view name);

}  // namespace tinybrain::jinja
