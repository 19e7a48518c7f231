"""Writes language.json: small templates, one point of the language each, as the reference renders them.

usage: python3 language.py > language.json     (needs transformers; see reference.py)
"""
import json

import reference

CONTEXT = {
    "messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Yo"},
                 {"role": "user", "content": "가나다"}],
    "s": "Hello, World", "k": "안녕 하세요", "e": "", "sp": "  a b \n", "n": 7, "f": 2.5, "z": 0, "t": True,
    "no": None, "xs": [3, 1, 2], "ws": ["b", "A", "c", "a"], "d": {"b": 1, "A": [1, 2], "get": "g", "한": "글"},
    "ps": [{"a": 1, "b": {"c": "x"}}, {"a": 3, "b": {"c": "y"}}, {"a": 2}], "mix": [0, 1, "", "x", None, True, [], 2.0],
    "big": 9007199254740993, "neg": -7, "q": "it's \"q\" \\ \t\n\u200b\x07é😀", "lines": "a\n\nb\r\nc",
}

# Parted by ";;" and line ends.
EXPRESSIONS = r"""
1 + 2 * 3 ** 2 ;; 7 // 2 ;; -7 // 2 ;; -7 % 3 ;; 7 % -3 ;; 7 / 2 ;; 6 / 2 ;; 2 ** -1 ;; 7.5 // 2
-7.5 % 2 ;; 1e3 ;; 1.0 ;; 0.1 + 0.2 ;; 1e16 ;; 1e15 ;; 1e-5 ;; 0.0001 ;; 123456789.125
0x1F + 0b11 + 0o17 ;; 1_000_000 ;; -3 ;; - 3 + 4 ;; +4 ;; not 1 ;; not not '' ;; 1 if 0 else 2
1 if 0 ;; (1 if 0) is defined ;; 'a' if t else 'b' ;; 1 < 2 < 3 ;; 1 < 3 < 2 ;; 1 == 1.0
true == 1 ;; '1' == 1 ;; none == no ;; 'a' 'b' "c" ;; 'a' ~ 1 ~ none ~ true ~ 1.5 ;; 'ab' * 3
[1] * 2 ;; [1] + [2, 'x'] ;; (1, 2) + (3,) ;; (1,) ;; () ;; [] ;; {}
{'a': 1, 'b': [none, true]} ;; [1, 'two', 3.0, none] ;; '\n\t\\\'\"\x41\u00e9\101\q' ;; "it's"
'say "hi"' ;; ['it\'s', 'say "hi"', 'both \' "'] ;; q ;; [q] ;; [k] ;; s ;; s[0] ;; s[-1]
s[1:4] ;; s[:-3] ;; s[::-1] ;; s[::2] ;; s[10:2:-3] ;; s[100] ;; s[5:100] ;; k[1] ;; k[::-1]
k|length ;; xs[1:] ;; xs[::-1] ;; xs[-1] ;; xs[9] is defined ;; xs[0:0] ;; (1,2,3)[1:]
range(5)[1:3] ;; range(10)[::-3] ;; range(3) ;; range(1, 10, 3)|list ;; range(5, 0, -2)|list
range(3)|list ;; s.upper() ;; s.lower() ;; s.title() ;; s.capitalize() ;; s.strip('Hd')
s.lstrip('H') ;; s.rstrip('d') ;; s.split() ;; s.split(',') ;; s.split('o', 1)
s.rsplit('o', 1) ;; 'a b  c'.split(' ') ;; ' a  b '.split() ;; ' a  b c'.split(none, 1)
s.startswith('He') ;; s.startswith(('x', 'H')) ;; s.endswith('d') ;; s.find('o') ;; s.rfind('o')
s.find('zz') ;; k.find('하') ;; s.replace('l', 'L') ;; s.replace('l', 'L', 2)
'abc'.replace('', '-') ;; s.count('l') ;; ', '.join(ws) ;; 'a,b'.partition(',')
'a,b,c'.rpartition(',') ;; 'x'.partition(',') ;; lines.splitlines() ;; lines.splitlines(true)
'12'.isdigit() ;; ''.isdigit() ;; 'ab'.isalpha() ;; ' '.isspace() ;; 'a1'.isalnum()
'AB'.isupper() ;; 'ab'.islower() ;; 'prefix-x'.removeprefix('prefix-')
'x.py'.removesuffix('.py') ;; '{} and {}'.format(1, 'b') ;; '{1}{0}{1}'.format('a', 'b')
'{a}-{b.c}'.format(a=1, b=ps[0].b) ;; '{{}}{}'.format(1) ;; '{:.2f}'.format(3.14159)
"it's 8-bit wörld's".title() ;; '%s-%d-%5.2f|%-4s|%04d|%x|%%' % (1, 2, 3.14159, 'a', 42, 255)
'%s' % 'x' ;; '%(a)s' % {'a': 1} ;; '%r' % 'x' ;; "%s"|format(s) ;; "%s, %s"|format('a', 1)
d.b ;; d['b'] ;; d.A[1] ;; d.get('b') ;; d.get('zz') ;; d.get('zz', 5) ;; d['get'] ;; d.한
d.items()|list ;; d.keys()|list ;; d.values()|list ;; d.items()|length ;; d.zz is defined
d.zz ;; 'b' in d ;; 'zz' not in d ;; d == d ;; d|length ;; d|list ;; dict(a=1, b=2)
dict({'a': 1}, b=2) ;; dict([('a', 1)]) ;; d.copy().b ;; d ;; n is odd ;; n is even
n is divisibleby 7 ;; n is divisibleby(2) ;; n is number ;; n is integer ;; f is float
f is integer ;; t is boolean ;; t is integer ;; t is number ;; s is string ;; d is mapping
xs is mapping ;; xs is sequence ;; s is sequence ;; s is iterable ;; n is iterable
d is iterable ;; d is sequence ;; no is none ;; no is not none ;; zzz is defined
zzz is undefined ;; zzz is none ;; zzz is iterable ;; zzz is sequence ;; n is eq 7
n is equalto(7) ;; n is ne 8 ;; n is lt 8 ;; n is gt(8) ;; n is ge 7 ;; n is le 6
n is in [7, 8] ;; 'a' is in 'abc' ;; 'ab' is lower ;; 'AB' is upper ;; t is true ;; t is false
n is true ;; no is sameas none ;; s is sameas s ;; namespace is callable ;; s is callable
'upper' is filter ;; 'odd' is test ;; xs is not string ;; s|upper ;; s|lower ;; s|title
s|capitalize ;; "foo bar-baz (qux)"|title ;; sp|trim ;; s|trim('Hd') ;; s|replace('l', 'L')
s|replace('l', 'L', 1) ;; xs|replace('1', 'x') ;; xs|join ;; xs|join('-') ;; ws|join(', ')
ps|map(attribute='a')|join(',') ;; ps|join(',', attribute='a')
zzz|default('d')|e|default('d')|e|default('d', true) ;; no|d('x')
no|default('x', boolean=true) ;; zzz|length ;; xs|first ;; xs|last|e|first ;; []|last is defined
s|first ;; xs|list ;; s|list ;; k|list ;; xs|sort ;; xs|sort(reverse=true) ;; ws|sort
ws|sort(case_sensitive=true) ;; ps|sort(attribute='a')
ps|sort(attribute='a', reverse=true)|map(attribute='a')|list ;; d|dictsort
{'b': 1, 'a': 3, 'C': 2}|dictsort ;; {'b': 1, 'a': 3}|dictsort(by='value')
{'b': 1, 'a': 3}|dictsort(reverse=true) ;; {'b': 1, 'A': 3}|dictsort(true) ;; xs|reverse|list
s|reverse ;; ws|unique|list ;; [1, 1.0, '1', 2, 1]|unique|list ;; xs|sum
ps|sum(attribute='a') ;; xs|min ;; xs|max ;; ws|min ;; []|max is defined ;; xs|batch(2)|list
xs|batch(2, 'x')|list ;; mix|select|list ;; mix|reject|list ;; mix|select('string')|list
xs|select('gt', 1)|list ;; xs|reject('odd')|list ;; ps|selectattr('b')|list|length
ps|selectattr('a', 'equalto', 3)|list ;; ps|selectattr('a', '==', 3)|map(attribute='b.c')|list
ps|rejectattr('b')|list ;; ps|rejectattr('a', 'in', [1, 2])|list
ps|selectattr('b', 'defined')|list|length ;; ws|map('upper')|list
ws|map('replace', 'a', 'z')|list ;; ps|map(attribute='b.c', default='none')|list
no|select|list ;; xs|map('string')|join(' ') ;; [[1, 2], [3]]|map('sum')|list
[[1, 2], [3]]|map(attribute=0)|list ;; '12'|int ;; ' 12 '|int ;; '1.9'|int ;; 'x'|int
'x'|int(5) ;; 'ff'|int(0, 16) ;; 3.9|int ;; -3.9|int ;; true|int ;; none|int ;; '1.5'|float
'x'|float ;; 'x'|float(1.0) ;; 7|float ;; neg|abs ;; -2.5|abs ;; 2.5|round ;; 3.5|round
2.567|round(2) ;; 2.4|round(0, 'ceil') ;; 2.6|round(0, 'floor') ;; 2.345|round(1, 'ceil')
42|round ;; 25|round(-1) ;; 1e300|int is number ;; 5|string ;; none|string ;; big ;; big + 1
2 ** 62 ;; 'x'|center(7) ;; 'ab'|center(7) ;; 'a\nb\n\nc'|indent ;; 'a\nb'|indent(2, true)
'a\n\nb'|indent(2, blank=true) ;; 'a\nb'|indent('> ') ;; 'a\nb\n'|indent ;; '<a&b>"\''|e
'<b>'|escape ;; '<b>'|safe ;; '<b>'|safe + '<i>' ;; '<i>' + '<b>'|safe ;; '<b>'|safe ~ '<i>'
'a b c'|wordcount ;; d|attr('b') ;; sp|trim|length ;; mix|string ;; ('<'|e)|upper + '>'
d|tojson ;; xs|tojson ;; s|tojson ;; q|tojson ;; k|tojson ;; no|tojson ;; t|tojson ;; f|tojson
1e20|tojson ;; 1e-7|tojson ;; d|tojson(indent=2) ;; d|tojson(indent=0) ;; []|tojson(indent=2)
{}|tojson(indent=4) ;; [[], {}]|tojson(indent=1) ;; d|tojson(sort_keys=true)
{'b': 1, 'a': 2}|tojson(sort_keys=true) ;; d|tojson(separators=(',', ':'))
d|tojson(indent=2, separators=(',', ': ')) ;; k|tojson(ensure_ascii=true)
'😀é\x7f'|tojson(true) ;; '😀é\x7f'|tojson ;; {1: 2, 2.5: 3, true: 4, none: 5}|tojson
(1, 2)|tojson ;; '</script>&'|tojson ;; d|tojson(indent='--')
[1, [2, {'a': [3]}]]|tojson(indent=2) ;; zzz or 'x' ;; e or 'x' ;; n and s ;; z and s
z or e or 'last' ;; not zzz ;; zzz == zzz2 ;; zzz != 1 ;; zzz ~ 'x' ;; 'a' in zzz ;; zzz|upper
zzz|list ;; messages[0].content ;; messages[-1]['content'] ;; messages|length
messages[::2]|map(attribute='content')|join(' ') ;; messages[1:][0].role
messages[0] == messages[2] ;; messages[0].zz is defined
(messages|selectattr('role', 'equalto', 'user')|list)[-1].content ;; (messages|first)['role']
1 in xs ;; '1' in xs ;; xs in [[3, 1, 2]] ;; 'ell' in s ;; '' in s ;; no in [none]
1 in (1, 2) ;; 2 in range(3) ;; [1, 2] < [1, 3] ;; 'a' < 'b' ;; 'a' > 'B' ;; 1 <= 1 ;; 2 >= 3
xs == [3, 1, 2] ;; (1, 2) == [1, 2] ;; {'a': 1} == {'a': 1.0} ;; none is none ;; xs|max > 2
xs | length * 2 ;; xs.index(2) ;; xs.count(3) ;; 'a' ~ 'b' == 'ab' ;; (1 + 2) ~ 3 ;; 2 * 3 ~ 4
not 1 == 2 ;; 1 if true else 2 if false else 3 ;; [1, 2, 3,] ;; {'a': 1,} ;; (1, 2,) ;; -xs[0]
-2 ** 2 ;; 2 ** 3 ** 2 ;; xs[n - 6] ;; {'k': n}['k'] ;; '%s' % no ;; [none, true, 1.0]
{1: {2: 3}} ;; lines|length ;; '%d' % 3.7 ;; '%5s|' % 'ab' ;; '%.2s' % 'abc' ;; '%+d' % 5
'%e' % 12345.678 ;; '%g' % 0.0001 ;; '%i' % true ;; namespace(a=1).a ;; namespace({'b': 2}).b
namespace().zz is defined ;; joiner()() ;; none|d('a') ;; false|default(1) ;; n.zz is defined
s.zz is defined ;; no.zz is defined ;; s[no] is defined ;; d[no] is defined
xs['a'] is defined ;; d[1] is defined
"""

