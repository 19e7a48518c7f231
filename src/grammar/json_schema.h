// JSON Schema (2020-12, and what older drafts share with it) to rules. Every keyword is honoured
// exactly or is an Error{unsupported} that names it and where it stands; none is ignored.
//
//   any         type (also a list), enum, const, allOf, anyOf, oneOf (branches must be provably
//               disjoint), $ref to a place in the same document (recursion too), true, false
//   numbers     minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf
//   strings     minLength, maxLength (characters), pattern (regex.h), format: date, time,
//               date-time (valid calendar dates; capital T and Z), uuid, email, ipv4
//   arrays      items, prefixItems, minItems, maxItems, uniqueItems (items of an enum)
//   objects     properties, required, additionalProperties, patternProperties (disjoint patterns),
//               minProperties, maxProperties
//   ignored     title, description, default, examples, $schema, $id, $comment, $defs, definitions
//
// What is written is one spelling of what the schema allows (json_text.h), and less in four ways:
// - members come in the order of `properties`, then other required ones, then the rest;
// - with `properties` or `patternProperties` and no `additionalProperties`, nothing else is added;
// - without `type`, keywords of some types mean these types;
// - numbers are bounded in digits (json_number.h), and have an exponent only without limits.
#pragma once

#include "base/json.h"
#include "grammar/expression.h"

namespace tinybrain::grammar {

// Rule 0 is the whole text.
Rules rules_of_schema(const Json& schema);

}  // namespace tinybrain::grammar
