// Hostile templates: whatever they nest, repeat or blow up, rendering ends in an Error, soon, with
// nothing leaked (the sanitizer builds look at that).
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/error.h"
#include "text/chat_template.h"

using namespace tinybrain;

namespace {

std::string repeated(std::string_view text, int n) {
  std::string out;
  for (int i = 0; i < n; ++i) out += text;
  return out;
}

// The code of the Error that parsing or rendering gives; Code::ok when there is none.
Code code_of(std::string_view source, const Json& context = Json()) {
  try {
    ChatTemplate(source).render(context, Json());
  } catch (const Error& e) {
    return e.code();
  }
  return Code::ok;
}

}  // namespace

TEST_CASE("hostile templates end in an error: nesting") {
  const int n = 100000;
  for (const std::string& source : std::vector<std::string>{
           repeated("{{ (", 1) + repeated("(", n) + "1" + repeated(")", n) + ") }}",
           "{{ " + repeated("[", n) + repeated("]", n) + " }}",
           "{{ " + repeated("{1:", n),
           "{{ " + repeated("not ", n) + "1 }}",
           "{{ " + repeated("-", n) + "1 }}",
           "{{ 1" + repeated(" + 1", n) + " }}",
           "{{ 1" + repeated(" ~ 1", n) + " }}",
           "{{ x" + repeated(".x", n) + " }}",
           "{{ x" + repeated("|trim", n) + " }}",
           "{{ x" + repeated("[0]", n) + " }}",
           "{{ x" + repeated("()", n) + " }}",
           "{{ x" + repeated(" is defined", n) + " }}",
           "{{ 1" + repeated(" if 1", n) + " }}",
           "{{ 1" + repeated(" if 1 else 1", n) + " }}",
           "{{ 1" + repeated(" and 1", n) + " }}",
           "{{ 1" + repeated(" ** 1", n) + " }}",
           "{{ f(" + repeated("a=f(", n),
           repeated("{% if 1 %}", n),
           repeated("{% for x in y %}", n) + repeated("{% endfor %}", n),
           repeated("{% filter upper %}", n),
           repeated("{% macro f() %}", n),
           "{% set " + repeated("(", n),
           "{% for " + repeated("(", n),
           "{% if 1 %}" + repeated("{% elif 1 %}", n),
           repeated("{#", n),
           repeated("{% raw %}", n),
           repeated("{{", n),
           repeated("{%", n),
           "{{ " + repeated("'", n + 1),
       })
    CHECK(code_of(source) == Code::bad_file);
}

TEST_CASE("hostile templates end in an error: work and memory") {
  const std::string loop = "{% for a in range(3000) %}{% for b in range(3000) %}";
  const std::string end = "{% endfor %}{% endfor %}";
  const std::string ns = "{% set ns = namespace(x='ab', l=[1]) %}";
  for (const std::string& source : std::vector<std::string>{
           loop + end,
           loop + "x" + end,
           "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
           "{% macro f(n) %}{{ f(n + 1) }}{{ f(n + 1) }}{% endmacro %}{{ f(0) }}",
           ns + loop + "{% set ns.x = ns.x ~ ns.x %}" + end,
           ns + loop + "{% set ns.x = ns.x * 9 %}" + end,
           ns + loop + "{% set ns.l = ns.l + ns.l %}" + end,
           ns + loop + "{% set ns.l = [ns.l] %}" + end,
           ns + loop + "{% set ns.l = [ns.l, ns.l] %}" + end,
           ns + loop + "{% set ns.l = {'a': ns.l.copy} %}" + end,
           ns + loop + "{% set ns.x = ns.x | replace('a', 'aa') %}" + end,
           ns + loop + "{% set ns.x = [ns.x, ns.x] | join %}" + end,
           ns + loop + "{% set ns.x = '%s%s' % (ns.x, ns.x) %}" + end,
           ns + loop + "{% set ns.x = '{0}{0}'.format(ns.x) %}" + end,
           ns + loop + "{% set ns.x = ns.x | tojson %}" + end,
           ns + loop + "{% set ns.x = [ns.x] | string %}" + end,
           ns + loop + "{% set ns.x = ns.x | e ~ '&' %}" + end,
           ns + loop + "{% set ns.x %}{{ ns.x }}{{ ns.x }}{% endset %}" + end,
           ns + loop + "{% set ns.x = namespace(x=ns.x) %}" + end,
           ns + loop + "{% for c in [ns.l] %}{% set ns.l = loop %}{% endfor %}" + end,
           ns + loop + "{% set p = ns.x %}{% macro f() %}{{ p }}{% endmacro %}{% set ns.x = f %}" +
               end,
           ns + "{% for i in range(30) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l }}",
           ns + "{% for i in range(30) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l | tojson "
                "}}",
           ns + "{% set m = namespace(l=[1]) %}{% for i in range(30) %}{% set ns.l = [ns.l, ns.l] "
                "%}{% set m.l = [m.l, m.l] %}"
                "{% endfor %}{{ ns.l == m.l }}",
           "{{ 'x' * 99999999999 }}",
           "{{ [1] * 99999999999 }}",
           "{{ 'x' | center(99999999999) }}",
           "{{ 'a\nb' | indent(99999999999) }}",
       }) {
    CAPTURE(source);
    CHECK(code_of(source) == Code::bad_file);
  }
  CHECK(code_of("{{ '%99999999s' % 'x' }}") == Code::bad_argument);
  CHECK(code_of("{{ 9223372036854775807 + 1 }}") == Code::bad_argument);
  CHECK(code_of("{{ -(-9223372036854775807 - 1) }}") == Code::bad_argument);
  CHECK(code_of("{{ (-9223372036854775807 - 1) // -1 }}") == Code::bad_argument);
  CHECK(code_of("{{ (-9223372036854775807 - 1) % -1 }}") == Code::ok);
  CHECK(code_of("{{ 9999999999999999999 }}") == Code::bad_file);
  CHECK(code_of("{{ 2 ** 9999999 }}") == Code::bad_argument);
  CHECK(code_of("{{ range(9223372036854775806, 9223372036854775807, 5) | list }}") == Code::ok);
  CHECK(code_of("{{ 'abc'[9223372036854775807:-9223372036854775807:-9223372036854775807] }}") ==
        Code::ok);
}

TEST_CASE("objects that refer to themselves end with the render") {  // the leak checker's part
  CHECK(code_of("{% set ns = namespace() %}{% set ns.a = ns %}{% set ns.b = [ns] %}{{ ns }}") ==
        Code::ok);
  CHECK(code_of("{% set ns = namespace() %}{% macro f() %}{{ ns.f }}{% endmacro %}{% set ns.f = f "
                "%}{{ f() }}") == Code::ok);
  CHECK(code_of("{% for x in [1] %}{% set f = loop.changed %}{{ f(f) }}{{ "
                "loop.changed(loop.changed) }}{% endfor %}") == Code::ok);
  CHECK(code_of("{% set ns = namespace() %}{% for x in [1, 2] %}{% set ns.l = loop %}{% endfor "
                "%}{{ ns.l.length }}"
                "{{ ns.l.index }}{{ ns.l.changed(1) }}{{ ns.l.nextitem }}") == Code::ok);
  CHECK(code_of("{% macro f() %}{{ caller() }}{% endmacro %}{% call f() %}{% macro g() %}{% "
                "endmacro %}{{ 1 / 0 }}"
                "{% endcall %}") == Code::bad_argument);
}