FAILURES = [
    "{{ 1 + 'a' }}", "{{ 'a' + 1 }}", "{{ 'a' + none }}", "{{ zzz.a }}", "{{ zzz + 1 }}", "{{ zzz[0] }}", "{{ zzz() }}",
    "{{ 1 / 0 }}", "{{ 1 % 0 }}", "{{ xs.append(1) }}", "{{ d.update({}) }}", "{{ d.pop('b') }}", "{{ n() }}", "{{ s.zz() }}",
    "{{ 1 < 'a' }}", "{{ none < 1 }}", "{{ 1 in 5 }}", "{{ 1 in 'abc' }}", "{{ none|length }}", "{{ 5|length }}", "{{ zzz|tojson }}",
    "{{ zzz < 1 }}", "{% for x in 5 %}{% endfor %}", "{% for x in none %}{% endfor %}", "{% for a, b in [1] %}{% endfor %}",
    "{% for a, b in [[1, 2, 3]] %}{% endfor %}", "{% set d.x = 1 %}", "{% set n.x = 1 %}", "{{ raise_exception('no!') }}",
    "{{ xs|map('upper')|length }}", "{{ range(200000) }}", "{{ range(1, 5, 0) }}", "{{ s.split('') }}", "{{ s[::0] }}", "{{ s[zzz:] }}",
    "{{ ('%s' % (1, 2)) }}", "{{ '%s %s' % 1 }}", "{{ '%d' % 'x' }}", "{{ '{}'.format() }}", "{{ xs.index(99) }}", "{{ 5|items|list }}",
    "{{ [1, 'a']|sort }}", "{{ {[1]: 2} }}", "{{ d|dictsort(by='zz') }}", "{{ ', '.join([1]) }}", "{{ s.startswith(1) }}",
    "{% set ns = namespace() %}{% set ns._x = 1 %}", "{{ none.x.y }}", "{{ -'a' }}", "{{ 'a' * 'b' }}", "{{ xs + (1,) }}", "{{ 'abc' - 'a' }}",
    "{{", "{{ }}", "{% if %}{% endif %}", "{% if 1 %}", "{% endif %}", "{% for %}{% endfor %}", "{{ 1 + }}", "{{ (1 }}", "{{ [1 }}", "{{ 'a }}", "{# x",
    "{% raw %}x", "{{ a b }}", "{% set %}", "{% zzz %}", "{{ x|zzz }}", "{{ x is zzz }}", "{{ 1..2 }}", "{{ $ }}", "{% break %}", "{% set true = 1 %}",
    "{% macro f(a=1, b) %}{% endmacro %}", "{{ f(a=1, 2) }}", "{{ (1,2 }}", "{% macro f(*a) %}{% endmacro %}", "{{ {1} }}", "{% else %}", "{% if 1 %}{% endfor %}", "{% for x in [1] %}{% endif %}", "{{ )}}",
]

STATEMENTS = [
    # whitespace
    "a\n  {% if t %}\n  b\n  {% endif %}\nc\n", "a {% if t %} b {% endif %} c", "a\n  {%+ if t %}\nb{% endif %}", "a  {%- if t -%}  \n b {%- endif -%}  c",
    "a\n {{ n }} \nb", "a\n {{- n -}} \nb", "a\n\n  {#- c -#}\n b", "a\n  {# c #}\nb", "a {# c #}\n b", "{% if t +%}\nx{% endif %}", "x{% if t %}\n\n y{% endif %}\n\n",
    "{% raw %}{{ a }}{% b %}{% endraw %}", "a\n  {% raw %}\n x {{ }}\n  {% endraw %}\n b", "a {%- raw -%} x {%- endraw -%} b", "\r\na\rb\r\n", "a\n", "a\n\n", "\n", "",
    "  {% set x = 1 %}  {{ x }}", "a\t{% set x = 1 %}\n\tb", "{{ 'a' }}\n{{ 'b' }}\n", "{%- if true %} x{% endif %}", "a{{+ 1 }}b", "{ % { { {{ '{' }} }", "{{ '}}' }}{{ \"{%\" }}",
    "{{ {'a': {'b': 1}}['a']['b'] }}", "{{ {'a': {'b': 1}}}}", "{#{{ x }}#}y", "{%- for x in xs -%}\n {{ x }} \n{%- endfor %}", "\u3000{%- if t %}x{% endif %}", "a\n   \n  {%- if t %}b{% endif %}",
    "{% if t %}x{% endif %}\n  {% if t %}y{% endif %}\n", "  {% if t %}\n    {% if t %}\n  deep\n    {% endif %}\n  {% endif %}\n",
    # if
    "{% if z %}a{% elif n == 7 %}b{% else %}c{% endif %}", "{% if z %}a{% elif e %}b{% else %}c{% endif %}", "{% if not z and (n or zzz.x) %}a{% endif %}", "{% if zzz %}a{% endif %}-",
    "{% if xs %}{% set y = 5 %}{% endif %}{{ y }}", "{% if z %}{{ s|zzz }}{% endif %}ok", "{% if z %}{{ s is zzz }}{% endif %}ok",
    # for and loop
    "{% for x in xs %}{{ loop.index }}{{ loop.index0 }}{{ loop.first }}{{ loop.last }}{{ loop.length }}{{ loop.revindex }}{{ loop.revindex0 }}{{ x }};{% endfor %}",
    "{% for x in xs %}{{ loop.previtem }}<{{ x }}>{{ loop.nextitem }} {% endfor %}", "{% for x in xs %}{{ loop.previtem is defined }}{{ loop.nextitem is defined }}{% endfor %}",
    "{% for x in [] %}a{% else %}none{% endfor %}", "{% for x in xs if x > 5 %}a{% else %}none{% endfor %}", "{% for x in xs if x > 1 %}{{ loop.index }}/{{ loop.length }}:{{ x }}{{ ',' if not loop.last }}{% endfor %}",
    "{% for k, v in d.items() %}{{ k }}={{ v }};{% endfor %}", "{% for k in d %}{{ k }};{% endfor %}", "{% for k, v in d|items %}{{ k }}{% endfor %}", "{% for k, v in d|dictsort %}{{ k }}={{ v }};{% endfor %}", "{% for c in k %}[{{ c }}]{% endfor %}",
    "{% for a, (b, c) in [[1, [2, 3]]] %}{{ a }}{{ b }}{{ c }}{% endfor %}", "{% for x in xs %}{% if x == 1 %}{% continue %}{% endif %}{{ x }}{% endfor %}", "{% for x in xs %}{% if x == 1 %}{% break %}{% endif %}{{ x }}{% endfor %}",
    "{% for x in xs %}{% for y in xs %}{% if y == 1 %}{% break %}{% endif %}{{ x }}{{ y }} {% endfor %}{% endfor %}", "{% for x in xs %}{{ loop.cycle('a', 'b') }}{% endfor %}", "{% for x in [1, 1, 2] %}{{ loop.changed(x) }}{% endfor %}",
    "{% for x in xs %}{% set o = loop %}{% for y in [1] %}{{ o.index }}{{ loop.index }}{% endfor %}{% endfor %}", "{% for x in range(3) %}{{ x }}{% endfor %}", "{% for x in 'ab', 'cd' %}{{ x }},{% endfor %}", "{% for x in zzz %}a{% else %}b{% endfor %}",
    "{% set ns = namespace(f=false) %}{% for x in xs if not ns.f %}{{ x }}{% set ns.f = true %}{% endfor %}", "{% set ns = namespace(f=false) %}{% for x in xs if not ns.f %}{{ x }}{{ loop.last }}{% set ns.f = true %}{% endfor %}",
    "{% set g = xs|map('string') %}{{ g|join }}{{ g|join }}", "{% set g = [0]|select %}{% if g %}yes{% endif %}", "{% for x in xs|select('odd') %}{{ loop.length }}{{ x }}{% endfor %}", "{% for x in xs|reverse %}{{ x }}{{ loop.last }}{% endfor %}", "{% for x in d.keys() %}{{ x }}{{ loop.last }}{% endfor %}",
    # scope
    "{% set x = 1 %}{% for i in xs %}{% set x = i %}{% endfor %}{{ x }}", "{% set x = 1 %}{% for i in xs %}{% set x = x + i %}{{ x }}{% endfor %}", "{% for i in xs %}{% if loop.first %}{% set y = 1 %}{% endif %}{{ y is defined }}{% endfor %}", "{% for x in xs %}{% endfor %}{{ x is defined }}{{ loop is defined }}",
    "{% set ns = namespace(n=0) %}{% for i in xs %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}", "{% set a, b = 1, 2 %}{{ a }}{{ b }}", "{% set a = 1, 2 %}{{ a }}", "{% set x %}a{{ n }}{% endset %}{{ x }}{{ x|length }}", "{% set x|upper|replace('A', 'z') %}abc{% endset %}{{ x }}",
    "{% set x %}{% set y = 1 %}{% endset %}{{ y is defined }}", "{% set s = s ~ '!' %}{{ s }}", "{% set messages = messages[1:] %}{{ messages|length }}", "{% with a = 1, b = n %}{{ a }}{{ b }}{% endwith %}{{ a is defined }}", "{% with %}{% set q1 = 1 %}{% endwith %}{{ q1 is defined }}",
    "{% filter upper %}a{{ s }}{% endfilter %}", "{% filter replace('a', 'b')|upper %}aa{% endfilter %}", "{% generation %}a{{ n }}{% endgeneration %}", "{% generation %}{% set w = 1 %}{% endgeneration %}{{ w is defined }}", "{% block b %}x{{ n }}{% endblock %}", "{% block b %}x{% endblock b %}",
    # macros
    "{% macro f(a, b=2) %}{{ a }}-{{ b }};{% endmacro %}{{ f(1) }}{{ f(1, 3) }}{{ f(b=4, a=5) }}{{ f() }}", "{% macro f(a, b=a) %}{{ b }}{% endmacro %}{{ f(3) }}", "{% macro f() %}{{ n }}{{ late }}{% endmacro %}{% set late = 'L' %}{{ f() }}", "{% macro f(x) %}{% if x > 0 %}{{ x }}{{ f(x - 1) }}{% endif %}{% endmacro %}{{ f(3) }}",
    "{% macro f() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ f(1, 2, a=3) }}", "{% macro f() %}[{{ caller() }}]{% endmacro %}{% call f() %}in{{ n }}{% endcall %}", "{% macro f() %}{{ caller(1, b=2) }}{% endmacro %}{% call(a, b) f() %}{{ a }}{{ b }}{% endcall %}", "{% macro f(a) -%}  {{ a }}  {%- endmacro %}<{{ f('x') }}>",
    "{% macro f(a) %}{{ a }}{% endmacro %}{{ f(1)|int + 1 }}{{ f('x') ~ 'y' }}{{ f('x') is string }}", "{% macro g() %}g{% endmacro %}{% macro f() %}{{ g() }}{% endmacro %}{{ f() }}", "{% for i in xs %}{% macro f() %}{{ i }}{% endmacro %}{{ f() }}{% endfor %}",
    "{% macro f(a, b) %}{{ a }}{{ b }}{% endmacro %}{{ f(*[1, 2]) }}{{ f(**{'a': 3, 'b': 4}) }}", "{% set ns = namespace() %}{% macro f() %}{% set ns.x = 1 %}{% endmacro %}{{ f() }}{{ ns.x }}", "{% macro f() %}{% set n = 9 %}{{ n }}{% endmacro %}{{ f() }}{{ n }}",
    # set and output of odd things
    "{% set x = none %}{{ x }}", "{{ xs }}{{ d }}", "{{ 1, 2 }}", "{{ (1, 2)|join('+') }}", "{{ true }}{{ false }}{{ none }}", "{{ True and False or None }}", "{%set x=1%}{{x}}", "{{n}}{{-n}}", "{{ messages|map(attribute='role')|join(',') }}", "{% set x = {'a': [1, {'b': 2}]} %}{{ x.a[1].b }}{{ x['a'][1]['b'] }}",
    "{{ tools }}{{ documents }}{{ add_generation_prompt }}", "{% set j = joiner('|') %}{% for x in xs %}{{ j() }}{{ x }}{% endfor %}", "{{ d.items()|list|length }}{{ d.items() is sequence }}{{ d.items()|first }}", "{{ dict(d, x=1)|length }}", "{{ 'a' if zzz is defined else 'b' }}", "{{ s if s is string else s|tojson }}",
]


def main():
    templates = ["{{ " + expression + " }}" for line in EXPRESSIONS.strip().splitlines()
                 for expression in line.split(" ;; ")]
    rows = [{"template": t, **reference.render(t, CONTEXT, {})} for t in templates + STATEMENTS + FAILURES]
    print(json.dumps({"context": CONTEXT, "cases": rows}, ensure_ascii=False, indent=0))


if __name__ == "__main__":
    main()
